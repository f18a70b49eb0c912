// "Nghe câu trả lời": one touch plays it, and each portion goes on to the next. Without scripts it is the browser's own player.
"use strict";

// Neither `toggle` nor what a player tells rises through the page: they are caught on their way down.
document.addEventListener("toggle", (event) => {
  const listening = event.target;
  if (!listening.matches?.(".hear")) return;
  for (const audio of listening.querySelectorAll("audio")) audio.pause();
  if (listening.open) listening.querySelector("audio").play().catch(() => {}); // told by `error`, or not allowed: press play
}, true);

document.addEventListener("ended", (event) => {
  const next = event.target.closest?.(".hear") && event.target.nextElementSibling;
  if (next?.matches("audio")) next.play().catch(() => {});
}, true);

document.addEventListener("play", (event) => {
  for (const other of document.querySelectorAll(".hear audio")) if (other !== event.target) other.pause();
}, true);

document.addEventListener("error", (event) => {
  const note = event.target.closest?.(".hear")?.querySelector("[data-not-heard]");
  if (note) note.hidden = false;
}, true);
