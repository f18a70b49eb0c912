// The one-button player of an article. Without scripts the browser's own controls stand in its place.
"use strict";

const clock = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
};

document.addEventListener("alpine:init", () => {
  Alpine.data("player", () => ({
    waitsForScript: true,
    playing: false,
    works: true,
    position: 0,
    length: 0,

    init() {
      const audio = this.$refs.audio;
      this.length = Number(audio.dataset.seconds);
      this.$refs.bar.max = Math.ceil(this.length);
      audio.controls = false;
      this.waitsForScript = false;
      audio.addEventListener("play", () => { this.playing = true; this.works = true; });
      audio.addEventListener("pause", () => { this.playing = false; });
      audio.addEventListener("ended", () => { this.playing = false; });
      audio.addEventListener("error", () => { this.playing = false; this.works = false; });
      audio.addEventListener("timeupdate", () => {
        this.position = audio.currentTime;
        this.$refs.bar.value = Math.floor(audio.currentTime);
      });
      audio.addEventListener("loadedmetadata", () => {
        if (Number.isFinite(audio.duration)) {
          this.length = audio.duration;
          this.$refs.bar.max = Math.ceil(audio.duration);
        }
      });
    },

    get paused() { return !this.playing; },
    get pressed() { return this.playing ? "true" : "false"; },
    get caption() { return this.playing ? "Tạm dừng" : this.position > 0 ? "Nghe tiếp" : "Nghe bài này"; },
    get positionText() { return clock(this.position); },
    get lengthText() { return clock(this.length); },
    get positionWords() { return `${clock(this.position)} trên ${clock(this.length)}`; },

    toggle() {
      const audio = this.$refs.audio;
      if (!audio.paused) return audio.pause();
      if (audio.error) audio.load();
      return audio.play().catch(() => { this.works = false; });
    },

    seek() { this.$refs.audio.currentTime = Number(this.$refs.bar.value); },

    chooseSpeed(event) { this.$refs.audio.playbackRate = Number(event.target.value); },

    // Voices speak at different lengths: the place is kept as a share of the whole.
    chooseVoice(event) {
      const audio = this.$refs.audio;
      const share = this.length ? this.position / this.length : 0;
      const going = this.playing;
      const speed = audio.playbackRate;
      audio.src = event.target.value;
      this.length = Number(event.target.selectedOptions[0].dataset.seconds);
      audio.addEventListener("loadedmetadata", () => {
        audio.currentTime = share * audio.duration;
        audio.playbackRate = speed;
      }, { once: true });
      if (going) audio.play().catch(() => { this.works = false; });
    },
  }));
});
