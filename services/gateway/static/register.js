// The camera of the registration: looks at the picture while it is taken and says in words what to change. Without a
// camera, or without permission, the file fields below serve as well.

const LOOK_MS = 350;
const GOOD_IN_A_ROW = 4;
const FRAME_MS = 250;
const AHEAD_MS = 1600;
const STEP_MS = 2600;
const BETWEEN_MS = 900;
const FRAME_WIDTH = 480;
const MOST_FRAMES = 60;
const CARD_WIDTH = 1600;
const SELFIE_WIDTH = 1000;

const waiting = document.querySelector("[data-waits]");
if (waiting) {
  const ask = async () => {
    try {
      const html = await (await fetch(waiting.dataset.waits, { headers: { Accept: "text/html" } })).text();
      if (!new DOMParser().parseFromString(html, "text/html").querySelector("[data-waits]")) location.reload();
    } catch { /* no network: ask again */ }
  };
  setInterval(ask, 1500);
}

const form = document.querySelector("form[data-capture]");
if (form && navigator.mediaDevices?.getUserMedia) open(form);

async function open(form) {
  const camera = form.querySelector(".camera");
  const video = camera.querySelector("video");
  const card = form.dataset.capture === "card";
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: card ? "environment" : "user", width: { ideal: 1920 }, height: { ideal: 1080 } },
    });
    await video.play();
  } catch {
    return; // refused or none: the file field is there
  }
  camera.hidden = false;
  const words = Object.fromEntries([...camera.querySelector("[data-words]").content.children]
    .map((word) => [word.value, word.textContent]));
  const told = camera.querySelector(".camera-told");
  const tell = (key) => { if (told.textContent !== words[key]) told.textContent = words[key]; };
  addEventListener("pagehide", () => { for (const track of video.srcObject.getTracks()) track.stop(); });
  if (card) watchCard(form, camera, video, tell);
  else leadFace(form, camera, video, tell);
}

function watchCard(form, camera, video, tell) {
  let good = 0;
  let sent = false;
  const shoot = async () => {
    if (sent) return;
    sent = true;
    send(form, "picture", [await picture(video, CARD_WIDTH, 0.92)], "the.jpg");
  };
  camera.querySelector("[data-shoot]").addEventListener("click", shoot);
  setInterval(() => {
    if (sent || !video.videoWidth) return;
    const verdict = look(video);
    tell(verdict);
    good = verdict === "good" ? good + 1 : 0;
    if (good >= GOOD_IN_A_ROW) shoot();
  }, LOOK_MS);
}

// Brightness, burnt-out spots, sharpness, and whether something with edges fills the frame.
function look(video) {
  const width = 320;
  const height = Math.round((width * video.videoHeight) / video.videoWidth);
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(video, 0, 0, width, height);
  const { data } = pen.getImageData(0, 0, width, height);
  const grey = new Float32Array(width * height);
  let sum = 0;
  const shades = new Uint32Array(256);
  for (let i = 0; i < grey.length; i += 1) {
    grey[i] = 0.114 * data[4 * i + 2] + 0.587 * data[4 * i + 1] + 0.299 * data[4 * i];
    sum += grey[i];
    shades[Math.min(255, Math.round(grey[i]))] += 1;
  }
  if (sum / grey.length < 60) return "dark";
  if (burnt(shades, grey.length)) return "glare";
  let total = 0;
  let squares = 0;
  let edges = 0;
  const left = Math.round(width * 0.15);
  const right = Math.round(width * 0.85);
  const top = Math.round(height * 0.2);
  const bottom = Math.round(height * 0.8);
  let count = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const i = y * width + x;
      const laplace = 4 * grey[i] - grey[i - 1] - grey[i + 1] - grey[i - width] - grey[i + width];
      total += laplace;
      squares += laplace * laplace;
      if (Math.abs(laplace) > 40) edges += 1;
      count += 1;
    }
  }
  if (edges / count < 0.01) return "empty";
  const variance = squares / count - (total / count) ** 2;
  return variance < 120 ? "blurred" : "good";
}

// A lamp's spot is whiter than the card's paper; where the paper itself is white, only a picture that is mostly white is
// burnt out.
function burnt(shades, count) {
  let white = 0;
  for (let shade = 251; shade < 256; shade += 1) white += shades[shade];
  let paper = 255;
  for (let brighter = shades[255]; paper > 0 && brighter < count * 0.12; brighter += shades[paper]) paper -= 1;
  return white / count > (paper < 240 ? 0.01 : 0.5);
}

function leadFace(form, camera, video, tell) {
  const button = camera.querySelector("[data-shoot]");
  tell("ahead");
  button.addEventListener("click", async () => {
    button.disabled = true;
    const frames = [];
    const taking = setInterval(async () => {
      if (frames.length < MOST_FRAMES) frames.push(picture(video, FRAME_WIDTH, 0.72));
    }, FRAME_MS);
    tell("ahead");
    await pause(AHEAD_MS / 2);
    const selfie = await picture(video, SELFIE_WIDTH, 0.92);
    await pause(AHEAD_MS / 2);
    for (const step of form.dataset.steps.split(" ")) {
      tell(step);
      await pause(STEP_MS);
      tell("ahead");
      await pause(BETWEEN_MS);
    }
    clearInterval(taking);
    tell("done");
    add(form, "frames", await Promise.all(frames), "frame.jpg");
    send(form, "selfie", [selfie], "selfie.jpg");
  });
}

function pause(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}

function picture(video, widest, quality) {
  const scale = Math.min(1, widest / video.videoWidth);
  const canvas = new OffscreenCanvas(Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale));
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality });
}

function add(form, name, blobs, fileName) {
  let field = form.querySelector(`input[type=file][name=${name}]`);
  if (!field) {
    field = document.createElement("input");
    field.type = "file";
    field.name = name;
    field.multiple = true;
    field.hidden = true;
    form.append(field);
  }
  const files = new DataTransfer();
  for (const blob of blobs) files.items.add(new File([blob], fileName, { type: "image/jpeg" }));
  field.files = files.files;
}

function send(form, name, blobs, fileName) {
  add(form, name, blobs, fileName);
  form.requestSubmit(form.querySelector("button[type=submit]"));
}
