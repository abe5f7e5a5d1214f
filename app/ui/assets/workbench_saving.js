// What is open in an editor: what is typed is kept by itself, and nobody's words are written over. `bench`: of the tab.
// Loaded once, in the head.
window.jhub.saving = (bench) => ({
  pause: 3000, // ms after the last key
  again: 10000, // ms after a save that failed
  item: "",
  revision: 0,
  saved: "",
  conflict: false,
  going: null,
  timer: null,

  editor() {
    return bench.root?.querySelector("[data-editor]");
  },

  // The editor has been put in place, or is gone. What was typed before a reload and not saved comes back.
  open() {
    clearTimeout(this.timer);
    const editor = this.editor();
    this.item = editor?.dataset.item ?? "";
    this.conflict = false;
    if (!editor) return;
    this.revision = Number(editor.dataset.revision);
    this.saved = JSON.stringify(this.words());
    const kept = JSON.parse(sessionStorage.getItem(this.key()) ?? "null");
    if (kept && JSON.stringify(kept.words) !== this.saved && !editor.querySelector("[data-answer]")?.readOnly) {
      this.write(kept.words);
      this.revision = kept.revision;
      this.tell("restored");
      this.later();
    } else {
      sessionStorage.removeItem(this.key());
    }
    this.count();
  },

  key() {
    return `jhub-advisor.typed.${bench.open}.${this.item}`;
  },

  words() {
    const editor = this.editor();
    const typed = [...editor.querySelectorAll("[data-answer]")].map((field) => [field.name, field.value]);
    const chosen = [...editor.querySelectorAll("[data-option]:checked")].map((option) => option.value);
    return { ...Object.fromEntries(typed), chosen };
  },

  read() {
    return { ...this.words(), revision: this.revision };
  },

  write(words) {
    const editor = this.editor();
    for (const field of editor.querySelectorAll("[data-answer]")) field.value = words[field.name] ?? field.value;
    for (const option of editor.querySelectorAll("[data-option]")) option.checked = words.chosen.includes(option.value);
  },

  dirty() {
    return Boolean(this.editor()) && JSON.stringify(this.words()) !== this.saved;
  },

  typed(at_once = false) {
    this.count();
    if (!this.dirty()) return;
    sessionStorage.setItem(this.key(), JSON.stringify({ words: this.words(), revision: this.revision }));
    if (this.conflict) return;
    this.tell("typing");
    this.later(at_once ? 0 : this.pause);
  },

  later(ms = this.pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), ms);
  },

  // Whether all that is typed is kept. One save at a time: the next one builds on the revision that it gave.
  async save() {
    clearTimeout(this.timer);
    while (this.going) await this.going;
    if (!this.dirty()) return true;
    if (this.conflict) return false;
    this.going = this.send();
    const done = await this.going;
    this.going = null;
    return done && (this.dirty() ? this.save() : true);
  },

  async send() {
    const { item, revision } = this;
    const key = this.key();
    const words = this.words();
    this.tell("saving");
    const reply = await bench.send("save", { item, ...words, revision });
    if (this.item !== item) return reply.ok;
    if (reply.ok) {
      this.revision = reply.revision;
      this.saved = JSON.stringify(words);
      if (!this.dirty()) sessionStorage.removeItem(key);
      this.tell("saved", reply.saved_at);
    } else if (!reply.conflict) {
      this.tell("unsaved");
      this.later(this.again);
    }
    bench.apply(reply, this.editor());
    return reply.ok;
  },

  // Before something else is done. `stays`: the item stays open, so words in conflict are not lost by it.
  async flush(stays = false) {
    if (!this.editor() || (await this.save())) return true;
    if (stays) return true;
    this.focusConflict();
    return false;
  },

  showConflict(html, from) {
    this.conflict = true;
    this.editor().querySelector("[data-conflict]").innerHTML = html;
    this.tell("conflict-open");
    if (from.matches?.("button")) this.focusConflict();
  },

  focusConflict() {
    const title = this.editor().querySelector("[data-conflict-title]") ?? this.editor().querySelector("[data-save-state]");
    title.scrollIntoView({ block: "center" });
    title.focus?.();
  },

  async keepMine(revision) {
    this.revision = revision;
    this.endConflict();
    this.saved = "";
    if (await this.save()) this.editor().querySelector("[data-answer], [data-option]")?.focus();
  },

  async keepTheirs(button) {
    sessionStorage.removeItem(this.key());
    this.endConflict();
    await bench.act(bench.reopen, { item: this.item }, button);
  },

  endConflict() {
    this.conflict = false;
    this.editor().querySelector("[data-conflict]").replaceChildren();
  },

  // The open item as it now is, where nothing is being typed.
  async renew() {
    if (!this.editor() || this.dirty() || this.conflict) return;
    const reply = await bench.send(bench.reopen, { item: this.item });
    bench.apply({ ...reply, focus: "" }, this.editor());
  },

  tell(key, time = "") {
    const editor = this.editor();
    const state = editor?.querySelector("[data-save-state]");
    if (!state) return;
    state.textContent = editor.getAttribute(`data-${key}`).replace("{time}", time);
    state.dataset.state = key;
  },

  // Characters as the desk counts them: line ends count, a character outside the basic plane is one.
  count() {
    const editor = this.editor();
    const shown = editor?.querySelector("[data-count]");
    if (!shown) return;
    const n = [...editor.querySelector("textarea[data-answer]").value].length;
    const limit = Number(editor.dataset.limit ?? 0);
    const key = !limit ? "count" : n > limit ? "count-over" : "count-limit";
    const text = editor.getAttribute(`data-${key}`);
    shown.textContent = text.replace("{n}", n.toLocaleString()).replace("{over}", (n - limit).toLocaleString());
    shown.classList.toggle("over", n > limit && limit > 0);
  },
});

window.addEventListener("beforeunload", (event) => {
  if (window.jhub.benches.some((bench) => bench.saving.dirty())) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) for (const bench of window.jhub.benches) bench.saving.save();
});
