// What an editor types is kept at the service while the typing goes on; without scripts the form is saved by its buttons.
"use strict";

const QUIET_MS = 1500; // after the last key
const LONGEST_MS = 10000; // of typing without a pause

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const told = form.querySelector("[data-autosave-told]");
  const elsewhere = form.querySelector("[data-autosave-elsewhere]");
  const refused = form.querySelector("[data-autosave-refused]");
  let timer = 0;
  let since = 0; // when the oldest letter that is not kept was typed
  let flying = 0; // the same of what is on its way
  let sending = null;
  let stop = null;
  let left = false;

  function typed() {
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("idempotency_key");
    fields.set("article_id", form.dataset.article);
    return fields;
  }

  async function keep() {
    clearTimeout(timer);
    if (!since || left) return;
    if (sending) { later(); return; }
    flying = since;
    since = 0;
    stop = new AbortController();
    sending = fetch(form.dataset.autosave, { method: "POST", body: typed(), signal: stop.signal });
    try {
      const answer = await sending;
      const said = await answer.json().catch(() => ({}));
      tell(answer.ok && !answer.redirected, said); // led to the log-in: not kept
    } catch {
      if (left) return;
      since = since || Date.now(); // no line: tried again
      later();
      told.textContent = "Chưa lưu được bản đang soạn: máy chưa có mạng.";
    } finally {
      sending = null;
      flying = 0;
    }
  }

  // A beacon outlives the page; what is on its way as a fetch is dropped with it.
  function leave() {
    if (left || !(since || flying)) return;
    clearTimeout(timer);
    if (navigator.sendBeacon(form.dataset.autosave, typed())) since = 0;
  }

  function tell(kept, said) {
    refused.hidden = kept;
    if (kept) {
      told.textContent = `Bản đang soạn đã được giữ lúc ${hour(said.saved_at)}.`;
      elsewhere.hidden = !said.elsewhere_at;
      if (said.elsewhere_at) {
        elsewhere.textContent = `Bài này còn một bản đang soạn ở cửa sổ hoặc máy khác của đồng chí, giữ lúc ${hour(said.elsewhere_at)}. Không bản nào bị ghi đè; đồng chí tải lại trang để xem cả hai.`;
      }
    } else {
      told.textContent = "";
      refused.textContent = said.message ?? "Chưa giữ được bản đang soạn.";
    }
  }

  function hour(moment) {
    return new Date(moment).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(keep, Date.now() - since > LONGEST_MS ? 300 : QUIET_MS);
  }

  form.addEventListener("input", () => {
    since = since || Date.now();
    later();
  });
  form.addEventListener("submit", () => {
    left = true;
    clearTimeout(timer);
    stop?.abort(); // what arrives after the text was saved would be offered again
  });
  window.addEventListener("pageshow", () => { left = false; });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
}
