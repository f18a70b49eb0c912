// Keeps the app's own files, and the articles, documents and notices that were read, for when there is no network.
// Nothing else is kept: pages with forms must be fresh, and other people's data must not stay on a device.
"use strict";

const SHELL = "sotay-shell";
const KEPT = "sotay-pages";
const KEPT_AUDIO = "sotay-audio"; // put there by kept_audio.js when somebody asks for it
const KEPT_PICTURES = "sotay-pictures"; // the small ones of the articles that are kept, and the covers of books
const KEPT_AT_MOST = 60;
const PICTURE = /^\/media\/(files|books)\//;
const READABLE = /^\/(news|documents|directives|listen\/books)\/[^/]+$/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.add("/offline")).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  // What somebody typed and left behind. Passed over here it is dropped, now and then, with the page that sent it.
  if (request.keepalive && request.method === "POST") event.respondWith(fetch(request));
  if (request.method !== "GET") return;
  if (url.pathname.startsWith("/static/")) event.respondWith(fromShell(request, url));
  else if (url.pathname.startsWith("/media/audio/")) event.respondWith(heard(request, url));
  else if (request.destination === "image" && PICTURE.test(url.pathname)) event.respondWith(seen(event, url));
  else if (request.mode === "navigate") event.respondWith(page(request, url));
});

// An address with its version never changes what it holds. An older version of the same file goes when a newer comes.
async function fromShell(request, url) {
  const cache = await caches.open(SHELL);
  const found = await cache.match(request);
  if (found) return found;
  const response = await fetch(request).catch(() => null);
  if (!response) return (await cache.match(request, { ignoreSearch: true })) ?? Response.error();
  if (response.ok) {
    for (const old of await cache.keys()) if (new URL(old.url).pathname === url.pathname) await cache.delete(old);
    await cache.put(request, response.clone());
  }
  return response;
}

// Kept sound is played from here with or without a network: it was kept to save that. Its words are asked for first,
// because their answer tells that a text was withdrawn.
async function heard(request, url) {
  const kept = await (await caches.open(KEPT_AUDIO)).match(url.href);
  if (!kept) return fetch(request);
  if (url.pathname.endsWith("/words")) return fetch(request).catch(() => kept);
  return part(kept, request.headers.get("range"));
}

async function part(kept, range) {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? "");
  if (!asked) return kept;
  const sound = await kept.blob();
  const first = Number(asked[1]);
  const last = Math.min(asked[2] ? Number(asked[2]) : sound.size - 1, sound.size - 1);
  if (first > last) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${sound.size}` } });
  return new Response(sound.slice(first, last + 1), {
    status: 206,
    headers: {
      "Accept-Ranges": "bytes",
      "Content-Length": String(last - first + 1),
      "Content-Range": `bytes ${first}-${last}/${sound.size}`,
      "Content-Type": kept.headers.get("Content-Type") ?? "audio/mpeg",
    },
  });
}

// Whatever size the page asks for, the small one is kept, and only of a page that is kept as well.
async function seen(event, url) {
  const cache = await caches.open(KEPT_PICTURES);
  const small = `${url.origin}${url.pathname}?small=1`;
  try {
    const response = await fetch(event.request);
    const reader = await self.clients.get(event.clientId);
    if (response.ok && reader && READABLE.test(new URL(reader.url).pathname)) {
      event.waitUntil(keepPicture(cache, small, url.href === small ? response.clone() : null).catch(() => {}));
    }
    return response;
  } catch {
    return (await cache.match(small)) ?? Response.error();
  }
}

async function keepPicture(cache, small, answer) {
  if (await cache.match(small)) return;
  if (answer) await cache.put(small, answer);
  else await cache.add(small);
}

async function page(request, url) {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (READABLE.test(url.pathname)) await keep(cache, request, response);
    return response;
  } catch {
    return (await cache.match(request, { ignoreSearch: true })) ?? (await caches.match("/offline")) ?? Response.error();
  }
}

// Under the address without its query: a page that told what was just done is the same page, not a second one.
async function keep(cache, { url }, response) {
  const request = new Request(new URL(url).origin + new URL(url).pathname);
  if (response.status === 404 || response.status === 403) {
    await cache.delete(request, { ignoreSearch: true });
    await dropSound(new URL(request.url).pathname.split("/").pop());
    await tidyPictures(cache, request);
    return;
  }
  if (!response.ok || response.redirected) return;
  await cache.delete(request, { ignoreSearch: true });
  await cache.put(request, response.clone());
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - KEPT_AT_MOST))) await cache.delete(old);
  await tidyPictures(cache, request, await response.clone().text());
}

// Pictures of pages that are kept no longer go, and of the page kept anew those that its text shows no longer.
async function tidyPictures(cache, request, html = "") {
  const textOf = (page) => new URL(page.url).pathname.split("/").pop();
  const kept = new Set((await cache.keys()).map(textOf));
  const pictures = await caches.open(KEPT_PICTURES);
  for (const picture of await pictures.keys()) {
    const path = new URL(picture.url).pathname;
    const text = path.split("/")[3]; // an article or a book
    if (!kept.has(text) || (text === textOf(request) && !html.includes(path))) await pictures.delete(picture);
  }
}

async function dropSound(textId) {
  const cache = await caches.open(KEPT_AUDIO);
  for (const kept of await cache.keys()) {
    const { pathname } = new URL(kept.url);
    if (pathname.startsWith(`/media/audio/${textId}/`) || pathname.startsWith(`/media/audio/${textId}.`)) await cache.delete(kept);
  }
}
