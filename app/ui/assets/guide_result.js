// What a guided page shows. `element`, `trigger`, `watch` are given by gr.HTML.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const data = button.dataset;
  if (data.source !== undefined) {
    window.jhub.lastMark = { element: button };
    trigger("click", { source: data.source, start: Number(data.start), end: Number(data.end), n: Number(data.n) });
  } else if (data.link !== undefined) {
    window.jhub.guides.copyLink(button);
  }
});
element.addEventListener("change", (event) => {
  if (event.target.matches("select[form]")) event.target.form.requestSubmit();
});
watch("value", () => {
  window.jhub.guides.follow();
  window.jhub.guides.relabel(element);
  window.jhub.guides.show(element);
});
