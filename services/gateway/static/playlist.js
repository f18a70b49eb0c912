// A programme or a book: one text after the other, from the button or from wherever the listener begins. Before a book and
// before each of its chapters its title is said, where there is a recording of it.
"use strict";

document.addEventListener("alpine:init", () => {
  Alpine.data("playlist", () => {
    const herald = new Audio();
    herald.preload = "none";
    return {
      waitsForScript: true,
      current: -1,
      playing: false,
      named: false,
      turn: 0,
      said: "",

      init() {
        this.waitsForScript = false;
        // On the list itself: it is drawn anew when another recording is ready. These events do not bubble.
        const heard = (name, then) => this.$root.addEventListener(name, (event) => then(event.target), true);
        heard("play", (audio) => this.begun(this.tracks().indexOf(audio)));
        heard("pause", (audio) => { if (audio === this.tracks()[this.current]) this.playing = false; });
        heard("ended", () => this.step(1));
      },

      destroy() { herald.pause(); },

      tracks() { return [...this.$root.querySelectorAll("audio")]; },

      get caption() {
        if (this.playing) return "Tạm dừng";
        return this.current < 0 ? "Nghe liền tất cả" : "Nghe tiếp";
      },

      toggle() {
        if (this.playing) return this.pause();
        return this.play(Math.max(this.current, 0));
      },

      pause() {
        this.turn += 1;
        herald.pause();
        this.tracks()[this.current]?.pause();
        this.playing = false;
      },

      // Whatever else is begun meanwhile takes the turn away.
      async play(number) {
        const audio = this.tracks()[number];
        if (!audio) return;
        const turn = this.turn += 1;
        for (const title of this.titlesBefore(audio)) {
          this.current = number;
          this.playing = true;
          this.tell(number);
          await this.say(title);
          if (turn !== this.turn) return;
        }
        audio.play().catch(() => {
          if (turn !== this.turn) return;
          this.playing = false;
          this.said = "Chưa phát được. Đồng chí kiểm tra mạng rồi bấm lại.";
        });
      },

      titlesBefore(audio) {
        if (audio.currentTime > 0) return [];
        const book = this.named ? "" : this.$root.dataset.said;
        this.named = true;
        return [book, audio.dataset.said].filter(Boolean);
      },

      // A title that cannot be had is passed over.
      say(title) {
        return new Promise((over) => {
          herald.onended = herald.onerror = over;
          herald.src = title;
          herald.play().catch(over);
        });
      },

      step(by) {
        const next = this.current + by;
        const tracks = this.tracks();
        if (next < 0) return;
        tracks[this.current]?.pause();
        if (next >= tracks.length) {
          this.current = -1;
          this.playing = false;
          this.named = false;
          this.said = "Đã nghe hết.";
          return;
        }
        tracks[next].currentTime = 0;
        this.play(next);
      },

      begun(number) {
        const tracks = this.tracks();
        this.turn += 1;
        herald.pause();
        this.current = number;
        this.playing = true;
        tracks.forEach((audio, other) => { if (other !== number) audio.pause(); });
        this.tell(number);
      },

      tell(number) {
        const tracks = this.tracks();
        this.said = `Đang nghe: ${tracks[number].dataset.title}`;
        tracks.forEach((audio, other) => {
          audio.closest("li").classList.toggle("card-playing", other === number);
        });
        const audio = tracks[number];
        const deeds = {
          play: () => this.play(this.current),
          pause: () => this.pause(),
          stop: () => this.pause(),
          nexttrack: () => this.step(1),
          previoustrack: () => this.step(-1),
        };
        onLockScreen(audio, audio.dataset.title, deeds, this.$root.dataset.name, this.$root.dataset.cover);
      },
    };
  });
});
