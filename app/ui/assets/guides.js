// The guided pages: their address, their links, and forms that follow the date. Loaded once, in the head.
window.jhub.guides = {
  sent: false,

  open() {
    return document.querySelector("[role=tab][aria-selected=true]")?.dataset.tabId;
  },

  fields(tab) {
    return JSON.stringify([...new FormData(document.getElementById(`${tab}-fields`)).entries()]);
  },

  // The address says what is open, so that it can be shared and reloaded. Free text about a case is never in it.
  follow() {
    const tab = this.open();
    if (!tab) return;
    const shown = document.querySelector(`#${tab}-result [data-query]`);
    const query = tab === "ask" ? "" : `?${shown ? shown.dataset.query : `tab=${tab}`}`;
    if (location.search !== query || location.hash) history.replaceState(history.state, "", location.pathname + query);
    for (const link of document.querySelectorAll(".languages a")) link.search = query;
  },

  // What was shown for another date is shown again for the one of the clock.
  refresh() {
    const tab = this.open();
    const clock = document.querySelector(".clock");
    const shown = document.querySelector(`#${tab}-result [data-as-of]`);
    if (clock && shown && shown.dataset.asOf !== clock.dataset.asOf) document.getElementById(`${tab}-fields`)?.requestSubmit();
  },

  // Another date is one for the open guide too. On a phone its field is folded away until it is wanted.
  followClock() {
    const row = document.getElementById("as-of-row");
    document.querySelector(".change-as-of")?.setAttribute("aria-expanded", String(row.classList.contains("opened")));
    this.refresh();
  },

  // How many there are behind each choice changes with the other choices.
  relabel(element) {
    const labels = JSON.parse(element.querySelector("[data-labels]")?.dataset.labels ?? "{}");
    for (const [id, texts] of Object.entries(labels)) {
      for (const option of document.getElementById(id)?.options ?? []) option.text = texts[option.value] ?? option.text;
    }
  },

  go(tab) {
    const button = document.getElementById(`tab-${tab}-button`);
    button?.click();
    button?.focus();
  },

  // A new result comes into view where a button asked for it.
  show(element) {
    if (!this.sent || !element.firstElementChild) return;
    this.sent = false;
    const top = element.getBoundingClientRect().top;
    if (top < 0 || top > window.innerHeight * 0.7) element.scrollIntoView({ block: "start" });
  },

  copyLink(button) {
    const tools = button.closest("[data-query]");
    const field = document.getElementById(`${this.open()}-${button.dataset.link}`);
    const behind = field && field.value ? `#${new URLSearchParams({ [field.name]: field.value })}` : "";
    tools.dataset.markdown = `${location.origin}${location.pathname}?${tools.dataset.query}${behind}`;
    window.jhub.copy(tools);
  },
};

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const guides = window.jhub.guides;
  const tab = event.target.closest("[data-tab]");
  const set = event.target.closest("[data-set]");
  const fill = event.target.closest("[data-fill]");
  if (event.target.closest("[role=tab]")) {
    setTimeout(() => {
      guides.follow();
      guides.refresh();
    });
  } else if (tab) {
    guides.go(tab.dataset.tab);
  } else if (set) {
    const field = document.getElementById(set.dataset.set);
    field.value = set.dataset.value;
    if (set.dataset.confirm) document.getElementById(set.dataset.confirm).disabled = false;
    guides.sent = true;
    field.form.requestSubmit();
  } else if (fill) {
    const field = document.getElementById(fill.dataset.fill);
    field.value = fill.dataset.text;
    guides.sent = true;
    field.form.requestSubmit();
  } else if (event.target.closest(".change-as-of")) {
    document.getElementById("as-of-row").classList.toggle("opened");
    guides.followClock();
  } else if (event.target.closest(".skip")) {
    guides.go("ask");
  }
});

// Enter that confirms an IME conversion sends no form.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Enter" || !(event.target instanceof Element) || !event.target.matches(".guide-form input")) return;
    if (event.isComposing || event.keyCode === 229) event.preventDefault();
  },
  true,
);
