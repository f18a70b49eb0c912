// Recordings kept on this device for listening without a network. The service worker (sw.js) plays them.
"use strict";

const KEPT_AUDIO = "sotay-audio";

const keptAudio = {
  possible: () => "caches" in window && Boolean(navigator.serviceWorker?.controller),

  async has(sound) {
    return "caches" in window && Boolean(await (await caches.open(KEPT_AUDIO)).match(sound));
  },

  // The sound and its words, or nothing: half of it would be of no use. Older recordings of the same text go.
  async keep(textId, addresses, signal = undefined) {
    const answers = await Promise.all(addresses.map((address) => fetch(address, { cache: "no-store", signal })));
    if (!answers.every((answer) => answer.ok)) throw new Error("not to be had");
    await this.drop(textId);
    const cache = await caches.open(KEPT_AUDIO);
    try {
      await Promise.all(addresses.map((address, index) => cache.put(address, answers[index])));
    } catch (full) {
      await this.drop(textId);
      throw full;
    }
  },

  // The title of a book or chapter: a loss that is borne.
  async add(sound, signal) {
    const answer = await fetch(sound, { cache: "no-store", signal });
    if (answer.ok) await (await caches.open(KEPT_AUDIO)).put(sound, answer);
  },

  // The page that plays what is kept; sw.js keeps it too, but only once it governs this page.
  async keepPage(path, signal) {
    const answer = await fetch(path, { cache: "no-store", signal });
    if (!answer.ok) throw new Error("not to be had");
    await (await caches.open("sotay-pages")).put(path, answer);
  },

  // Where sw.js looks for it, and lets it go with the page. A picture that is refused is a loss that is borne.
  async keepPicture(address, signal) {
    const cache = await caches.open("sotay-pictures");
    if (await cache.match(address)) return;
    const answer = await fetch(address, { cache: "no-store", signal });
    if (answer.ok) await cache.put(address, answer);
  },

  // Of a book, the titles said in it: "<book>.<number>".
  async drop(textId) {
    if (!("caches" in window)) return;
    const cache = await caches.open(KEPT_AUDIO);
    const own = [`/media/audio/${textId}/`, `/media/audio/${textId}.`];
    for (const request of await cache.keys()) {
      if (own.some((start) => new URL(request.url).pathname.startsWith(start))) await cache.delete(request);
    }
  },
};
