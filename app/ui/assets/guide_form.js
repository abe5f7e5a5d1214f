// The form of a guided page. `element`, `trigger` are given by gr.HTML.
const form = () => element.querySelector("form");
element.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter) window.jhub.guides.sent = true;
  trigger("submit");
});
element.addEventListener("change", (event) => {
  if (event.target.matches("select")) form().requestSubmit();
});
element.addEventListener("click", (event) => {
  if (!event.target.closest("[data-reset]")) return;
  for (const field of form().elements) {
    if (field.type === "checkbox") field.checked = false;
    else if (field.type === "hidden") field.disabled = true;
    else if (field.name) field.value = "";
  }
  form().requestSubmit();
});
trigger("select", { address: location.search + location.hash });
