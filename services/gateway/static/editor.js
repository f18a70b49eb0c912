// The editor of an article's text over its plain field: where this does not run, the field takes the light markup.
"use strict";

if (window.Trix && document.querySelector("#body-html")) {
  // Each line end begins a paragraph; the page's own heading is the only h1.
  Object.assign(Trix.config.blockAttributes.default, { tagName: "p", breakOnReturn: true });
  Trix.config.blockAttributes.heading1.tagName = "h2";
  Object.assign(Trix.config.lang, { captionPlaceholder: "Chú thích dưới ảnh", remove: "Bỏ khỏi bài" });
  Trix.config.attachments.preview.caption = { name: false, size: false };

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

  // Trix lets the browser write and puts the page right at the next frame. A key that comes before it, from a quick hand or
  // a slow machine, would go where the browser had the cursor: lines broken in two, empty lines nobody typed.
  editor.addEventListener("keydown", () => {
    const { inputController } = editor.editorController;
    if (inputController.scheduledRender) inputController.render();
  }, true);
  // Pictures are sent below the text, with words for who can not see them, and put in from there.
  editor.addEventListener("trix-file-accept", (event) => { event.preventDefault(); });
  editor.addEventListener("trix-change", () => {
    plain.value = editor.editor.getDocument().toString().trim();
    if (!plain.value) html.value = "";
    plain.dispatchEvent(new Event("input", { bubbles: true }));
  });
  // Nobody has pointed to a place in the text yet: what is put into it goes to its end, not before its first word.
  let pointed = false;
  editor.addEventListener("trix-focus", () => { pointed = true; });
  // The list of files is drawn anew while one of them is being looked through.
  const offer = () => {
    for (const button of document.querySelectorAll("[data-insert]")) button.hidden = false;
    for (const line of document.querySelectorAll(".file-line")) line.hidden = true;
  };
  offer();
  document.addEventListener("htmx:after:swap", offer);
  // Not under somebody's hand, and not by a page that is an error.
  document.addEventListener("htmx:before:swap", (event) => {
    const { target, response } = event.detail.ctx;
    if (target?.id !== "sent-files") return;
    const busy = target.querySelector("details[open]") || target.contains(document.activeElement);
    if (busy || (response && response.status !== 200)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    const file = JSON.parse(button.dataset.insert);
    const isPicture = file.kind === "picture";
    const attachment = new Trix.Attachment({
      contentType: isPicture ? "image/jpeg" : "application/octet-stream",
      url: isPicture ? `${file.url}?small=1` : file.url,
      filename: file.name, filesize: file.bytes, file: file.id, alt: file.alt,
    });
    if (!pointed) editor.editor.setSelectedRange(editor.editor.getDocument().toString().length - 1);
    editor.editor.insertLineBreak();
    editor.editor.insertAttachment(attachment);
    if (file.caption) editor.editor.composition.updateAttributesForAttachment({ caption: file.caption }, attachment);
    editor.editor.insertLineBreak();
    editor.scrollIntoView({ block: "nearest" });
    editor.focus();
  });
}
