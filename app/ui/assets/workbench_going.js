// Work at the desk that takes its time and tells how it goes on; the source beside what it bears out; and what happens
// in a tab. Loaded once, in the head.
Object.assign(window.jhub.bench, {
  clicked() {}, // what is a tab's own
  changed() {},

  async begin(button) {
    if (!(await this.saving.flush()) || button.dataset.busy) return;
    this.slot(button).replaceChildren();
    this.works(button.dataset.begin);
  },

  works(act, values = {}) {
    this.work = act;
    this.goes(true);
    this.trigger("input", { ...this.common(act), ...values });
  },

  goes(on) {
    this.going = on;
    for (const button of this.root.querySelectorAll("[data-begin]")) {
      if (on) button.dataset.busy = "yes";
      else delete button.dataset.busy;
    }
    for (const stop of this.root.querySelectorAll("[data-stop]")) stop.hidden = !on;
  },

  // A reply on its way from the work that goes on.
  async arrived(carrier) {
    const text = carrier.querySelector("[data-reply]")?.dataset.reply;
    if (!text || !this.root) return;
    const reply = JSON.parse(text);
    this.apply(reply, this.root.querySelector(`[data-begin="${this.work}"]`) ?? this.root);
    if (!reply.ended) return;
    this.goes(false);
    await this.saving.renew();
  },

  async stop(button) {
    this.trigger("clear", {});
    this.goes(false);
    await this.act("renew", {}, button);
  },

  // The source of a mark, in the place for it; closing leads back to the mark.
  async openSource(mark) {
    const { source, start, end, n } = mark.dataset;
    this.lastMark = mark;
    await this.act("source", { source, start: Number(start), end: Number(end), n: Number(n) }, mark);
    const passage = this.root.querySelector('[data-part="panel"] .passage');
    if (passage) passage.scrollTop = (passage.querySelector("mark")?.offsetTop ?? 0) - passage.clientHeight / 4;
  },

  closeSource() {
    this.put("panel", "");
    if (document.contains(this.lastMark)) this.lastMark.focus();
  },

  // Two people's words.
  showConflict(html, from) {
    this.saving.showConflict(html, from);
  },

  keepMine(revision) {
    this.saving.keepMine(revision);
  },

  keepTheirs(button) {
    this.saving.keepTheirs(button);
  },

  // Everything that is done in the tab, by what it is done to.
  listen() {
    const { panel, saving } = this;
    panel.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button || button.disabled) return;
      const data = button.dataset;
      if (data.do !== undefined) this.pressed(button);
      else if (data.begin !== undefined) this.begin(button);
      else if (data.stop !== undefined) this.stop(button);
      else if (data.goto !== undefined) this.focus(data.goto);
      else if (data.source !== undefined) this.openSource(button);
      else if (data.close !== undefined) this.closeSource();
      else if (data.keepMine !== undefined) this.keepMine(Number(data.keepMine));
      else if (data.keepTheirs !== undefined) this.keepTheirs(button);
      else this.clicked(button);
    });
    panel.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submitted(event.target, event.submitter);
    });
    panel.addEventListener("input", (event) => {
      if (event.target.matches("[data-answer]")) saving.typed();
      else if (event.target.matches("[data-name]")) this.name.set(event.target.value.trim());
    });
    panel.addEventListener("change", (event) => {
      if (event.target.matches("[data-option]")) saving.typed(true);
      else this.changed(event.target);
    });
    panel.addEventListener("focusout", (event) => {
      if (event.target.matches("[data-answer]")) saving.save();
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && event.target.closest('[data-part="panel"]')) this.closeSource();
      if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || !event.target.closest("[data-editor]")) return;
      event.preventDefault();
      saving.save();
    });
    panel.addEventListener(
      "toggle",
      async (event) => {
        const load = event.target.dataset?.load;
        if (!load || !event.target.open) return;
        await this.act(load, this.values(event.target), event.target);
      },
      true,
    );
  },
});
