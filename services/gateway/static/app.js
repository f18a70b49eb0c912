// What scripts add to pages that work without them: live parts, announcements, reading offline.
"use strict";

// Live stream. The journal's replay overlaps, so what this page has already had is dropped by id.
const seen = new Set();
const SPREAD_MS = 2500; // thousands hear of an article at once; they do not all ask for it at once
const AT_ONCE = ["poll_counted", "roles_changed"];

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
  if (AT_ONCE.includes(message.event)) return;
  waitUntil(new Promise((done) => setTimeout(done, Math.random() * SPREAD_MS)));
});

document.addEventListener("htmx:sse:after:message", (event) => {
  const { message } = event.detail;
  if (message.event === "resync") refreshAll();
  // The stream ends now; it must come back with the cookie that says what the member may do.
  else if (message.event === "roles_changed") fetch("/session").then(refreshAll, () => {});
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
  const place = placeOf(words.dataset.path, message.data);
  if (place === location.pathname) return; // this page shows it already; the notice would only cover it
  flash.firstElementChild.textContent = words.textContent;
  flash.firstElementChild.href = place;
  flash.hidden = false;
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => { flash.hidden = true; }, 8000);
}

function placeOf(pattern, data) {
  let ids = {};
  try { ids = JSON.parse(data); } catch { /* a wake-up without ids */ }
  const path = pattern.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(ids[name] ?? ""));
  return path.includes("//") || path.endsWith("/") ? "/notices" : path;
}

// A page that answers a form takes the place of the form's own page: going back to it, or drawing it anew, never asks
// whether to send the form again.
if ("posted" in document.body.dataset && document.referrer.startsWith(location.origin)) {
  history.replaceState(null, "", document.referrer);
}

// A sentence about what was done belongs to the moment, not to the address.
const address = new URL(location.href);
if (address.searchParams.has("done")) {
  address.searchParams.delete("done");
  history.replaceState(null, "", address);
} else {
  document.querySelector("main [data-done]")?.remove(); // kept on this device from that moment (sw.js)
}
document.querySelector("#error-summary")?.focus();

// A second tap on the same button is swallowed here; the hidden key makes it harmless where this does not run.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  if (!event.defaultPrevented) event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => { release(form); }, 4000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) release(form);
});

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
}

// What a browser finds missing is said in Vietnamese, whatever language the browser itself speaks.
document.addEventListener("invalid", (event) => {
  const field = event.target;
  if (!field.validity.valueMissing) return;
  field.setCustomValidity(field.type === "radio" ? "Đồng chí vui lòng chọn một mục." : "Đồng chí chưa nhập mục này.");
}, true);
document.addEventListener("input", (event) => {
  for (const field of event.target.form?.elements ?? []) field.setCustomValidity?.("");
});

// A page that lies open (a meeting, a long text) keeps its session from running out under it; when that is over anyway
// it says so before somebody writes a form in vain.
const KEEP_MS = 5 * 60 * 1000;
const sessionNote = document.querySelector("#session-note");

async function keepSession() {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch("/session");
    sessionNote.hidden = !answer.redirected; // to the log-in page
  } catch { /* no network: the other note says so */ }
}

if (sessionNote) {
  setInterval(keepSession, KEEP_MS);
  document.addEventListener("visibilitychange", keepSession);
}

for (const button of document.querySelectorAll("[data-reveals]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.reveals);
    const hiding = field.type === "text";
    field.type = hiding ? "password" : "text";
    button.textContent = hiding ? "Hiện mật khẩu" : "Ẩn mật khẩu";
  });
}

// How tall the bars at the edges are, for what scrolls or stands beside them. Together they leave two thirds of the
// screen to what is read: with large type, or a phone held sideways, the head scrolls away with the page.
const beside = matchMedia("(min-width: 62rem)");
const barHeights = { head: 0, foot: 0, bar: 0 };
const measured = new ResizeObserver((entries) => {
  for (const { target } of entries) barHeights[target.dataset.height] = target.offsetHeight;
  const root = document.documentElement;
  if (beside.matches) barHeights.foot = 0; // the menu stands at the side
  const crowded = barHeights.head + barHeights.foot > innerHeight / 3;
  root.classList.toggle("crowded", crowded);
  root.style.setProperty("--head", `${crowded ? 0 : barHeights.head}px`);
  root.style.setProperty("--foot", `${barHeights.foot}px`);
  root.style.setProperty("--bar", `${barHeights.bar}px`);
});

function measureBar(element, name) {
  element.dataset.height = name;
  measured.observe(element);
}

const head = document.querySelector("header.top");
const foot = document.querySelector(".handbook > .menu");
if (head) measureBar(head, "head");
if (foot) measureBar(foot, "foot");

// Offline
function showConnection() {
  const note = document.querySelector("#offline-note");
  if (note) note.hidden = navigator.onLine;
}
window.addEventListener("online", showConnection);
window.addEventListener("offline", showConnection);
showConnection();

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js");

// Nobody is logged in on this page: whatever somebody kept for reading is not for the next one.
if (document.body.classList.contains("entrance") && "caches" in window) {
  caches.delete(KEPT);
  caches.delete(KEPT_AUDIO);
  caches.delete("sotay-pictures");
}

// What can no longer be listened to here (withdrawn) is not kept on this device either.
const reading = document.querySelector("[data-keep-offline][data-text]");
if (reading && navigator.onLine && !reading.querySelector(".player, .banner-away")) keptAudio.drop(reading.dataset.text);

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
