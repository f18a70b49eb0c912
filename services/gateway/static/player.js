// The player of an article or a document. Without scripts the browser's own controls stand in its place.
"use strict";

const STEP = 10; // seconds
const KEEP_EVERY_MS = 30000;
const CHOSEN = "sotay-listening"; // voice and speed, on this device only

const clock = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
};

document.addEventListener("alpine:init", () => {
  Alpine.data("player", () => {
    // What Alpine must not wrap: the browser's own objects, and lists of thousands.
    const follow = new Follow();
    let timings = null;
    return {
      waitsForScript: true,
      playing: false,
      begun: false,
      works: true,
      following: true,
      barHidden: true,
      position: 0,
      length: 0,
      resumes: false,
      kept: false,
      keeping: false,
      keepFailed: false,

      init() {
        const audio = this.$refs.audio;
        this.textId = this.$root.dataset.text;
        follow.onLost = (back) => { this.following = back; };
        this.place = { block: Number(this.$root.dataset.placeBlock), character: Number(this.$root.dataset.placeCharacter) };
        this.resumes = this.place.block > 0 || this.place.character > 0;
        this.recall();
        this.length = Number(audio.dataset.seconds);
        this.$refs.bar.max = Math.ceil(this.length);
        audio.controls = false;
        this.waitsForScript = false;
        this.listen(audio);
        this.listenToReader();
        this.lookForKept();
        measureBar(this.$root.querySelector(".player-bar"), "bar");
      },

      listen(audio) {
        audio.addEventListener("play", () => { this.playing = true; this.begun = true; this.works = true; this.tick(); });
        audio.addEventListener("pause", () => { this.playing = false; this.keepPlace(); });
        audio.addEventListener("ended", () => { this.playing = false; this.finish(); });
        audio.addEventListener("error", () => { this.playing = false; this.works = false; });
        audio.addEventListener("seeked", () => this.showNow());
        audio.addEventListener("timeupdate", () => {
          this.position = audio.currentTime;
          this.$refs.bar.value = Math.floor(audio.currentTime);
        });
        audio.addEventListener("loadedmetadata", () => {
          if (!Number.isFinite(audio.duration)) return;
          this.length = audio.duration;
          this.$refs.bar.max = Math.ceil(audio.duration);
        });
        setInterval(() => { if (this.playing) this.keepPlace(); }, KEEP_EVERY_MS);
        addEventListener("pagehide", () => this.keepPlace());
        addEventListener("online", () => this.keepPlace());
        document.addEventListener("visibilitychange", () => { if (document.hidden) this.keepPlace(); });
      },

      // Touching a paragraph plays from there, once listening has begun: before, a touch is only a touch.
      listenToReader() {
        document.addEventListener("click", (event) => {
          if (!this.begun || !timings || event.target.closest("a, button, input, select, summary, .player")) return;
          if (String(getSelection())) return;
          const place = follow.placeAt(event.clientX, event.clientY);
          if (place) this.playFrom(place);
        });
        new IntersectionObserver(([seen]) => { this.offScreen = !seen.isIntersecting; this.showBar(); })
          .observe(this.$root);
      },

      get paused() { return !this.playing; },
      get pressed() { return this.playing ? "true" : "false"; },
      get lost() { return this.begun && !this.following; },
      get untouched() { return !this.begun; },
      get fresh() { return !this.resumes || this.begun; },
      get notKept() { return !this.kept; },
      get keepFine() { return !this.keepFailed; },
      get caption() { return this.playing ? "Tạm dừng" : this.begun || this.resumes ? "Nghe tiếp" : this.$root.dataset.caption; },
      get barCaption() { return this.playing ? "Tạm dừng" : "Nghe tiếp"; },
      get positionText() { return clock(this.position); },
      get lengthText() { return clock(this.length); },
      get positionWords() { return `${clock(this.position)} trên ${clock(this.length)}`; },
      get keepCaption() { return this.keeping ? "Đang tải về…" : "Tải về để nghe khi không có mạng"; },

      toggle() {
        const audio = this.$refs.audio;
        if (!audio.paused) return audio.pause();
        if (audio.error) audio.load();
        this.loadTimings().then(() => this.resume());
        this.tellSystem();
        return this.play();
      },

      play() { return this.$refs.audio.play().catch(() => { this.works = false; }); },

      // Where it was left, on whatever device; the first time only.
      resume() {
        if (!this.resumes || !timings) return;
        this.resumes = false;
        const seconds = timings.secondsOf(this.place.block, this.place.character);
        if (seconds) this.$refs.audio.currentTime = seconds;
      },

      fromStart() { this.resumes = false; this.$refs.audio.currentTime = 0; if (!this.playing) this.toggle(); },
      back() { this.jump(-STEP); },
      forward() { this.jump(STEP); },
      jump(seconds) {
        const audio = this.$refs.audio;
        audio.currentTime = Math.min(Math.max(0, audio.currentTime + seconds), this.length);
      },
      seek() { this.$refs.audio.currentTime = Number(this.$refs.bar.value); },

      playFrom(place) {
        const seconds = timings.secondsOf(place.block, place.character);
        if (seconds === null) return;
        this.resumes = false;
        this.$refs.audio.currentTime = seconds;
        follow.comeBack();
        if (!this.playing) this.play();
      },

      // Following
      async loadTimings() {
        const address = this.$refs.audio.dataset.words;
        if (!address || this.timingsOf === address) return;
        try {
          const answer = await fetch(address);
          if (answer.ok) {
            timings = new Timings((await answer.json()).words);
            this.timingsOf = address;
            this.offerBlocks();
          } else if (answer.status === 403 || answer.status === 404) {
            await this.dropKept(); // withdrawn: what this device kept of it goes too
          }
        } catch { /* no network and nothing kept: it is heard without following */ }
      },

      // For those who use no pointer: each paragraph has its own way in.
      offerBlocks() {
        for (const [block, element] of follow.blocks) {
          if (element.querySelector(".listen-from") || timings.secondsOf(block, 0) === null) continue;
          const button = document.createElement("button");
          button.type = "button";
          button.className = "listen-from";
          button.textContent = "Nghe từ đoạn này";
          button.addEventListener("click", () => this.playFrom({ block, character: 0 }));
          element.append(button);
        }
      },

      tick() {
        this.showNow();
        if (this.playing) requestAnimationFrame(() => this.tick());
      },

      showNow() {
        this.showBar();
        const entry = timings?.words[timings.at(this.$refs.audio.currentTime)];
        if (!entry || !this.begun) return follow.clear();
        const lit = follow.lit;
        if (lit?.block !== entry[0] || lit.first !== entry[1] || lit.last !== entry[2]) follow.show(entry);
        return undefined;
      },

      comeBack() { follow.comeBack(); },
      showBar() { this.barHidden = !(this.begun && this.offScreen); },

      // Place
      keepPlace() {
        const lit = follow.lit;
        if (lit && this.begun) this.sendPlace(lit.block, lit.first);
      },

      finish() { follow.clear(); this.begun = false; this.resumes = false; this.showBar(); this.sendPlace(0, 0); },

      sendPlace(block, character) {
        const place = `${block}/${character}`;
        if (!("remembers" in this.$root.dataset) || this.sent === place || !navigator.onLine) return;
        this.sent = place;
        const body = JSON.stringify({ block, character });
        const headers = { "Content-Type": "application/json" };
        fetch(`/api/v1/listening/${this.textId}`, { method: "PUT", body, headers, keepalive: true })
          .catch(() => { this.sent = null; });
      },

      tellSystem() {
        if (this.told) return;
        this.told = true;
        onLockScreen(this.$refs.audio, this.$root.dataset.title, {
          play: () => this.play(),
          seekbackward: () => this.back(),
          seekforward: () => this.forward(),
        });
      },

      // Voice and speed
      recall() {
        let chosen = {};
        try { chosen = JSON.parse(localStorage.getItem(CHOSEN)) ?? {}; } catch { /* private browsing */ }
        if (chosen.speed) { this.$refs.speed.value = chosen.speed; this.chooseSpeed(); }
        const voice = [...this.$refs.voice?.options ?? []].find((option) => option.dataset.voice === chosen.voice);
        if (voice && !voice.selected) { voice.selected = true; this.chooseVoice(); }
      },

      remember() {
        const choice = { speed: this.$refs.speed.value, voice: this.$refs.voice?.selectedOptions[0].dataset.voice };
        try { localStorage.setItem(CHOSEN, JSON.stringify(choice)); } catch { /* private browsing */ }
      },

      chooseSpeed() {
        const audio = this.$refs.audio;
        audio.defaultPlaybackRate = audio.playbackRate = Number(this.$refs.speed.value) || 1;
        this.remember();
      },

      // Voices speak at different lengths: the place in the text is kept, without timings the share of the whole.
      async chooseVoice() {
        const audio = this.$refs.audio;
        const option = this.$refs.voice.selectedOptions[0];
        const { lit } = follow;
        const share = this.length ? this.position / this.length : 0;
        const going = this.playing;
        this.remember();
        audio.src = option.value;
        audio.dataset.words = option.dataset.words;
        this.length = Number(option.dataset.seconds);
        timings = null;
        this.lookForKept();
        if (!this.begun) return;
        if (audio.readyState < 1) {
          audio.load();
          await new Promise((ready) => { audio.addEventListener("loadedmetadata", ready, { once: true }); });
        }
        await this.loadTimings();
        audio.currentTime = (lit && timings?.secondsOf(lit.block, lit.first)) || share * audio.duration;
        if (going) this.play();
      },

      // Offline
      get addresses() {
        const { src, dataset } = this.$refs.audio;
        return dataset.words ? [src, dataset.words] : [src];
      },
      async lookForKept() { this.kept = await keptAudio.has(this.$refs.audio.src); },
      async keep() {
        this.keeping = true;
        this.keepFailed = false;
        try { await keptAudio.keep(this.textId, this.addresses); } catch { this.keepFailed = true; }
        this.keeping = false;
        await this.lookForKept();
      },
      async dropKept() { await keptAudio.drop(this.textId); await this.lookForKept(); },
    };
  });
});
