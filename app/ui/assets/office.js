// The form that asks the secretariat, below an answer that leaves something open. `server` is given by gr.HTML. Loaded
// once, in the head.
window.jhub.askOffice = (element, server) => {
  element.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-office]")) return;
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    if (button.disabled) return;
    button.disabled = true;
    const place = form.querySelector("[data-messages]");
    place.innerHTML = `<p class="hint" role="status">${form.dataset.waiting}</p>`;
    const values = Object.fromEntries(new FormData(form));
    const reply = await server.office({ ...values, consent: form.elements.consent.checked, turn: form.dataset.office });
    button.disabled = false;
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    if (reply?.ok) {
      form.outerHTML = reply.html;
      element.querySelector(`#office-done-${form.dataset.office}`)?.focus();
      return;
    }
    place.innerHTML = reply ? reply.html : `<p class="message message-error" role="alert">${form.dataset.offline}</p>`;
    const wrong = reply?.field ? form.elements[reply.field] : null;
    wrong?.setAttribute("aria-invalid", "true");
    wrong?.focus();
  });
};
