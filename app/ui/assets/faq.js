// The tab FAQ: what is its own beside assets/workbench*.js. Loaded once, in the head.
window.jhub.faq = window.jhub.workbench({
  record: "entry",
  reopen: "open",
  dated: true,

  // Each step keeps the words first: it is a button of their form.
  async submitted(form, button) {
    const { do: act, ...values } = this.fields(form, button);
    const reply = await this.act(act ?? form.dataset.send, values, form);
    if (reply && reply.revision !== null && reply.revision !== undefined) form.dataset.revision = reply.revision;
  },

  form() {
    return this.root.querySelector('form[data-send="edit"]');
  },

  showConflict(html) {
    const place = this.form().querySelector("[data-conflict]");
    place.innerHTML = html;
    place.querySelector("[data-conflict-title]").focus();
  },

  keepMine(revision) {
    const form = this.form();
    form.dataset.revision = revision;
    form.querySelector("[data-conflict]").replaceChildren();
    this.submitted(form);
  },

  keepTheirs(button) {
    this.act("open", {}, button);
  },
});
