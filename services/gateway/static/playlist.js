// A programme or a book: one text after the other, from the button or from wherever the listener begins.
"use strict";

document.addEventListener("alpine:init", () => {
  Alpine.data("playlist", () => ({
    waitsForScript: true,
    current: -1,
    playing: false,
    said: "",

    init() {
      this.waitsForScript = false;
      // On the list itself: it is drawn anew when another recording is ready. These events do not bubble.
      const heard = (name, then) => this.$root.addEventListener(name, (event) => then(event.target), true);
      heard("play", (audio) => this.begun(this.tracks().indexOf(audio)));
      heard("pause", () => { this.playing = false; });
      heard("ended", () => this.step(1));
    },

    tracks() { return [...this.$root.querySelectorAll("audio")]; },

    get caption() {
      if (this.playing) return "Tạm dừng";
      return this.current < 0 ? "Nghe liền tất cả" : "Nghe tiếp";
    },

    toggle() {
      const tracks = this.tracks();
      if (this.playing) return tracks[this.current].pause();
      return this.play(Math.max(this.current, 0));
    },

    play(number) {
      const audio = this.tracks()[number];
      if (!audio) return;
      audio.play().catch(() => { this.said = "Chưa phát được. Đồng chí kiểm tra mạng rồi bấm lại."; });
    },

    step(by) {
      const next = this.current + by;
      const tracks = this.tracks();
      if (next < 0) return;
      if (next >= tracks.length) {
        this.current = -1;
        this.playing = false;
        this.said = "Đã nghe hết.";
        return;
      }
      tracks[next].currentTime = 0;
      this.play(next);
    },

    begun(number) {
      const tracks = this.tracks();
      tracks.forEach((audio, other) => { if (other !== number) audio.pause(); });
      this.current = number;
      this.playing = true;
      this.said = `Đang nghe: ${tracks[number].dataset.title}`;
      tracks.forEach((audio, other) => {
        audio.closest("li").classList.toggle("card-playing", other === number);
      });
      const audio = tracks[number];
      const deeds = {
        play: () => this.play(this.current),
        nexttrack: () => this.step(1),
        previoustrack: () => this.step(-1),
      };
      onLockScreen(audio, audio.dataset.title, deeds, this.$root.dataset.name);
    },
  }));
});
