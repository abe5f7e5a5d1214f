// Files that are sent to the desk, one after the other; and what happens in the drafting tab. Loaded once, in the head.
window.jhub.drafting.files = {
  // The file on its way: where it lies until the desk reads it, and its name. Null, and told, when it did not arrive.
  async send(file, place) {
    const drafting = window.jhub.drafting;
    const field = drafting.root.querySelector("#draft-files") ?? drafting.root.querySelector("[data-form-file]");
    const fault = file.size > Number(field.dataset.max) ? field.dataset.tooLarge : null;
    if (!fault) {
      try {
        return { path: (await drafting.upload(file)).path, file_name: file.name };
      } catch {
        // told below; the reason stands in the server's log
      }
    }
    this.tell(place, (fault ?? field.dataset.failed).replace("{name}", file.name), "message message-error");
    return null;
  },

  tell(place, text, classes) {
    const line = document.createElement("p");
    line.className = classes;
    line.setAttribute("role", "alert");
    line.textContent = text;
    place.append(line);
  },

  async add(field) {
    const drafting = window.jhub.drafting;
    const files = [...field.files];
    const list = drafting.root.querySelector("[data-sending]");
    list.innerHTML = '<progress></progress><p role="status"></p><ul></ul>';
    const [bar, state, done] = list.children;
    bar.max = files.length;
    bar.value = 0;
    field.disabled = true;
    for (const [n, file] of files.entries()) {
      const say = (text) => {
        state.textContent = field.dataset.of.replace("{n}", n + 1).replace("{of}", files.length).replace("{what}", text).replace("{name}", file.name);
        bar.setAttribute("aria-label", state.textContent);
      };
      const entry = document.createElement("li");
      done.append(entry);
      say(field.dataset.sending);
      const sent = await this.send(file, entry);
      if (sent) {
        say(field.dataset.reading);
        const reply = await drafting.send("add", sent);
        entry.innerHTML = reply.message;
        for (const [part, html] of Object.entries(reply.parts)) drafting.put(part, html);
      }
      bar.value = n + 1;
    }
    drafting.apply(await drafting.send("renew"), field);
    field.disabled = false;
    field.value = "";
    bar.remove();
    state.remove();
    field.focus({ preventScroll: true });
  },
};

// Everything that is done in the tab, by what it is done to.
window.jhub.drafting.listen = function () {
  const { root, saving, files } = this;
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.disabled) return;
    const data = button.dataset;
    if (data.do !== undefined) this.pressed(button);
    else if (data.draft !== undefined) this.draft(button);
    else if (data.stop !== undefined) this.stop(button);
    else if (data.goto !== undefined) this.focus(`draft-${data.goto}-title`);
    else if (data.backToTable !== undefined) this.backToTable();
    else if (data.keepMine !== undefined) saving.keepMine(Number(data.keepMine));
    else if (data.keepTheirs !== undefined) saving.keepTheirs(button);
    else if (data.clear !== undefined) {
      for (const option of root.querySelectorAll("[data-option]")) option.checked = false;
      saving.typed(true);
    }
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    this.submitted(event.target, event.submitter);
  });
  root.addEventListener("input", (event) => {
    if (event.target.matches("[data-answer]")) saving.typed();
    else if (event.target.matches("[data-name]")) this.name.set(event.target.value.trim());
  });
  root.addEventListener("change", (event) => {
    if (event.target.matches("[data-option]")) saving.typed(true);
    else if (event.target.matches("#draft-files") && event.target.files.length) files.add(event.target);
    else if (event.target.matches("[data-form-file]")) root.querySelector("input[name=form][value=file]").checked = true;
  });
  root.addEventListener("focusout", (event) => {
    if (event.target.matches("[data-answer]")) saving.save();
  });
  root.addEventListener("focusin", (event) => {
    if (event.target.matches("select[data-places]")) this.fillPlaces(event.target);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || !event.target.closest("[data-editor]")) return;
    event.preventDefault();
    saving.save();
  });
  root.addEventListener(
    "toggle",
    async (event) => {
      const load = event.target.dataset?.load;
      if (!load || !event.target.open) return;
      await this.act(load, this.values(event.target), event.target);
    },
    true,
  );
};

window.jhub.drafting.backToTable = function () {
  const link = this.root.querySelector(`[data-part="table"] .item-link[data-item="${CSS.escape(this.saving.item)}"]`);
  link?.scrollIntoView({ block: "center" });
  link?.focus({ preventScroll: true });
};

// A form may have hundreds of places: a list takes them over when somebody comes to it.
window.jhub.drafting.fillPlaces = function (list) {
  if (list.dataset.filled) return;
  list.dataset.filled = "yes";
  const chosen = list.value;
  list.replaceChildren(...[...document.getElementById("draft-places").options].map((option) => option.cloneNode(true)));
  list.value = chosen;
};
