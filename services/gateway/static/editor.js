// The editor of an article's text over its plain field: where this does not run, the field takes the light markup.
"use strict";

if (window.Trix && document.querySelector("#body-html")) {
  // Each line end begins a paragraph; the page's own heading is the only h1.
  Object.assign(Trix.config.blockAttributes.default, { tagName: "p", breakOnReturn: true });
  Trix.config.blockAttributes.heading1.tagName = "h2";

  const plain = document.querySelector("textarea#body");
  const html = document.querySelector("#body-html");
  const label = document.querySelector("label[for=body]");
  const toolbar = document.createElement("trix-toolbar");
  toolbar.id = "rich-tools";
  toolbar.append(document.querySelector("#rich-toolbar").content.cloneNode(true));
  const editor = document.createElement("trix-editor");
  editor.setAttribute("input", html.id);
  editor.setAttribute("toolbar", toolbar.id);
  label.id = "body-label";
  label.removeAttribute("for");
  editor.setAttribute("aria-labelledby", label.id);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (plain.hasAttribute(name)) editor.setAttribute(name, plain.getAttribute(name));
  }
  plain.id = "body-plain";
  plain.hidden = true;
  plain.required = false;
  editor.id = "body"; // where the summary of what is wrong leads to
  html.disabled = false;
  plain.after(toolbar, editor);

  // Pictures have a place of their own, with words for who can not see them.
  editor.addEventListener("trix-file-accept", (event) => { event.preventDefault(); });
  editor.addEventListener("trix-change", () => {
    plain.value = editor.editor.getDocument().toString().trim();
    if (!plain.value) html.value = "";
    plain.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
