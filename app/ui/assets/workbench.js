// What the tabs that work with a desk share: they send what is done, and put the replies of the desk in their places.
// `window.jhub.workbench(own)` makes one of them. Loaded once, in the head.
window.jhub.benches = [];
window.jhub.bench = {
  root: null,
  panel: null, // the tab, with what stands around the root
  open: "", // the id of the record that is shown
  record: "", // what the desk calls it, in requests and in the address
  reopen: "", // the act that shows it again
  dated: false, // whether what is shown depends on the clock's date also while no record is open
  ready: false, // whether the tab has been shown once
  stays: [], // acts that leave the open words where they are, also while two people's stand side by side
  going: false, // whether work is going on that takes its time,
  work: "", // and which
  lastMark: null, // the button that opened a source

  // `desk` is the server function, `upload` sends a file, `trigger` begins what takes its time: all given by gr.HTML.
  async start(element, server, upload, trigger) {
    Object.assign(this, { root: element.querySelector(".workbench"), server, upload, trigger });
    this.panel = this.root.closest("[role=tabpanel]") ?? this.root.parentElement;
    this.listen();
    const address = location.search + location.hash;
    const reply = await this.send("opened", { address, as_of: new URLSearchParams(location.search).get("as_of") ?? this.asOf() });
    this.apply(reply, this.root);
    this.ready = true;
    await this.followClock(); // which may have been set meanwhile
  },

  asOf() {
    return document.querySelector(".clock")?.dataset.asOf ?? "";
  },

  common(act) {
    return { do: act, as_of: this.asOf(), name: this.name.get(), [this.record]: this.open };
  },

  // The reply of the desk; one that says so when the server cannot be reached.
  async send(act, values = {}) {
    const reply = await this.server.desk({ ...this.common(act), ...values });
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
    for (let node = from; node && node !== this.panel; node = node.parentElement) {
      const found = node.querySelector("[data-messages]");
      if (found) return found;
    }
    return this.root.querySelector("[data-messages]");
  },

  apply(reply, from) {
    const active = document.activeElement?.id;
    const slot = reply.message && this.slot(from);
    for (const [part, html] of Object.entries(reply.parts)) this.put(part, html);
    for (const field of this.panel.querySelectorAll("[data-name]")) field.value ||= this.name.get();
    if (this.going) this.goes(true); // also in a part that has come anew meanwhile
    this.mark(reply.marks);
    if (slot) {
      const shown = document.contains(slot) ? slot : this.root.querySelector("[data-messages]");
      shown.innerHTML = reply.message;
      if (reply.offline !== true) shown.scrollIntoView({ block: "nearest" });
    }
    if (reply.query !== null && reply.query !== undefined) this.follow(reply.query);
    if (reply.parts.editor !== undefined) this.saving.open();
    if (reply.conflict) this.showConflict(reply.conflict, from);
    if (reply.download) this.download(reply.download);
    if (reply.said) this.root.querySelector("[data-said]").textContent = reply.said;
    if (reply.focus) this.focus(reply.focus);
    else if (active && document.activeElement === document.body) document.getElementById(active)?.focus();
  },

  put(part, html) {
    for (const place of this.panel.querySelectorAll(`[data-part="${part}"]`)) place.innerHTML = html;
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

  // The address says what is open, so that a reload shows it again.
  follow(query) {
    this.open = new URLSearchParams(query).get(this.record) ?? "";
    this.root.dataset.query = query;
    this.root.dataset.asOf = this.asOf();
    window.jhub.guides.follow();
  },

  // What is due, and what holds, is that of the clock's date.
  async followClock() {
    const changed = this.ready && (this.open || this.dated) && this.root.dataset.asOf !== this.asOf();
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

  async copy(text, from) {
    const done = await window.jhub.toClipboard(text);
    const told = this.root.dataset[done ? "copied" : "uncopied"];
    this.slot(from).innerHTML = `<p class="message message-info" role="status">${told}</p>`;
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

  // What goes with a button: all that stands in its data, what the open editor holds, and the fields that go with it.
  values(button) {
    const { do: act, busy, sends, ...values } = button.dataset;
    const editor = button.closest("[data-editor]");
    if (!editor) return values;
    const fields = [...editor.querySelectorAll("[data-goes-with]")].filter((field) => field.dataset.goesWith.split(" ").includes(act));
    const given = Object.fromEntries(fields.map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]));
    return { item: editor.dataset.item, ...this.saving.read(), ...given, ...values };
  },

  async pressed(button) {
    const act = button.dataset.do;
    if (!(await this.saving.flush(this.stays.includes(act)))) return;
    await this.act(act, this.values(button), button);
  },

  async submitted(form, button) {
    if (!(await this.saving.flush(this.stays.includes(form.dataset.send)))) return;
    await this.act(form.dataset.send, this.fields(form, button), form);
  },

  // What a form says; fields that stand there several times are a list.
  fields(form, button) {
    const data = new FormData(form);
    const named = [...form.elements].filter((field) => field.name && field.type !== "submit");
    const values = {};
    for (const field of named) {
      if (field.dataset.several !== undefined) values[field.name] = data.getAll(field.name);
      else if (field.type === "checkbox") values[field.name] = field.checked;
      else values[field.name] = data.get(field.name);
    }
    if (button?.name) values[button.name] = button.value;
    const revision = form.dataset.revision;
    return revision === undefined ? values : { ...values, revision: Number(revision) };
  },
};

window.jhub.workbench = (own) => {
  const bench = Object.assign(Object.create(window.jhub.bench), own);
  bench.saving = window.jhub.saving(bench);
  bench.files = window.jhub.files(bench);
  window.jhub.benches.push(bench);
  return bench;
};
