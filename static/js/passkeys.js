// SPDX-License-Identifier: GPL-3.0-or-later
// Passkeys: asks the browser for what the form's data-options say, writes its answer into the form and sends it.
//   <form data-passkey="add|use" data-options="{…}" data-text-…="…" hidden>   shown where the browser knows passkeys
//   <… data-passkey-lacking>   shown where it does not, and without this script
(() => {
  "use strict";
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  async function ask(form) {
    const options = JSON.parse(form.dataset.options);
    options.challenge = bytes(options.challenge);
    if (form.dataset.passkey === "use") {
      options.allowCredentials = known(options.allowCredentials);
      return navigator.credentials.get({ publicKey: options });
    }
    options.user.id = bytes(options.user.id);
    options.excludeCredentials = known(options.excludeCredentials);
    return navigator.credentials.create({ publicKey: options });
  }

  function said(credential) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
  }

  // In the browser's own words there are reasons; to the reader there are four.
  function why(form, error) {
    const words = { InvalidStateError: "Known", SecurityError: "Place", NotSupportedError: "Machine" };
    return form.dataset[`text${words[error.name] || "Cancelled"}`];
  }

  async function answer(event) {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector("button");
    const told = form.querySelector("[data-passkey-said]");
    told.textContent = "";
    button.disabled = true;
    try {
      form.elements.answer.value = said(await ask(form));
    } catch (error) {
      told.textContent = why(form, error);
      button.disabled = false;
      button.focus();
      return;
    }
    form.submit();
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!window.PublicKeyCredential) return;
    for (const lacking of document.querySelectorAll("[data-passkey-lacking]")) lacking.hidden = true;
    for (const form of document.querySelectorAll("form[data-passkey]")) {
      form.hidden = false;
      form.addEventListener("submit", answer);
    }
  });
})();
