// SPDX-License-Identifier: GPL-3.0-or-later
// The pipeline board. A card is moved by mouse, touch, dialog or keys; all of them go through send(): it places
// the card at once, asks the server, and settles what the server answers or puts the card back.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const words = () => document.body.dataset;
  const FLASH_MS = 2500;

  const cardsOf = (list) => [...list.querySelectorAll(":scope > .card")];
  const listOf = (stage) => byId(`col-${stage}`);
  const nextCard = (card) => {
    let next = card.nextElementSibling;
    while (next && !next.matches(".card")) next = next.nextElementSibling;
    return next;
  };
  /** Put a card before another one, or last among the cards (a “show more” line stays below). */
  function place(card, list, before) {
    const last = cardsOf(list).filter((each) => each !== card).at(-1);
    if (before && before.parentNode === list) list.insertBefore(card, before);
    else if (last) last.after(card);
    else list.prepend(card);
  }
  const spot = (card) => ({ list: card.parentNode, next: nextCard(card) });

  const digits = (text) => Number(text.replace(/[^\d]/g, "")) || 0;
  function bump(stage, by) {
    const count = byId(`n-${stage}`);
    if (count) count.textContent = String(digits(count.textContent) + by);
  }
  function shift(from, to, by = 1) {
    if (String(from) === String(to)) return;
    bump(from, -by);
    bump(to, by);
  }

  function flash(card, good) {
    const name = good ? "card--moved" : "card--refused";
    card.classList.add(name);
    setTimeout(() => card.classList.remove(name), FLASH_MS);
  }
  const focusMove = (id) => byId(`mv-${id}`)?.focus();

  /** The server's word on a move, from the HX-Trigger header; null if it gave none. */
  function verdict(response) {
    try {
      const events = JSON.parse(response.headers.get("HX-Trigger") || "null");
      const settled = events?.["board:settled"];
      return settled ? { ...settled, needsNote: Boolean(settled.needsNote || events.needsNote) } : null;
    } catch {
      return null;
    }
  }

  /** Swap in the card the server drew, where the old one stands; the old one if it drew none. */
  function redraw(card, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    const fresh = holder.content.querySelector(".card");
    if (!fresh) return card;
    card.replaceWith(fresh);
    window.htmx?.process(fresh);
    return fresh;
  }

  /** Put the card back, say why. */
  function undo(card, origin, target, message, refocus) {
    place(card, origin.list, origin.next);
    shift(target, origin.list.dataset.stage);
    card.removeAttribute("aria-busy");
    flash(card, false);
    window.glam.tell(message, "error");
    if (refocus) focusMove(card.dataset.id);
  }

  async function settle(card, origin, target, response, refocus) {
    const answer = verdict(response);
    const from = origin.list.dataset.stage;
    if (!answer) {
      const server = response.status >= 500 || response.ok;
      undo(card, origin, target, server ? words().textServer : words().textRefused, refocus);
      return;
    }
    const html = await response.text();
    // Whoever has gone on to something else meanwhile is left there.
    const back = refocus && (document.activeElement === document.body || card.contains(document.activeElement));
    const fresh = redraw(card, html);
    fresh.removeAttribute("aria-busy");
    const stage = String(answer.stage);
    if (!answer.ok) {
      shift(target, from);
      if (stage === from) {
        place(fresh, origin.list, origin.next);
      } else {
        shift(from, stage);
      }
    }
    if (fresh.parentNode?.dataset.stage !== stage) {
      // Somebody moved it meanwhile, or to a stage without a column on this board.
      const list = listOf(stage);
      if (list) place(fresh, list, cardsOf(list)[0]);
      else fresh.remove();
    }
    for (const [key, count] of Object.entries(answer.counts || {})) {
      const label = byId(`n-${key}`);
      if (label) label.textContent = String(count);
    }
    flash(fresh, answer.ok);
    window.glam.tell(answer.message, answer.ok ? "success" : "error");
    if (back) focusMove(fresh.dataset.id);
    if (!answer.ok && answer.needsNote) openMove(fresh, target);
  }

  /** Tell the server of a move. The card already stands at its new place; `origin` is where it came from. */
  async function send(card, origin, { stage, where = "", before = "", note = "", refocus = false }) {
    const form = new URLSearchParams({ stage, where, before, note, version: card.dataset.version });
    card.setAttribute("aria-busy", "true");
    shift(origin.list.dataset.stage, stage);
    if (refocus) focusMove(card.dataset.id);
    let response;
    try {
      response = await window.glam.request(card.dataset.moveUrl, { method: "POST", body: form });
    } catch {
      undo(card, origin, stage, words().textNetwork, refocus);
      return;
    }
    await settle(card, origin, stage, response, refocus);
  }

  /** Place and send: for dialog and keys, where nothing was dragged. */
  function move(card, list, before, extra = {}) {
    if (card.getAttribute("aria-busy") === "true") return;
    const origin = spot(card);
    if (list) place(card, list, before);
    const stage = extra.stage || list.dataset.stage;
    const where = extra.where || (before ? "" : "bottom");
    send(card, origin, { ...extra, stage, where, before: where ? "" : before.dataset.id, refocus: true });
  }

  /** The dialog that asks for stage, place and reason; `stage` is chosen beforehand if given. */
  function openMove(card, stage) {
    const link = byId(`mv-${card.dataset.id}`);
    const url = new URL(link?.href || card.dataset.moveUrl, location.href);
    if (stage) url.searchParams.set("stage", stage);
    link?.focus(); // closing the dialog leads back here
    window.glam.openDialog(url, link?.getAttribute("aria-label") || link?.textContent.trim() || "");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-move]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    openMove(link.closest(".card"));
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-moveform]");
    const card = form && byId(`card-${form.dataset.card}`);
    if (!card || !byId("dlg").contains(form)) return;
    event.preventDefault();
    const asked = new FormData(form);
    const stage = asked.get("stage");
    if (!stage) return;
    byId("dlg").close();
    const list = listOf(stage);
    const where = asked.get("where") === "bottom" ? "bottom" : "top";
    const first = list && where === "top" ? cardsOf(list).find((each) => each !== card) : null;
    move(card, list, first, { stage, where, note: asked.get("note") || "" });
  });

  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("a[data-move]");
    if (!link || !event.shiftKey || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const card = link.closest(".card");
    const list = card.parentNode;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      const line = cardsOf(list);
      const at = line.indexOf(card);
      if (event.key === "ArrowUp" && at > 0) move(card, list, line[at - 1]);
      if (event.key === "ArrowDown" && at < line.length - 1) move(card, list, line[at + 2] || null);
      return;
    }
    // “On” is to the right, but to the left where one reads from the right.
    const onward = (event.key === "ArrowRight") === (document.documentElement.dir !== "rtl");
    const lists = [...document.querySelectorAll(".board .cards")];
    const target = lists[lists.indexOf(list) + (onward ? 1 : -1)];
    if (target) move(card, target, cardsOf(target)[0] || null, { where: "top" });
  });

  function dropped(event) {
    const { item: card, from, to } = event;
    const origin = card.glamOrigin;
    delete card.glamOrigin;
    const next = nextCard(card);
    if (from === to && next === origin.next) return;
    place(card, to, next);
    send(card, origin, { stage: to.dataset.stage, before: next?.dataset.id || "", where: next ? "" : "bottom" });
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!window.Sortable) return;
    for (const list of document.querySelectorAll("[data-board] .cards")) {
      window.Sortable.create(list, {
        group: "cards",
        draggable: ".card:not([aria-busy=true])",
        animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
        ghostClass: "card--ghost",
        dragClass: "card--drag",
        delay: 150, // a finger that scrolls must not drag
        delayOnTouchOnly: true,
        touchStartThreshold: 5,
        bubbleScroll: true,
        onStart: (event) => { event.item.glamOrigin = { list: event.from, next: nextCard(event.item) }; },
        onEnd: dropped,
      });
    }
    document.querySelector("[data-board]")?.setAttribute("data-ready", "");
  });
})();
