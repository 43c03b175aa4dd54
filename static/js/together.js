// SPDX-License-Identifier: GPL-3.0-or-later
// Writing together: a section is held from its first focus on, those that others hold are locked with their name,
// and one that somebody else has saved is shown anew where nothing was typed. Without this the server refuses.
(() => {
  "use strict";
  const KEEP_MS = 30000; // a sign of life while somebody types; the hold lasts two minutes
  const DWELL_MS = 400; // whoever only passes through a field, on the way to another, takes nothing
  const place = document.getElementById("together");
  const form = document.querySelector("form[data-draft]");
  if (!place || !form) return;
  const fields = () => [...form.querySelectorAll("textarea[name^='section_']")];
  const keyOf = (field) => field.name.slice("section_".length);
  // section → its text as it is saved, as far as we know: what a refused form shows again is saved nowhere.
  const known = new Map(form.dataset.unsaved ? [] : fields().map((field) => [keyOf(field), field.defaultValue]));
  const heldAt = new Map(); // section → when we last said that we write it
  const taking = new Map(); // section → the request that takes it
  let sent = null; // section → text that the saving under way carries
  let isGone = false;

  const seen = () => {
    const pairs = (form.elements.seen?.value || "").split(" ").filter(Boolean).map((pair) => pair.split(":"));
    return new Map(pairs);
  };
  const noteOf = (field) => document.getElementById(`hold-${keyOf(field)}`);
  function note(field, text) {
    let box = noteOf(field);
    if (!box) {
      box = Object.assign(document.createElement("p"), { id: `hold-${keyOf(field)}`, className: "held" });
      (field.closest(".cdx-text-area") || field).before(box);
      box.setAttribute("role", "status");
    }
    if (box.textContent !== text) box.textContent = text;
    box.hidden = !text;
  }

  /** Fetch without a word: a connection or a session that is gone is the autosave's to tell of; null then. */
  async function quietly(url, options = {}) {
    const headers = { "HX-Request": "true", "X-CSRFToken": document.body.dataset.csrf };
    try {
      const response = await fetch(url, { ...options, headers, credentials: "same-origin" });
      if (response.status === 403 || response.status === 404) gone();
      return response.redirected || response.status >= 500 ? null : response;
    } catch {
      return null;
    }
  }
  const ask = (section, what, options = {}) =>
    quietly(place.dataset.holdAt, { method: "POST", body: new URLSearchParams({ section, what }), ...options });
  async function hold(field) {
    const key = keyOf(field);
    if (field.readOnly || Date.now() - (heldAt.get(key) || 0) < KEEP_MS) return;
    heldAt.set(key, Date.now());
    taking.set(key, ask(key, "take"));
    const response = await taking.get(key);
    if (response && !isGone) show(await response.text());
  }
  /** After the request that took it: one that overtook it would leave the section held by nobody who writes. */
  async function release(key) {
    heldAt.delete(key);
    await taking.get(key);
    if (!heldAt.has(key)) ask(key, "release", { keepalive: true });
  }
  /** Ask who writes what, again and again; a page that nobody looks at does not ask. */
  async function look() {
    const response = document.hidden ? null : await quietly(place.dataset.holdsAt);
    if (isGone) return;
    if (response?.ok) show(await response.text());
    const wait = Number(document.getElementById("holds")?.dataset.every) || 8;
    setTimeout(look, wait * 1000);
  }
  const written = () => fields().filter((field) => field.value !== known.get(keyOf(field)));
  form.addEventListener("focusin", ({ target }) => {
    if (!target.matches("textarea[name^='section_']")) return;
    setTimeout(() => { if (document.activeElement === target) hold(target); }, DWELL_MS);
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea[name^='section_']")) hold(event.target);
  });
  form.addEventListener("focusout", (event) => {
    // Gone on without a change: others may have it. What is being typed is let go when its time is over.
    const field = event.target;
    if (!field.matches("textarea[name^='section_']") || !heldAt.has(keyOf(field))) return;
    if (written().includes(field)) return;
    release(keyOf(field));
  });
  addEventListener("pagehide", () => {
    for (const key of heldAt.keys()) ask(key, "release", { keepalive: true });
    heldAt.clear(); // who comes back to the page asks anew
  });

  // What the server said of all sections: shown as it came, and at each field.
  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("holds");
    const old = document.getElementById("holds");
    if (!fresh || !old) return;
    fresh.querySelectorAll("[data-section]").forEach(apply);
    if (!old.contains(document.activeElement)) old.replaceWith(document.adoptNode(fresh));
  }
  function apply(item) {
    const field = form.elements[`section_${item.dataset.section}`];
    if (!field) return;
    const isOthers = item.dataset.holder === "other";
    const wasOthers = field.readOnly;
    field.readOnly = isOthers;
    field.toggleAttribute("data-locked", isOthers);
    if (isOthers) {
      heldAt.delete(item.dataset.section);
      note(field, item.querySelector("[data-said]").textContent.trim());
    } else if (wasOthers) note(field, "");
    const mine = seen().get(item.dataset.section);
    if (mine && mine !== item.dataset.seen) follow(field, item.dataset.section, isOthers);
    else if (!isOthers && noteOf(field)?.textContent === place.dataset.textTorn) note(field, "");
  }
  /** What is saved has changed, or seemed to when the answer was made: ask for the text itself, then decide. */
  async function follow(field, key, isOthers) {
    const response = await quietly(`${place.dataset.holdsAt}?section=${key}`);
    if (!response?.ok) return;
    const answer = await response.json();
    const now = seen();
    if (sent || now.get(key) === answer.seen) return;
    if (field.value !== known.get(key)) {
      if (!isOthers && field.value !== answer.text) note(field, place.dataset.textTorn);
      return;
    }
    now.set(key, answer.seen);
    form.elements.seen.value = [...now].map((pair) => pair.join(":")).join(" ");
    if (field.value !== answer.text) {
      field.value = answer.text;
      field.dispatchEvent(new CustomEvent("draft:followed", { bubbles: true }));
      if (!isOthers) note(field, place.dataset.textFollowed);
    }
    known.set(key, field.value);
  }
  function gone() {
    isGone = true;
    const status = document.getElementById("saved");
    if (status) status.textContent = place.dataset.textGone;
    window.glam.say(place.dataset.textGone, true);
    document.getElementById("holds")?.remove();
  }
  // The saving by itself (casestudy.js) says what it sends, how it was answered, and which field shows what is saved.
  form.addEventListener("draft:sending", ({ detail: { names } }) => {
    sent = new Map(fields().filter((field) => names.includes(field.name)).map((field) => [keyOf(field), field.value]));
  });
  form.addEventListener("draft:answered", ({ detail: { status } }) => {
    if (status === 403 || status === 404) gone();
    if (status === 200) for (const [key, text] of sent || []) known.set(key, text);
    sent = null;
  });
  form.addEventListener("draft:taken", ({ target }) => {
    if (!target.matches("textarea[name^='section_']")) return;
    known.set(keyOf(target), target.value);
    sent?.delete(keyOf(target));
  });
  look();
})();
