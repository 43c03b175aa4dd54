// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of the board: which are folded (remembered in this browser), and on a phone one at a time by tabs.
(() => {
  "use strict";
  const board = () => document.querySelector("[data-board]");
  const small = matchMedia("(max-width: 40rem)");
  const key = () => `board-folded:${board().dataset.board}`;
  let tab = null; // the stage shown on a phone

  function remembered() {
    try {
      return JSON.parse(localStorage.getItem(key()) || "{}") || {};
    } catch {
      return {};
    }
  }
  function remember(stage, folded) {
    try {
      localStorage.setItem(key(), JSON.stringify({ ...remembered(), [stage]: folded }));
    } catch {
      // A browser that stores nothing folds anew each time.
    }
  }
  const stageOf = (section) => section.id.replace("sec-", "");
  const sections = () => [...document.querySelectorAll("[data-board] > .col")];

  function fold() {
    const folded = remembered();
    for (const section of sections()) {
      const stage = stageOf(section);
      if (stage in folded) section.querySelector("details").open = !folded[stage];
    }
  }

  /** On a phone: show one column, unfolded, and mark its tab. */
  function show(stage) {
    tab = stage;
    for (const section of sections()) {
      const here = stageOf(section) === stage;
      section.classList.toggle("col--shown", here);
      if (here) section.querySelector("details").open = true;
    }
    for (const link of document.querySelectorAll("[data-tab]")) {
      if (link.dataset.tab === stage) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
  function settle() {
    if (!board()) return;
    fold();
    board().toggleAttribute("data-tabbed", small.matches);
    if (!small.matches) return;
    const stages = sections().map(stageOf);
    const filled = sections().find((section) => section.querySelector(".card"));
    show(stages.includes(tab) ? tab : filled ? stageOf(filled) : stages[0]);
  }

  document.addEventListener("click", (event) => {
    const head = event.target.closest(".col__head");
    if (head) {
      const details = head.closest("details");
      remember(stageOf(details.closest(".col")), details.open); // it turns after the click
      return;
    }
    const link = event.target.closest("a[data-tab]");
    if (!link || !small.matches || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(link.dataset.tab);
    window.glam.say(link.textContent.trim());
  });
  small.addEventListener("change", settle);
  document.addEventListener("board:fresh", settle);
  document.addEventListener("DOMContentLoaded", settle);
})();
