// Listening to a text while it is still being read: its first sentences, portion after portion, in one audio element.
// The finished recording's player takes over when the page is opened the next time, or when this one is at its end.
"use strict";

const ASK_AGAIN_MS = 700;

document.addEventListener("alpine:init", () => {
  Alpine.data("growing", () => {
    const follow = new Follow();
    let timings = null;
    let upcoming = null;
    return {
      waitsForScript: true,
      begun: false,
      playing: false,
      waiting: false,
      works: true,
      first: 0,

      init() {
        const { audio } = this.$refs;
        this.waitsForScript = false;
        audio.addEventListener("play", () => { this.playing = true; this.works = true; this.tick(); });
        audio.addEventListener("pause", () => { this.playing = false; if (!audio.ended) this.keepPlace(); });
        audio.addEventListener("ended", () => this.goOn());
        audio.addEventListener("error", () => this.failed());
        addEventListener("pagehide", () => this.keepPlace());
        // Nothing is put in its place while somebody listens.
        document.addEventListener("htmx:before:swap", (event) => {
          if (this.begun && event.detail.ctx.target?.id === "listening") event.preventDefault();
        });
      },

      get paused() { return !this.playing; },
      get pressed() { return this.playing ? "true" : "false"; },
      get caption() { return this.playing || this.waiting ? "Tạm dừng" : this.begun ? "Nghe tiếp" : "Nghe ngay từ đầu"; },

      toggle() {
        const { audio } = this.$refs;
        if (this.waiting) return undefined;
        if (!this.begun || !this.works) return this.begin();
        return audio.paused ? this.play() : audio.pause();
      },

      begin() {
        this.begun = true;
        this.works = true;
        upcoming = this.portionFrom(this.first);
        onLockScreen(this.$refs.audio, this.$root.dataset.title, { play: () => this.play() });
        return this.goOn();
      },

      async goOn() {
        this.waiting = true;
        const portion = await upcoming;
        this.waiting = false;
        if (!portion) return this.finish();
        this.first = portion.first;
        timings = new Timings(portion.words);
        upcoming = portion.ended ? Promise.resolve(null) : this.portionFrom(portion.next);
        this.$refs.audio.src = `${this.$root.dataset.from}${portion.first}/until/${portion.next}`;
        return this.play();
      },

      play() {
        const { audio } = this.$refs;
        audio.playbackRate = this.speed;
        return audio.play().catch(() => this.failed());
      },

      failed() { this.playing = false; this.works = false; },

      // As chosen in the player of finished recordings.
      get speed() {
        try { return Number(JSON.parse(localStorage.getItem(CHOSEN))?.speed) || 1; } catch { return 1; }
      },

      // The next portion as soon as it is said; null when there is none, or the text was withdrawn.
      async portionFrom(first) {
        for (;;) {
          const answer = await fetch(this.$root.dataset.from + first).catch(() => null);
          if (answer && answer.status < 500) {
            const portion = answer.ok ? await answer.json() : null;
            if (!portion || portion.next > first) return portion;
            if (portion.ended || portion.finished) return null;
          }
          await new Promise((done) => { setTimeout(done, ASK_AGAIN_MS); });
        }
      },

      tick() {
        const entry = timings?.words[timings.at(this.$refs.audio.currentTime)];
        if (entry) follow.show(entry);
        if (this.playing) requestAnimationFrame(() => this.tick());
      },

      keepPlace() { if (this.begun && follow.lit) this.sendPlace(follow.lit.block, follow.lit.first); },

      sendPlace(block, character) {
        if (!("remembers" in this.$root.dataset) || !navigator.onLine) return;
        const body = JSON.stringify({ block, character });
        const headers = { "Content-Type": "application/json" };
        fetch(`/api/v1/listening/${this.$root.dataset.text}`, { method: "PUT", body, headers, keepalive: true }).catch(() => {});
      },

      finish() {
        this.keepPlace();
        follow.clear();
        this.begun = false;
        this.playing = false;
        htmx.trigger(document.getElementById("listening"), "refresh");
      },
    };
  });
});
