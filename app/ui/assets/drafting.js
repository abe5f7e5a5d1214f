// The drafting tab: what is its own beside assets/workbench*.js. Loaded once, in the head.
window.jhub.drafting = window.jhub.workbench({
  record: "dossier",
  reopen: "item",
  stays: ["compare", "comment", "resolve", "versions", "remove", "export", "annex", "review", "history"],

  // What goes with a button: all that stands in its data, and what the open item holds.
  values(button) {
    const { do: act, busy, ...values } = button.dataset;
    const editor = button.closest("[data-editor]");
    const only = document.getElementById("draft-only-approved");
    if (only) values.only_approved = only.checked;
    if (!editor) return values;
    const given = (selector) => editor.querySelector(selector)?.value ?? "";
    const open = { item: editor.dataset.item, ...this.saving.read(), note: given("#draft-note") };
    if (act === "compare") Object.assign(open, { old: Number(given("[data-old]")), new: Number(given("[data-new]")) });
    if (act === "comment") open.comment = given("#draft-comment");
    return { ...open, ...values };
  },

  async submitted(form, button) {
    const act = form.dataset.send;
    if (!(await this.saving.flush())) return;
    const values = Object.fromEntries(new FormData(form));
    const field = form.querySelector("[data-form-file]");
    const file = field?.files[0];
    if (act === "start" && values.form === "file" && file) {
      const sent = await this.files.send(file, this.slot(form), field);
      if (!sent) return;
      Object.assign(values, sent);
    }
    if (act === "map") Object.assign(values, this.rows(form), { force: button?.dataset.force !== undefined });
    await this.act(act, values, form);
  },

  // The rows of the table of recognised items, as a person left them.
  rows(form) {
    const rows = [...form.querySelectorAll("[data-row]")].map((box) => {
      const row = box.closest("tr");
      const value = (field) => row.querySelector(`[data-field="${field}"]`).value;
      return { id: box.dataset.row || `added-${Date.now()}`, keep: box.checked, label: value("label"), limit: value("limit"), place: value("place") };
    });
    return { rows, revision: Number(form.dataset.revision) };
  },

  async add(field) {
    await this.files.sendAll(field, this.root.querySelector("[data-sending]"), async (sent, entry, reading) => {
      reading();
      const reply = await this.send("add", sent);
      entry.innerHTML = reply.message;
      for (const [part, html] of Object.entries(reply.parts)) this.put(part, html);
    });
    this.apply(await this.send("renew"), field);
    field.focus({ preventScroll: true });
  },

  clicked(button) {
    if (button.dataset.backToTable !== undefined) this.backToTable();
    else if (button.dataset.clear !== undefined) {
      for (const option of this.root.querySelectorAll("[data-option]")) option.checked = false;
      this.saving.typed(true);
    }
  },

  changed(field) {
    if (field.matches("#draft-files") && field.files.length) this.add(field);
    else if (field.matches("[data-form-file]")) this.root.querySelector("input[name=form][value=file]").checked = true;
  },

  listen() {
    window.jhub.bench.listen.call(this);
    this.root.addEventListener("focusin", (event) => {
      if (event.target.matches("select[data-places]")) this.fillPlaces(event.target);
    });
  },

  backToTable() {
    const link = this.root.querySelector(`[data-part="table"] .item-link[data-item="${CSS.escape(this.saving.item)}"]`);
    link?.scrollIntoView({ block: "center" });
    link?.focus({ preventScroll: true });
  },

  // A form may have hundreds of places: a list takes them over when somebody comes to it.
  fillPlaces(list) {
    if (list.dataset.filled) return;
    list.dataset.filled = "yes";
    const chosen = list.value;
    list.replaceChildren(...[...document.getElementById("draft-places").options].map((option) => option.cloneNode(true)));
    list.value = chosen;
  },
});
