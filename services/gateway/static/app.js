// What scripts add to pages that work without them: live parts, announcements, reading offline.
"use strict";

// Live stream. The journal's replay overlaps, so what this page has already had is dropped by id.
const seen = new Set();
const SPREAD_MS = 2500; // thousands hear of an article at once; they do not all ask for it at once

function remember(id) {
  seen.add(id);
  if (seen.size > 500) seen.delete(seen.values().next().value);
}

document.addEventListener("htmx:sse:before:message", (event) => {
  const { message, waitUntil } = event.detail;
  if (message.id && seen.has(message.id)) {
    event.preventDefault();
    return;
  }
  if (message.id) remember(message.id);
  if (message.event !== "poll_counted") waitUntil(new Promise((done) => setTimeout(done, Math.random() * SPREAD_MS)));
});

document.addEventListener("htmx:sse:after:message", (event) => {
  const { message } = event.detail;
  if (message.event === "resync") refreshAll();
  else announce(message);
});

// What failed to connect for a while may have missed more than a replay brings: draw the live parts anew.
let interrupted = false;
document.addEventListener("htmx:sse:error", () => { interrupted = true; });
document.addEventListener("htmx:sse:after:connection", () => {
  document.body.dataset.live = "yes";
  if (interrupted) refreshAll();
  interrupted = false;
});

function refreshAll() {
  for (const part of document.querySelectorAll("[data-live]")) htmx.trigger(part, "refresh");
}

function announce(message) {
  const words = document.querySelector(`#flash-words`)?.content.querySelector(`data[value="${message.event}"]`);
  const flash = document.querySelector("#news-flash");
  if (!words || !flash) return;
  flash.firstElementChild.textContent = words.textContent;
  flash.hidden = false;
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => { flash.hidden = true; }, 8000);
}

// A sentence about what was done belongs to the moment, not to the address.
const address = new URL(location.href);
if (address.searchParams.has("done")) {
  address.searchParams.delete("done");
  history.replaceState(null, "", address);
}
document.querySelector("#error-summary")?.focus();

// A second tap on the same button is swallowed here; the hidden key makes it harmless where this does not run.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 4000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Offline
const KEPT = "sotay-pages";

function showConnection() {
  const note = document.querySelector("#offline-note");
  if (note) note.hidden = navigator.onLine;
}
window.addEventListener("online", showConnection);
window.addEventListener("offline", showConnection);
showConnection();

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js");

// Nobody is logged in on this page: whatever somebody kept for reading is not for the next one.
if (document.body.classList.contains("entrance") && "caches" in window) caches.delete(KEPT);

const list = document.querySelector("#kept-pages");
if (list && "caches" in window) {
  caches.open(KEPT).then(async (cache) => {
    for (const request of await cache.keys()) {
      const html = await (await cache.match(request)).text();
      const link = document.createElement("a");
      link.href = request.url;
      link.textContent = new DOMParser().parseFromString(html, "text/html").querySelector("h1")?.textContent ?? request.url;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
  });
}
