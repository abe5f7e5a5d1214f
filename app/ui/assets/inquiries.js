// The tab 問合せ: what is its own beside assets/workbench*.js. Loaded once, in the head.
window.jhub.inquiries = window.jhub.workbench({
  record: "inquiry",
  reopen: "open",
  dated: true,
  stays: ["eml", "versions", "log", "compare", "file_text", "source"],
  filter: {}, // what the list was last narrowed by

  common(act) {
    return { ...window.jhub.bench.common.call(this, act), filter: this.filter };
  },

  // The plots follow the tables: Gradio draws them.
  async act(act, values, from) {
    const reply = await window.jhub.bench.act.call(this, act, values, from);
    if (act === "figures" && reply?.ok) this.trigger("select", { ...this.common(act), ...values });
    return reply;
  },

  put(part, html) {
    window.jhub.bench.put.call(this, part, html);
    const form = part === "list" ? document.getElementById("inq-filter") : null;
    if (form) this.filter = this.narrowed(form);
  },

  // While no list is shown, the address says what it was narrowed by.
  follow(query) {
    window.jhub.bench.follow.call(this, query);
    if (document.getElementById("inq-filter")) return;
    const said = new URLSearchParams(query);
    for (const name of ["status", "topic", "kind", "flag"]) if (said.get(name)) this.filter[name] = said.get(name);
  },

  narrowed(form) {
    const filter = this.fields(form);
    return { ...filter, page: Number(filter.page) };
  },

  // The list is narrowed from its first page; the pager says which it wants.
  async submitted(form, button) {
    if (form.dataset.send !== "filter") return window.jhub.bench.submitted.call(this, form, button);
    const before = JSON.stringify(this.filter);
    this.filter = this.narrowed(form);
    if (form.dataset.paged === undefined) this.filter.page = 1;
    delete form.dataset.paged;
    form.elements.page.value = this.filter.page;
    if (before !== JSON.stringify(this.filter) || button) await this.act("filter", {}, form);
  },

  clicked(button) {
    const form = document.getElementById("inq-filter");
    const data = button.dataset;
    if (data.page !== undefined) {
      form.elements.page.value = data.page;
      form.dataset.paged = "yes";
      form.requestSubmit();
      this.focus("inq-list-title");
    } else if (data.status !== undefined) {
      form.elements.status.value = form.elements.status.value === data.status ? "" : data.status;
      form.requestSubmit();
    } else if (data.unfilter !== undefined) {
      for (const field of form.elements) {
        if (field.type === "checkbox") field.checked = false;
        else if (field.name && field.type !== "hidden") field.value = "";
      }
      form.requestSubmit();
    } else if (data.moreQuestions !== undefined) this.addQuestion(button);
    else if (data.insert !== undefined) this.insert(data.insert);
    else if (data.copyText !== undefined) this.copy(data.copyText, button);
    else if (data.copyReply !== undefined) {
      this.copy(document.getElementById("inq-reply-text").value, button);
      this.send("took_out", { sent_as: "clipboard" });
    }
  },

  changed(field) {
    if (field.matches("#inq-files") && field.files.length) this.load(field);
    else if (field.matches("#inq-filter select, #inq-filter input[type=checkbox]")) field.form.requestSubmit();
  },

  // All files are sent first, then the desk takes one after the other and tells how far it is.
  async load(field) {
    const files = [];
    const list = this.root.querySelector("[data-sending]");
    this.put("importing", "");
    await this.files.sendAll(field, list, async (sent, entry) => {
      files.push({ place: sent.path, file_name: sent.file_name });
      entry.remove();
    });
    if (files.length) this.works("import", { files });
    field.focus({ preventScroll: true });
  },

  listen() {
    window.jhub.bench.listen.call(this);
    this.panel.addEventListener("click", (event) => {
      if (event.target.closest(".way-out")) this.send("took_out", { sent_as: "mailto" });
    });
  },

  addQuestion(button) {
    const fields = button.closest("form").querySelector(".question-fields");
    const last = fields.lastElementChild;
    const number = fields.children.length + 1;
    const added = last.cloneNode(true);
    const [label, area] = [added.querySelector("label"), added.querySelector("textarea")];
    label.textContent = label.textContent.replace(/\d+/, number);
    label.htmlFor = area.id = `inq-question-${number}`;
    area.value = "";
    fields.append(added);
    area.focus();
  },

  // What an earlier reply said, where the cursor stands.
  insert(text) {
    const area = document.getElementById("inq-reply-text");
    if (area.readOnly) return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.focus();
    this.saving.typed();
  },
});
