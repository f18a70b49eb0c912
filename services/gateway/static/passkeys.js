// Passkeys: asks for the options, lets the browser make or use a key, and sends its answer by the page's own form.

const NOT_DONE = "Máy chưa xác nhận được. Đồng chí thử lại, hoặc dùng cách đăng nhập khác.";
const NO_NETWORK = "Chưa kết nối được tới Sổ tay. Đồng chí kiểm tra mạng rồi thử lại.";

const bytes = (text) => {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
};
const text = (buffer) => {
  if (!buffer) return undefined;
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

// The options with bytes where the standard's JSON has text.
function readable(options) {
  const keys = (list) => (list ?? []).map((key) => ({ ...key, id: bytes(key.id) }));
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: keys(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: keys(options.allowCredentials) }),
  };
}

function written(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: parts });
}

async function optionsFrom(path, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.details?.current ?? told.message);
  return readable(told.options);
}

// `work` answers a credential; the form goes off with it. What goes wrong is said beside the button.
function sendWith(form, work) {
  const problem = form.querySelector("[role=alert]");
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return; // the second time round, with the browser's answer
    event.preventDefault();
    problem.hidden = true;
    try {
      form.elements.credential.value = written(await work());
      delete form.dataset.sent; // app.js takes it for a second tap
      form.requestSubmit();
    } catch (error) {
      problem.textContent = told(error);
      problem.hidden = false;
      delete form.dataset.sent;
    }
  });
  window.addEventListener("pageshow", () => { form.elements.credential.value = ""; });
  form.hidden = false;
}

function told(error) {
  if (error instanceof DOMException) {
    return error.name === "InvalidStateError" ? "Máy này đã có khóa truy cập của đồng chí rồi." : NOT_DONE;
  }
  return error instanceof TypeError ? NO_NETWORK : error.message;
}

const possible = "credentials" in navigator && "PublicKeyCredential" in window;

const making = document.querySelector("#passkey-new");
if (making && !possible) document.querySelector("#passkey-impossible").hidden = false;
if (making && possible) {
  sendWith(making, async () => {
    const current = making.elements.current?.value || null;
    const publicKey = await optionsFrom("/api/v1/me/passkeys/options", { current });
    return navigator.credentials.create({ publicKey });
  });
}

const entering = document.querySelector("#passkey-log-in");
if (entering && possible) {
  sendWith(entering, async () => {
    const publicKey = await optionsFrom("/api/v1/session/passkey-options", {});
    entering.elements.keep.value = document.querySelector("input[type=checkbox][name=keep]")?.checked ? "1" : "";
    return navigator.credentials.get({ publicKey });
  });
}
