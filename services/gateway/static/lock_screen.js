// The lock screen and the keys of a headset, where the browser has them.
"use strict";

const placesTold = new WeakSet();

// Called again for another sound, or the same one: what is heard now stands there. `album`: of a list of several;
// `cover`: the address of its square picture of 480 points.
function onLockScreen(audio, title, deeds, album = "", cover = "") {
  const session = navigator.mediaSession;
  if (!session) return;
  session.metadata = new MediaMetadata({
    title,
    album,
    artist: "Sổ tay đảng viên",
    artwork: [cover ? { src: cover, sizes: "480x480" } : { src: "/static/icon-512.png", sizes: "512x512", type: "image/png" }],
  });
  const all = {
    pause: () => audio.pause(),
    stop: () => audio.pause(),
    seekto: (details) => { audio.currentTime = details.seekTime; },
    ...deeds,
  };
  for (const [name, deed] of Object.entries(all)) session.setActionHandler(name, deed);
  if (placesTold.has(audio)) return;
  placesTold.add(audio);
  audio.addEventListener("timeupdate", () => {
    const { duration, playbackRate, currentTime } = audio;
    if (Number.isFinite(duration)) session.setPositionState({ duration, playbackRate, position: Math.min(currentTime, duration) });
  });
}
