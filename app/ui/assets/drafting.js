// The drafting tab: sends what is done to the desk and puts its replies in their places. Loaded once, in the head.
window.jhub.drafting = {
  root: null,
  dossier: "",
  going: false, // whether items are being drafted

  // `desk` is the server function, `upload` sends a file, `trigger` starts the drafting: all given by gr.HTML.
  async start(element, server, upload, trigger) {
    Object.assign(this, { root: element.querySelector(".drafting"), server, upload, trigger });
    this.listen();
    const address = location.search + location.hash;
    const reply = await this.send("opened", { address, as_of: new URLSearchParams(location.search).get("as_of") ?? this.asOf() });
    this.apply(reply, this.root);
  },

  asOf() {
    return document.querySelector(".clock")?.dataset.asOf ?? "";
  },

  // The reply of the desk; one that says so when the server cannot be reached.
  async send(act, values = {}) {
    const common = { do: act, as_of: this.asOf(), name: this.name.get(), dossier: this.dossier };
    const reply = await this.server.desk({ ...common, ...values });
    if (reply) return reply;
    const message = `<p class="message message-error" role="alert">${this.root.dataset.offline}</p>`;
    return { ok: false, offline: true, parts: {}, marks: {}, message, said: "", focus: "", conflict: "", query: null };
  },

  // Sends it and shows the reply; until that comes, `from` takes no second click and the wait is told.
  async act(act, values, from) {
    if (from.dataset.busy) return null;
    from.dataset.busy = "yes";
    const slot = this.slot(from);
    if (slot) slot.replaceChildren();
    const told = setTimeout(() => {
      if (slot) slot.innerHTML = `<p class="waiting" role="status">${this.root.dataset.waiting}</p>`;
    }, 500);
    const reply = await this.send(act, values);
    clearTimeout(told);
    delete from.dataset.busy;
    if (slot) slot.replaceChildren();
    this.apply(reply, from);
    return reply;
  },

  // Where messages about `from` stand: the nearest place for them.
  slot(from) {
    for (let node = from; node && node !== this.root.parentElement; node = node.parentElement) {
      const found = node.querySelector("[data-messages]");
      if (found) return found;
    }
    return this.root.querySelector("[data-messages]");
  },

  apply(reply, from) {
    const active = document.activeElement?.id;
    const slot = reply.message && this.slot(from);
    for (const [part, html] of Object.entries(reply.parts)) this.put(part, html);
    if (reply.parts.draft !== undefined) this.goes(this.going);
    this.mark(reply.marks);
    if (slot) {
      const shown = document.contains(slot) ? slot : this.root.querySelector("[data-messages]");
      shown.innerHTML = reply.message;
      if (reply.offline !== true) shown.scrollIntoView({ block: "nearest" });
    }
    if (reply.query !== null && reply.query !== undefined) this.follow(reply.query);
    if (reply.parts.editor !== undefined) this.saving.open();
    if (reply.conflict) this.saving.showConflict(reply.conflict, from);
    if (reply.download) this.download(reply.download);
    if (reply.said) this.root.querySelector("[data-said]").textContent = reply.said;
    if (reply.focus) this.focus(reply.focus);
    else if (active && document.activeElement === document.body) document.getElementById(active)?.focus();
  },

  put(part, html) {
    for (const place of this.root.querySelectorAll(`[data-part="${part}"]`)) place.innerHTML = html;
  },

  mark(marks) {
    for (const mark of this.root.querySelectorAll("[data-mark]")) {
      const html = marks?.[mark.dataset.mark];
      if (html) mark.outerHTML = html;
    }
  },

  focus(id) {
    const target = document.getElementById(id);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: "start" });
  },

  // The address says which dossier and item are open, so that a reload shows them again.
  follow(query) {
    this.dossier = new URLSearchParams(query).get("dossier") ?? "";
    this.root.dataset.query = query;
    this.root.dataset.asOf = this.asOf();
    window.jhub.guides.follow();
  },

  // Days left, and what is expired, are those of the clock's date.
  async followClock() {
    const changed = this.root && this.dossier && this.root.dataset.asOf !== this.asOf();
    if (!changed) return;
    const query = new URLSearchParams(this.root.dataset.query);
    query.delete("as_of");
    if (this.asOf()) query.set("as_of", this.asOf());
    this.follow(query.toString());
    this.apply(await this.send("renew"), this.root);
  },

  download(file) {
    const bytes = Uint8Array.from(atob(file.data), (character) => character.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: file.media_type }));
    link.download = file.file_name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  },

  // Who works here, as this browser keeps it.
  name: {
    key: "jhub-advisor.name.1",
    get() {
      return localStorage.getItem(this.key) ?? "";
    },
    set(value) {
      localStorage.setItem(this.key, value);
    },
  },

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

  async pressed(button) {
    const act = button.dataset.do;
    const stays = ["compare", "comment", "resolve", "versions", "remove", "export", "annex", "review", "history"];
    if (!(await this.saving.flush(stays.includes(act)))) return;
    await this.act(act, this.values(button), button);
  },

  async submitted(form, button) {
    const act = form.dataset.send;
    if (!(await this.saving.flush())) return;
    const values = Object.fromEntries(new FormData(form));
    const file = form.querySelector("[data-form-file]")?.files[0];
    if (act === "start" && values.form === "file" && file) {
      const sent = await this.files.send(file, this.slot(form));
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

  async draft(button) {
    if (!(await this.saving.flush()) || button.dataset.busy) return;
    this.slot(button).replaceChildren();
    this.goes(true);
    this.trigger("input", { do: "draft", as_of: this.asOf(), name: this.name.get(), dossier: this.dossier });
  },

  // Marks that items are being drafted, also in a part that has come anew meanwhile.
  goes(on) {
    this.going = on;
    for (const button of this.root.querySelectorAll("[data-draft]")) {
      if (on) button.dataset.busy = "yes";
      else delete button.dataset.busy;
    }
    for (const stop of this.root.querySelectorAll("[data-stop]")) stop.hidden = !on;
  },

  // A reply on its way from the drafting that goes on.
  async arrived(carrier) {
    const text = carrier.querySelector("[data-reply]")?.dataset.reply;
    if (!text || !this.root) return;
    const reply = JSON.parse(text);
    const button = this.root.querySelector("[data-draft]");
    this.apply(reply, button ?? this.root);
    const ended = reply.ok === false || reply.parts.table !== undefined;
    if (!ended) return;
    this.goes(false);
    await this.saving.renew();
  },

  async stop(button) {
    this.trigger("clear", {});
    this.goes(false);
    await this.act("renew", {}, button);
  },
};
