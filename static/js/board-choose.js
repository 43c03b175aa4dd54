// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing several cards of the board and changing them together, in the dialog. Without JavaScript the list of
// partnerships does the same.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const board = () => document.querySelector("[data-board]");
  const bar = () => document.querySelector("[data-chosen]");
  const button = () => document.querySelector("[data-select-cards]");
  const chosen = new Set();
  let choosing = false;

  function mark(card) {
    let box = card.querySelector(".card__pick");
    if (!choosing) { box?.remove(); return; }
    if (!box) {
      box = document.createElement("input");
      box.type = "checkbox";
      box.className = "card__pick";
      box.setAttribute("aria-label", board().dataset.textChosen.replace("%s", card.querySelector("h3").textContent));
      card.prepend(box);
    }
    box.checked = chosen.has(card.dataset.id);
  }
  const markAll = () => board().querySelectorAll(".card").forEach(mark);

  function count() {
    const most = Number(bar().dataset.most);
    bar().hidden = !choosing;
    bar().querySelector("[data-number]").textContent = String(chosen.size);
    bar().querySelector("button:not([type=button])").disabled = !chosen.size || chosen.size > most;
    if (chosen.size > most) window.glam.tell(bar().dataset.textMost, "error");
  }
  function choose(on) {
    choosing = on;
    if (!on) chosen.clear();
    board().toggleAttribute("data-choosing", on);
    button().setAttribute("aria-pressed", String(on));
    markAll();
    count();
  }

  document.addEventListener("change", (event) => {
    const box = event.target.closest(".card__pick");
    if (!box) return;
    const { id } = box.closest(".card").dataset;
    if (box.checked) chosen.add(id);
    else chosen.delete(id);
    count();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-select-cards]")) choose(!choosing);
    if (event.target.closest("[data-choose-none]")) { chosen.clear(); markAll(); count(); }
    if (event.target.closest("[data-choose-done]")) { choose(false); button().focus(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !choosing || byId("dlg").open) return;
    choose(false);
    button().focus();
  });

  /** Take over the page the server led back to: its board, and what it said. */
  function takeOver(html, { refocus }) {
    const page = window.board.refresh(html);
    const said = page.querySelector(".messages .cdx-message__content");
    const undo = said?.querySelector("form[data-undo]")?.getAttribute("action");
    said?.querySelector("form")?.remove();
    const text = said?.textContent.trim() || "";
    const isBad = Boolean(page.querySelector(".messages .cdx-message--error"));
    if (undo) window.glam.offerUndo(text, () => send(undo, new URLSearchParams()));
    else if (text) window.glam.tell([...page.querySelectorAll(".messages .cdx-message__content")].map((each) => each.textContent.trim()).join(" "), isBad ? "error" : "success");
    refocus?.focus();
  }

  async function send(url, body) {
    let response;
    try {
      response = await window.glam.request(url, { method: "POST", body });
    } catch {
      window.glam.tell(document.body.dataset.textNetwork, "error");
      return;
    }
    const html = await response.text();
    if (response.redirected) {
      byId("dlg").close();
      choose(false);
      takeOver(html, { refocus: button() });
    } else if (response.ok || response.status === 422) {
      byId("dlg-body").innerHTML = html; // our own server's fragment
      window.htmx?.process(byId("dlg-body"));
      byId("dlg-body").querySelector("[autofocus], .error-summary")?.focus();
      if (byId("dlg-body").querySelector("[data-outcome]")) {
        choose(false);
        window.board.refresh(await (await window.glam.request(location.href)).text());
      }
    } else {
      window.glam.tell(response.status >= 500 ? document.body.dataset.textServer : document.body.dataset.textRefused, "error");
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form === bar()) {
      event.preventDefault();
      const url = new URL(form.action);
      for (const id of chosen) url.searchParams.append("partnership", id);
      window.glam.openDialog(url, form.querySelector("button").textContent.trim());
    } else if (byId("dlg").contains(form) && form.matches("[data-bulkform], [data-undo]")) {
      event.preventDefault();
      send(form.getAttribute("action"), new URLSearchParams(new FormData(form, event.submitter)));
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (!button() || !board()) return;
    button().hidden = false;
    // Cards come later too: redrawn after a move, appended by “show more”.
    new MutationObserver((changes) => {
      if (!choosing) return;
      for (const change of changes) {
        for (const node of change.addedNodes) if (node.matches?.(".card")) mark(node);
      }
    }).observe(board().parentNode, { childList: true, subtree: true });
  });
  document.addEventListener("board:fresh", () => { if (choosing) choose(true); });
})();
