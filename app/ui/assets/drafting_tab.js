// `element`, `server`, `upload`, `trigger` are given by gr.HTML. The names of its events: "input", "clear".
window.jhub.drafting.start(element, server, upload, trigger);
