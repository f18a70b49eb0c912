// The answer in easier words, sentence by sentence, each with the place it stands on. Nothing is shown of a wording that
// was not verified whole: the clauses above stand alone then.
"use strict";

for (const place of document.querySelectorAll("[data-worded]")) {
  const list = place.querySelector("ul");
  const stream = new EventSource(place.dataset.worded);

  stream.addEventListener("sentence", (event) => {
    const { text, citation } = JSON.parse(event.data);
    const item = document.createElement("li");
    const source = document.createElement("a");
    source.href = `/documents/${encodeURIComponent(citation.document_id)}#${encodeURIComponent(citation.anchor)}`;
    source.textContent = citation.place || citation.title;
    item.append(text, " (", source, ")");
    list.append(item);
  });

  stream.addEventListener("end", (event) => {
    stream.close(); // left open, the browser would ask again
    const { state, label } = JSON.parse(event.data);
    if (state !== "worded" || !list.children.length) return;
    place.querySelector(".label").textContent = label;
    place.hidden = false;
  });

  stream.addEventListener("error", () => stream.close());
}
