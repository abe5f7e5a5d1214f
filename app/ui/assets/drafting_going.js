// What comes of the drafting while it goes on. `element`, `watch` are given by gr.HTML.
watch("value", () => window.jhub.drafting.arrived(element));
