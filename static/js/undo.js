// SPDX-License-Identifier: GPL-3.0-or-later
// Taking back what was just done: a button beside the message, Ctrl/Cmd+Z while it shows.
//   <form data-undo> in a message       works as a plain form; the keys send it
//   <template id="undo-offer">          what glam.offerUndo() shows for ten seconds on pages that move things
(() => {
  "use strict";
  const SHOWN_MS = 10000;
  let offer = null; // { box, run }
  let timer = 0;

  function drop() {
    clearTimeout(timer);
    if (!offer) return;
    offer.box.remove();
    offer = null;
  }
  const wait = () => { clearTimeout(timer); timer = setTimeout(drop, SHOWN_MS); };

  /** Say that something was done and offer to take it back; `undo` is called at most once. */
  function offerUndo(text, undo) {
    drop();
    const template = document.getElementById("undo-offer");
    const box = document.createElement("div");
    box.className = "toast toast--undo";
    box.append(template.content.cloneNode(true));
    box.querySelector("[data-said]").textContent = text;
    const run = () => { drop(); undo(); };
    box.querySelector("button").addEventListener("click", run);
    // Whoever looks at it or stands on it has all the time.
    box.addEventListener("pointerenter", () => clearTimeout(timer));
    box.addEventListener("focusin", () => clearTimeout(timer));
    box.addEventListener("pointerleave", () => { if (!box.contains(document.activeElement)) wait(); });
    box.addEventListener("focusout", wait);
    document.getElementById("toast").after(box);
    document.getElementById("toast").replaceChildren();
    offer = { box, run };
    wait();
    window.glam.say(`${text} ${template.dataset.hint}`);
  }

  const writes = (element) => element.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "z";
    // Whoever has switched the shortcuts off has the button.
    if (!isUndo || writes(event.target) || document.getElementById("palette")?.dataset.off) return;
    const form = document.querySelector(".messages form[data-undo]");
    if (!offer && !form) return;
    event.preventDefault();
    if (offer) offer.run();
    else form.requestSubmit();
  });

  window.glam.offerUndo = offerUndo;
})();
