// SPDX-License-Identifier: GPL-3.0-or-later
// What this browser keeps of a draft until the server has it. It is sealed: the key comes with the pages of whoever
// writes (<form data-seal>) and is kept nowhere, so that after their session nobody reads here what they typed.
//   glamKept.names()  works()  await write(name, texts, { at, isStill })  await read(name)  remove(name)
(() => {
  "use strict";
  const START = "glam-draft:";
  const seal = document.querySelector("form[data-seal]")?.dataset.seal;
  const encoded = (text) => new TextEncoder().encode(text);
  const written = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
  const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const works = () => Boolean(seal && window.crypto?.subtle);
  const key = works() ? crypto.subtle.importKey("raw", bytesOf(seal), "AES-GCM", false, ["encrypt", "decrypt"]) : null;
  const sealOf = (name, iv) => ({ name: "AES-GCM", iv, additionalData: encoded(name) });

  function names() {
    try { return Object.keys(localStorage).filter((name) => name.startsWith(START)); } catch { return []; }
  }

  function remove(name) {
    try { localStorage.removeItem(name); } catch { /* a browser that keeps nothing has nothing to remove */ }
  }

  /** Keep these texts under a name, none of them if there are none; whether that went well. `isStill` is asked last. */
  async function write(name, texts, { at = Date.now(), isStill = () => true } = {}) {
    if (!Object.keys(texts).length) { remove(name); return works(); }
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt(sealOf(name, iv), await key, encoded(JSON.stringify(texts)));
      if (isStill()) localStorage.setItem(name, JSON.stringify({ at, iv: written(iv), sealed: written(sealed) }));
      return true;
    } catch {
      return false; // no such key, or the store is full or forbidden
    }
  }

  /** {at, texts}; null for what nobody can open any more, which goes. */
  async function read(name) {
    try {
      const entry = JSON.parse(localStorage.getItem(name));
      if (entry.texts) { // an older version's, in the clear
        await write(name, entry.texts, entry);
        return entry;
      }
      const texts = await crypto.subtle.decrypt(sealOf(name, bytesOf(entry.iv)), await key, bytesOf(entry.sealed));
      return { at: entry.at, texts: JSON.parse(new TextDecoder().decode(texts)) };
    } catch {
      remove(name);
      return null;
    }
  }

  window.glamKept = { names, works, write, read, remove };
})();
