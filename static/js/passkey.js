// [data-passkey]: a button that has the browser make a passkey ("create") or sign with one ("get"). The answer goes into the
// form's hidden field, and the form is sent. Browsers without passkeys never show the button: a code does as well.
"use strict";

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (keys) => (keys || []).map((key) => ({ ...key, id: toBytes(key.id) }));

function readOptions(given) {
  const options = { ...given, challenge: toBytes(given.challenge) };
  if (given.user) options.user = { ...given.user, id: toBytes(given.user.id) };
  if (given.excludeCredentials) options.excludeCredentials = withBytes(given.excludeCredentials);
  if (given.allowCredentials) options.allowCredentials = withBytes(given.allowCredentials);
  return options;
}

// What the server reads, in the form that the standard names (RegistrationResponseJSON, AuthenticationResponseJSON).
function writeAnswer(made) {
  const response = { clientDataJSON: toText(made.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) response[name] = toText(made.response[name]);
  }
  return JSON.stringify({ id: made.id, rawId: toText(made.rawId), type: made.type, response, clientExtensionResults: {} });
}

function setUpPasskey(button) {
  const form = button.closest("form");
  const said = form.querySelector("[data-passkey-said]");
  if (!window.PublicKeyCredential || !window.isSecureContext) {
    said.textContent = said.dataset.missing;
    said.hidden = !said.dataset.missing;
    return;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.hidden = true;
    try {
      const options = { publicKey: readOptions(JSON.parse(button.dataset.options).publicKey) };
      const made = await navigator.credentials[button.dataset.passkey](options);
      form.querySelector("[data-passkey-answer] input, input[data-passkey-answer]").value = writeAnswer(made);
      form.submit();
    } catch (problem) {
      said.textContent = said.dataset.failed;
      said.hidden = false;
    }
  });
}

document.querySelectorAll("[data-passkey]").forEach(setUpPasskey);
