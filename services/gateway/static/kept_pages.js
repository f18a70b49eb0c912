// Articles, documents and notices kept on this device by the service worker (sw.js): looked through when there is a
// network again, so that what was withdrawn or corrected meanwhile does not stay.
"use strict";

const KEPT = "sotay-pages";
const LOOKED_THROUGH = "sotay-pages-looked-through";
const EVERY_MS = 60 * 60 * 1000;

const keptPages = {
  async lookThrough() {
    const cache = await caches.open(KEPT);
    const requests = await cache.keys();
    const placed = (request) => new URL(request.url).pathname;
    const notices = requests.filter((request) => placed(request).startsWith("/directives/"));
    if (notices.length) await this.dropNotices(cache, notices);
    for (const request of requests) {
      if (!placed(request).startsWith("/directives/") && !(await this.renew(cache, request))) return;
    }
    localStorage.setItem(LOOKED_THROUGH, String(Date.now()));
  },

  // Not opened here: that would be noted as read. The list says which are as they were kept.
  async dropNotices(cache, requests) {
    const answer = await fetch("/api/v1/directives");
    if (!answer.ok) return;
    const unchanged = (await answer.json()).items.filter((row) => row.standing !== "withdrawn" && row.standing !== "unread");
    const places = new Set(unchanged.map((row) => `/directives/${row.id}`));
    for (const request of requests) if (!places.has(new URL(request.url).pathname)) await cache.delete(request);
  },

  // False: nobody is logged in, or no network any more; what is kept is left for the log-in page to remove.
  async renew(cache, request) {
    const answer = await fetch(request.url, { cache: "no-cache" }).catch(() => null);
    if (!answer || answer.redirected) return false;
    if (answer.ok) await cache.put(request, answer);
    if (answer.status === 403 || answer.status === 404) {
      await cache.delete(request);
      await keptAudio.drop(new URL(request.url).pathname.split("/").pop());
    }
    return true;
  },

  due: () => Date.now() - Number(localStorage.getItem(LOOKED_THROUGH)) > EVERY_MS,
};

if ("caches" in window && !document.body.classList.contains("entrance")) {
  window.addEventListener("online", () => { keptPages.lookThrough().catch(() => {}); });
  if (navigator.onLine && keptPages.due()) setTimeout(() => { keptPages.lookThrough().catch(() => {}); }, 3000);
}
