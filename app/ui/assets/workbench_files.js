// Files that are sent to the desk. `bench`: of the tab; a field's data say what is told meanwhile. Loaded once, in the
// head.
window.jhub.files = (bench) => ({
  // The file on its way: where it lies until the desk reads it, and its name. Null, and told, when it did not arrive.
  async send(file, place, field) {
    const fault = file.size > Number(field.dataset.max) ? field.dataset.tooLarge : null;
    if (!fault) {
      try {
        return { path: (await bench.upload(file)).path, file_name: file.name };
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

  // Sends the files of a field one after the other. `each` is handed what has arrived, and the entry to tell it in.
  async sendAll(field, list, each) {
    const files = [...field.files];
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
      const sent = await this.send(file, entry, field);
      if (sent) await each(sent, entry, () => say(field.dataset.reading));
      bar.value = n + 1;
    }
    field.disabled = false;
    field.value = "";
    bar.remove();
    state.remove();
  },
});
