// A whole audio book on this device: every chapter that can be heard, one after the other, with the titles said before
// them. Stopped in the middle, by the listener or by the network, it goes on at the chapter.
"use strict";

document.addEventListener("alpine:init", () => {
  Alpine.data("keptBook", () => {
    let stopping = null;
    return {
      waitsForScript: true,
      keeping: false,
      failed: false,
      kept: 0,
      of: 0,

      init() {
        this.waitsForScript = false;
        for (const gone of document.querySelectorAll("[data-gone]")) keptAudio.drop(gone.dataset.gone);
        this.look();
      },

      destroy() { this.cancel(); },

      chapters() { return [...document.querySelectorAll(".playlist audio")]; },

      titles() {
        const list = document.querySelector(".playlist");
        return [list, ...this.chapters()].map((each) => each.dataset.said).filter(Boolean);
      },

      get whole() { return this.of > 0 && this.kept === this.of; },
      get notWhole() { return !this.whole && !this.keeping; },
      get notAny() { return this.keeping || this.kept === 0; },
      get notKeeping() { return !this.keeping; },
      get fine() { return !this.failed; },
      get caption() { return this.kept ? "Tải tiếp" : "Tải cả sách"; },
      get told() {
        if (this.whole) return "Cả sách đã ở trên máy này, nghe được khi không có mạng.";
        return this.keeping || this.kept ? `Đã tải ${this.kept}/${this.of} chương.` : "";
      },

      async look() {
        const chapters = this.chapters();
        const there = await Promise.all(chapters.map((audio) => keptAudio.has(audio.src)));
        this.of = chapters.length;
        this.kept = there.filter(Boolean).length;
      },

      async keep() {
        this.keeping = true;
        this.failed = false;
        stopping = new AbortController();
        const { signal } = stopping;
        try {
          await keptAudio.keepPage(location.pathname, signal);
          const cover = document.querySelector("img.cover");
          if (cover) await keptAudio.keepPicture(cover.src, signal);
          for (const audio of this.chapters()) {
            if (!await keptAudio.has(audio.src)) {
              const { text, words } = audio.dataset;
              await keptAudio.keep(text, words ? [audio.src, words] : [audio.src], signal);
            }
            await this.look();
          }
          for (const title of this.titles()) if (!await keptAudio.has(title)) await keptAudio.add(title, signal);
        } catch {
          this.failed = !signal.aborted;
        }
        await this.look();
        this.keeping = false;
      },

      cancel() { stopping?.abort(); },

      async drop() {
        for (const audio of this.chapters()) await keptAudio.drop(audio.dataset.text);
        await keptAudio.drop(this.$root.dataset.book);
        await this.look();
      },
    };
  });
});
