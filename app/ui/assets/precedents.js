// The room in the tab 先例: what is its own beside assets/workbench*.js. Loaded once, in the head.
window.jhub.precedents = window.jhub.workbench({
  record: "list",
  reopen: "list_open",

  // The guided page below it in the same tab has events of its own.
  listen() {
    this.panel = this.root;
    window.jhub.bench.listen.call(this);
  },

  // The address is that of the guided page: which list is open stays here.
  follow(query) {
    this.open = new URLSearchParams(query).get(this.record) ?? "";
    this.root.dataset.query = query;
    this.root.dataset.asOf = this.asOf();
  },

  changed(field) {
    if (field.matches("#prec-file") && field.files.length) this.lend(field);
  },

  async lend(field) {
    const place = this.root.querySelector("[data-sending]");
    place.innerHTML = '<p class="waiting" role="status"></p>';
    place.firstElementChild.textContent = field.dataset.reading;
    field.disabled = true;
    const sent = await this.files.send(field.files[0], place, field);
    if (sent) await this.act("lend", sent, field);
    const again = document.getElementById("prec-file");
    if (!again) return;
    again.disabled = false;
    again.value = "";
    this.root.querySelector("[data-sending] .waiting")?.remove();
  },
});
