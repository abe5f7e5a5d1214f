// The source beside the answer: focus goes to it when it opens and back to its mark when it closes.
watch("value", () => {
  window.dispatchEvent(new Event("resize")); // plots beside the panel take the width that is left
  const target = element.querySelector("[data-focus]");
  if (!target) return;
  const passage = element.querySelector(".passage");
  const mark = passage.querySelector("mark");
  passage.scrollTop = mark.offsetTop - passage.clientHeight / 4;
  target.focus();
});
const close = () => {
  if (!element.querySelector("[data-close]")) return;
  props.value = "";
  window.jhub.backToMark();
};
element.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) close();
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
