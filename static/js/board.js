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
    unfold(list);
  }
  const spot = (card) => ({ list: card.parentNode, next: nextCard(card) });

  const digits = (text) => Number(text.replace(/[^\d]/g, "")) || 0;
  function bump(stage, by) {
    const count = byId(`n-${stage}`);
    if (count) setCount(stage, digits(count.textContent) + by);
  }
  function setCount(stage, number) {
    for (const label of [byId(`n-${stage}`), byId(`t-${stage}`)]) if (label) label.textContent = String(number);
    const head = byId(`n-${stage}`)?.closest("[data-limit]");
    head?.classList.toggle("count--over", number > Number(head.dataset.limit));
  }
  function setSum(stage, text) {
    const label = byId(`s-${stage}`);
    if (label) label.textContent = text;
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
  function focusMove(id) {
    const link = byId(`mv-${id}`);
    link?.focus();
    // In a column that a phone does not show now: its tab is the nearest thing.
    if (link && document.activeElement !== link) document.querySelector("[data-tab][aria-current]")?.focus();
  }
  /** A column that gets a card is unfolded, or the card and the focus on it would be gone. */
  function unfold(list) {
    const details = list.closest("details:not([open])");
    if (details) details.open = true;
  }

  /** The server's word on a move, from the HX-Trigger header; null if it gave none. */
  function verdict(response) {
    try {
      const events = JSON.parse(response.headers.get("HX-Trigger") || "null");
      return events?.["board:settled"] || null;
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
    total(answer);
    flash(fresh, answer.ok);
    if (answer.ok && answer.undo) window.glam.offerUndo(answer.message, () => takeBack(fresh.dataset.id, answer.undo));
    else window.glam.tell(answer.message, answer.ok ? "success" : "error");
    if (back) focusMove(fresh.dataset.id);
    // What the stage asks for is asked; whoever leaves the dialog finds the card where it was.
    if (!answer.ok && answer.asks) openMove(fresh, target);
  }

  /** Numbers and sums at the heads of the columns, as the server counts them. */
  function total(answer) {
    for (const [stage, count] of Object.entries(answer.counts || {})) setCount(stage, count);
    for (const [stage, text] of Object.entries(answer.sums || {})) setSum(stage, text);
  }

  /** Take a move back: the card goes where the server says. */
  async function takeBack(id, url) {
    let response;
    try {
      response = await window.glam.request(url, { method: "POST" });
    } catch {
      window.glam.tell(words().textNetwork, "error");
      return;
    }
    const answer = verdict(response);
    const card = byId(`card-${id}`);
    if (!answer || !card) {
      window.glam.tell(response.status >= 500 ? words().textServer : words().textRefused, "error");
      return;
    }
    const fresh = redraw(card, await response.text());
    const list = listOf(answer.stage);
    if (list && fresh.parentNode !== list) place(fresh, list, cardsOf(list)[0]);
    total(answer);
    flash(fresh, answer.ok);
    window.glam.tell(answer.message, answer.ok ? "success" : "error");
    focusMove(id);
  }

  /** Put the board of a page from the server in place of the one shown; returns that page. */
  function refresh(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const part of ["[data-board]", ".stagetabs"]) {
      const [fresh, old] = [page.querySelector(part), document.querySelector(part)];
      if (!fresh || !old) { location.reload(); return page; }
      old.replaceWith(document.importNode(fresh, true));
    }
    window.htmx?.process(document.querySelector("[data-board]"));
    arm();
    document.dispatchEvent(new CustomEvent("board:fresh"));
    return page;
  }

  /** Tell the server of a move. The card already stands at its new place; `origin` is where it came from. */
  async function send(card, origin, { stage, refocus = false }) {
    const form = new URLSearchParams({ stage, version: card.dataset.version });
    card.setAttribute("aria-busy", "true");
    shift(origin.list.dataset.stage, stage);
    if (refocus) focusMove(card.dataset.id);
    let response;
    try {
      response = await window.glam.request(byId(`mv-${card.dataset.id}`).href, { method: "POST", body: form });
    } catch {
      undo(card, origin, stage, words().textNetwork, refocus);
      return;
    }
    await settle(card, origin, stage, response, refocus);
  }

  /** Place and send: for keys, where nothing was dragged. */
  function move(card, list, before) {
    if (card.getAttribute("aria-busy") === "true") return;
    const origin = spot(card);
    place(card, list, before);
    send(card, origin, { stage: list.dataset.stage, refocus: true });
  }

  /** The dialog that asks for stage, place and reason; `stage` is chosen beforehand if given. */
  function openMove(card, stage) {
    const link = byId(`mv-${card.dataset.id}`);
    const url = new URL(link.href);
    if (stage) url.searchParams.set("stage", stage);
    link.focus(); // closing the dialog leads back here
    // The stage first: the checklist above it can wait.
    window.glam.openDialog(url, link.getAttribute("aria-label"))
      .then((open) => open && byId("dlg-body").querySelector("select[name=stage]")?.focus());
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-move]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    openMove(link.closest(".card"));
  });

  /** Show the form the server sent back in the dialog, with what it says is missing. */
  function askAgain(html) {
    const body = byId("dlg-body");
    body.innerHTML = html; // our own server's fragment; scripts in it do not run
    window.htmx?.process(body);
    body.querySelector(".error-summary")?.focus();
  }

  /** A move asked for in the dialog, which stays until the server agrees: what was typed is not lost. */
  async function sendForm(card, form, submitter) {
    const asked = new FormData(form, submitter);
    const [stage, ticking] = [asked.get("stage"), asked.get("only") === "ticks"];
    asked.set("in_dialog", "1");
    const origin = spot(card);
    const list = ticking ? null : listOf(stage);
    if (list && list !== origin.list) {
      place(card, list, cardsOf(list)[0]);
      shift(origin.list.dataset.stage, stage);
    }
    const putBack = () => {
      if (!list || list === origin.list) return;
      place(card, origin.list, origin.next);
      shift(stage, origin.list.dataset.stage);
    };
    let response;
    try {
      response = await window.glam.request(form.action, { method: "POST", body: new URLSearchParams(asked) });
    } catch {
      putBack();
      window.glam.tell(words().textNetwork, "error");
      return;
    }
    if (response.status === 422 && !verdict(response)) {
      putBack();
      askAgain(await response.text());
      return;
    }
    byId("dlg").close();
    await settle(card, origin, ticking ? origin.list.dataset.stage : stage, response, true);
    if (ticking) openMove(byId(`card-${form.dataset.card}`), stage);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-moveform]");
    const card = form && byId(`card-${form.dataset.card}`);
    if (!card || !byId("dlg").contains(form) || event.submitter?.formMethod === "get") return;
    event.preventDefault();
    if (card.getAttribute("aria-busy") !== "true") sendForm(card, form, event.submitter);
  });

  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("a[data-move]");
    if (!link || !event.shiftKey || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const card = link.closest(".card");
    const list = card.parentNode;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") return; // cards stand in the order they came
    // “On” is to the right, but to the left where one reads from the right.
    const onward = (event.key === "ArrowRight") === (document.documentElement.dir !== "rtl");
    const lists = [...document.querySelectorAll(".board .cards")];
    const target = lists[lists.indexOf(list) + (onward ? 1 : -1)];
    if (target) move(card, target, cardsOf(target)[0] || null);
  });

  /** The cards of the column on whose head a card was let go: Sortable only knows the place where cards stand. */
  function headOf(event) {
    const { clientX: x, clientY: y } = event?.changedTouches?.[0] || event || {};
    const under = Number.isFinite(x) && document.elementFromPoint(x, y);
    return under ? under.closest(".board > .col")?.querySelector(".cards") || null : null;
  }

  function dropped(event) {
    const { item: card, from } = event;
    const origin = card.glamOrigin;
    delete card.glamOrigin;
    const headed = event.to === from ? headOf(event.originalEvent) : null;
    const to = headed || event.to;
    const next = headed ? cardsOf(headed)[0] : nextCard(card);
    peek(false, to);
    if (from === to) {
      place(card, origin.list, origin.next); // within a stage cards stand in the order they came
      return;
    }
    place(card, to, next);
    send(card, origin, { stage: to.dataset.stage });
  }

  /** While a card is dragged, folded columns are places to drop it, as narrow as they were. */
  function peek(on, kept = null) {
    const sections = document.querySelectorAll(on ? ".board > .col:has(> details:not([open]))" : ".col--peek");
    for (const section of sections) {
      const details = section.querySelector("details");
      section.classList.toggle("col--peek", on);
      details.open = on || section.contains(kept);
    }
  }

  function arm() {
    if (!window.Sortable) return;
    for (const list of document.querySelectorAll("[data-board] .cards")) {
      window.Sortable.create(list, {
        group: "cards",
        draggable: ".card:not([aria-busy=true])",
        filter: ".card__pick",
        preventOnFilter: false,
        animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
        ghostClass: "card--ghost",
        dragClass: "card--drag",
        delay: 150, // a finger that scrolls must not drag
        delayOnTouchOnly: true,
        touchStartThreshold: 5,
        bubbleScroll: true,
        onStart: (event) => {
          event.item.glamOrigin = { list: event.from, next: nextCard(event.item) };
          // Text marked on the way would be dragged instead of the card the next time.
          getSelection()?.removeAllRanges();
          peek(true);
        },
        onEnd: (event) => { getSelection()?.removeAllRanges(); dropped(event); },
      });
    }
    document.querySelector("[data-board]")?.setAttribute("data-ready", "");
  }
  document.addEventListener("DOMContentLoaded", arm);

  window.board = { refresh };
})();
