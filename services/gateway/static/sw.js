// Keeps the app's own files, and the articles and documents that were read, for when there is no network.
// Nothing else is kept: pages with forms must be fresh, and other people's data must not stay on a device.
"use strict";

const SHELL = "sotay-shell";
const KEPT = "sotay-pages";
const KEPT_AT_MOST = 60;
const READABLE = /^\/(news|documents)\/[^/]+$/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.add("/offline")).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(fromShell(request, url));
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

async function keep(cache, request, response) {
  if (response.status === 404 || response.status === 403) return void (await cache.delete(request));
  if (!response.ok || response.redirected) return;
  await cache.put(request, response.clone());
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - KEPT_AT_MOST))) await cache.delete(old);
}
