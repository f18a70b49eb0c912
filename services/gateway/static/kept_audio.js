// Recordings kept on this device for listening without a network. The service worker (sw.js) plays them.
"use strict";

const KEPT_AUDIO = "sotay-audio";

const keptAudio = {
  possible: () => "caches" in window && Boolean(navigator.serviceWorker?.controller),

  async has(sound) {
    return "caches" in window && Boolean(await (await caches.open(KEPT_AUDIO)).match(sound));
  },

  // The sound and its words, or nothing: half of it would be of no use. Older recordings of the same text go.
  async keep(textId, addresses) {
    const answers = await Promise.all(addresses.map((address) => fetch(address, { cache: "no-store" })));
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

  async drop(textId) {
    if (!("caches" in window)) return;
    const cache = await caches.open(KEPT_AUDIO);
    for (const request of await cache.keys()) {
      if (new URL(request.url).pathname.startsWith(`/media/audio/${textId}/`)) await cache.delete(request);
    }
  },
};
