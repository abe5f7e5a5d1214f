// Small things that the page needs and Gradio does not give. Loaded once, in the head.
window.jhub = {
  lastMark: null,
  asked: false,

  // A new answer comes into view; a page that is restored stays where it is.
  showAnswer(answer) {
    if (!this.asked || !answer.querySelector(".turn")) return;
    this.asked = false;
    const top = answer.getBoundingClientRect().top;
    if (top < 0 || top > window.innerHeight / 2) answer.scrollIntoView({ block: "start" });
  },

  backToMark() {
    const mark = this.lastMark;
    if (!mark) return;
    const again = mark.n && document.querySelector(`button.cite[data-turn="${mark.turn}"][data-n="${mark.n}"]`);
    (document.contains(mark.element) ? mark.element : again)?.focus();
  },

  async toClipboard(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // no clipboard (plain http on another machine): the old way
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  },

  async copy(tools) {
    const done = await this.toClipboard(tools.dataset.markdown);
    const message = done ? tools.dataset.copied : tools.dataset.failed;
    let note = tools.querySelector("[role=status]");
    if (!note) {
      note = document.createElement("span");
      note.setAttribute("role", "status");
      tools.append(note);
    }
    note.textContent = message;
  },

  download(text, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  },
};

// Enter sends and Shift+Enter starts a new line; Enter that confirms an IME conversion does neither. Gradio's text box
// looks at the key alone, so the event is caught before it gets there. Safari ends the composition before the keydown
// of that Enter and marks it only by keyCode 229.
for (const type of ["keydown", "keypress"]) {
  document.addEventListener(
    type,
    (event) => {
      if (event.key !== "Enter" || !(event.target instanceof HTMLElement)) return;
      const inQuestion = event.target.matches("#question textarea");
      const inDate = event.target.matches("#as-of textarea, #as-of input");
      if (!inQuestion && !inDate) return;
      const composing = event.isComposing || event.keyCode === 229;
      if (composing || (inQuestion && event.shiftKey)) {
        event.stopImmediatePropagation();
        return;
      }
      if (inQuestion) {
        event.stopImmediatePropagation();
        event.preventDefault();
        if (type === "keydown" && !event.repeat) document.querySelector("button#send, #send button")?.click();
      }
    },
    true,
  );
}

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("#send, [data-ask], [data-again]")) window.jhub.asked = true;
});

// Gradio sets the language of the page from the browser's; ours is the language that the page is written in.
const root = document.documentElement;
const keepLanguage = () => {
  const language = root.dataset.language;
  if (language && root.lang !== language) root.lang = language;
};
new MutationObserver(keepLanguage).observe(root, { attributeFilter: ["lang"] });
keepLanguage();
