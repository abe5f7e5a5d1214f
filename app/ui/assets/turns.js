// Buttons inside answers and examples. `element`, `trigger`, `server` are given by gr.HTML.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const data = button.dataset;
  if (data.n !== undefined) {
    window.jhub.lastMark = { turn: data.turn, n: data.n, element: button };
    trigger("click", { turn: Number(data.turn), n: Number(data.n) });
  } else if (data.ask !== undefined) {
    trigger("submit", { text: data.ask });
  } else if (data.again !== undefined) {
    trigger("submit", { again: Number(data.again) });
  } else if (data.copy !== undefined) {
    window.jhub.copy(button.parentElement);
  } else if (data.download !== undefined) {
    window.jhub.download(button.parentElement.dataset.markdown, data.download);
  }
});
watch("value", () => window.jhub.showAnswer(element));
window.jhub.askOffice(element, server);
