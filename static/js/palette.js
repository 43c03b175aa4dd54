// SPDX-License-Identifier: GPL-3.0-or-later
// The command palette (Ctrl/Cmd+K) and the shortcuts. Whoever switched them off gets none of either.
(() => {
  "use strict";
  const dialog = document.getElementById("palette");
  if (!dialog || !dialog.showModal) return;
  const input = document.getElementById("palette-input");
  const list = document.getElementById("palette-list");
  const { address } = dialog.dataset;
  const WAIT_MS = 150;
  const CHORD_MS = 1500;
  let timer = 0;
  let asked = 0;
  let chosen = -1;
  let chord = "";
  let chordTimer = 0;

  const options = () => [...list.querySelectorAll(".palette__option")];

  function choose(place) {
    const all = options();
    if (!all.length) { chosen = -1; input.removeAttribute("aria-activedescendant"); return; }
    chosen = (place + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  }

  async function look() {
    const mine = ++asked;
    let text;
    try {
      const response = await window.glam.request(`${address}?q=${encodeURIComponent(input.value)}`);
      if (response.status === 429) window.glam.tell(document.body.dataset.textOften, "error");
      if (!response.ok) return;
      text = await response.text();
    } catch {
      window.glam.tell(document.body.dataset.textNetwork, "error");
      return;
    }
    if (mine !== asked) return; // a later question is under way
    list.innerHTML = text; // our own server's fragment; scripts in it do not run
    options().forEach((option) => option.setAttribute("role", "option")); // on a page of their own they are links
    choose(0);
    window.glam.say(list.querySelector("[data-count]")?.textContent || "");
  }

  function open() {
    input.value = "";
    list.replaceChildren();
    dialog.showModal();
    input.focus();
    look();
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, WAIT_MS); });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); choose(chosen + step); }
    if (event.key === "Enter") { event.preventDefault(); options()[chosen]?.click(); }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-palette-close]")) dialog.close();
  });
  document.querySelectorAll("[data-palette]").forEach((link) => link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  }));

  // A field of a dialog that was just closed has the focus until the next frame, and nobody types in it.
  const isTyping = (target) => target.getClientRects?.().length
    && target.closest("input, textarea, select, [contenteditable], dialog");

  /** "g b" and its kin: the second key is looked up among the commands this reader has. */
  async function follow(keys) {
    const response = await window.glam.request(address).catch(() => null);
    if (!response?.ok) return;
    const fragment = new DOMParser().parseFromString(await response.text(), "text/html");
    const link = fragment.querySelector(`[data-keys="${CSS.escape(keys)}"]`);
    if (link) location.assign(link.getAttribute("href"));
  }

  const page = {
    "/": () => (document.querySelector("main input[type=search], main input[name=q]") || { focus: open }).focus(),
    "?": () => location.assign(dialog.dataset.shortcuts),
    "[": () => document.querySelector("a[rel=prev]")?.click(),
    "]": () => document.querySelector("a[rel=next]")?.click(),
  };

  document.addEventListener("keydown", (event) => {
    if (dialog.dataset.off) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (dialog.open) dialog.close(); else if (!document.querySelector("dialog[open]")) open();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (chord) {
      const keys = `${chord} ${event.key}`;
      chord = "";
      clearTimeout(chordTimer);
      if (/^[a-z]$/.test(event.key)) { event.preventDefault(); follow(keys); }
    } else if (event.key === "g" || event.key === "c") {
      chord = event.key;
      chordTimer = setTimeout(() => { chord = ""; }, CHORD_MS);
    } else if (page[event.key]) {
      event.preventDefault();
      page[event.key]();
    }
  });
})();
