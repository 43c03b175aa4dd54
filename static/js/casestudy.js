// SPDX-License-Identifier: GPL-3.0-or-later
// Saving a draft while it is written: what is typed is kept in this browser until the server has confirmed it.
//   <form data-draft="user:case study" data-seal data-save="address" data-text-…>   #saved says how it stands
// Others hear from the form “draft:sending” {names} and, when all is said and shown, “draft:answered” {status}, 0 where
// no answer came; and “draft:taken” from a field that was set to what is saved. They tell by “draft:followed” from a
// field that they have set to what is saved.
// Without it the form's own buttons save. Where the texts are kept: kept.js.
(() => {
  "use strict";
  const store = window.glamKept;
  // The server confirms what was sent with a button by naming its entry in the address it leads to.
  const here = new URL(location.href), confirmed = here.searchParams.get("kept");
  if (confirmed) {
    for (const key of store.names()) {
      if (key.endsWith(`:${confirmed}`)) store.remove(key);
    }
    here.searchParams.delete("kept");
    history.replaceState(history.state, "", here);
  }
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const text = form.dataset;
  const byId = (id) => document.getElementById(id);
  const PREFIX = `glam-draft:${text.draft}:`;
  const TOKEN = Date.now().toString(36) + Math.random().toString(36).slice(2), KEY = PREFIX + TOKEN;
  const PAUSE_MS = 800, KEEP_MS = 50, FIRST_WAIT_MS = 2000, LONGEST_WAIT_MS = 60000, PATIENCE_MS = 30000;
  const saved = new Map(); // field name → what the server holds of it
  let timer = 0, keeping = 0, kept = 0, failures = 0;
  let isSending = false, isPaused = false, isSubmitting = false, isKept = store.works(), isLeaving = false;
  let forgetting = Promise.resolve();

  const fields = () => [...form.elements].filter((field) =>
    field.name && field.matches("textarea, select, input:not([type=hidden])") && !field.closest("[data-unkept]"));
  /** The field's value as the page came: somebody may have typed into it before this script ran. */
  const served = (field) => {
    if (field.matches("select")) return ([...field.options].find((each) => each.defaultSelected) || field.options[0])?.value;
    return field.matches("textarea, [type=text], [type=search]") ? field.defaultValue : field.value;
  };
  const named = (name) => fields().find((field) => field.name === name);
  const unsaved = () => fields().filter((field) => field.value !== saved.get(field.name));

  function say(kind, words) {
    const line = byId("saved");
    line.dataset.kind = kind;
    line.setAttribute("aria-busy", String(kind === "saving")); // spoken is how it went, not that it goes on
    line.textContent = words;
  }

  // In this browser, until it is confirmed: one entry for each page that is open, so that two tabs keep both.

  async function keep() {
    clearTimeout(keeping);
    keeping = 0;
    const turn = ++kept; // sealing takes a moment: of several at once the last counts
    if (isLeaving) return;
    const texts = Object.fromEntries(unsaved().map((field) => [field.name, field.value]));
    isKept = await store.write(KEY, texts, { isStill: () => turn === kept && !isLeaving });
  }

  /** One after the other: each takes a text out of what the one before left. */
  function forget(key, name) {
    forgetting = forgetting.then(async () => {
      const entry = await store.read(key);
      if (!entry) return;
      delete entry.texts[name];
      await store.write(key, entry.texts, { at: entry.at });
    });
    return forgetting;
  }

  /** The keys of entries whose pages are closed; an open page holds a lock of its key's name. */
  async function orphans() {
    const keys = store.names().filter((key) => key.startsWith(PREFIX) && key !== KEY);
    if (!keys.length || !navigator.locks) return keys;
    const { held } = await navigator.locks.query();
    const open = new Set(held.map((lock) => lock.name));
    return keys.filter((key) => !open.has(key));
  }

  function offer(key, name, value, at) {
    const field = named(name), link = document.querySelector(`a[data-fields~="${CSS.escape(name)}"]`);
    if (field?.value === value) { forget(key, name); return; }
    const box = byId("kept-one").content.cloneNode(true).firstElementChild;
    const slot = (part) => box.querySelector(`[data-slot=${part}]`);
    slot("label").textContent = field?.labels?.[0]?.textContent.trim() || link?.firstElementChild.textContent || "";
    slot("when").textContent = new Date(at).toLocaleString(document.documentElement.lang);
    slot("text").textContent = [...field?.options || []].find((option) => option.value === value)?.text ?? value;
    const go = box.querySelector("[data-go]");
    if (link && !field) go.href = link.href;
    else go.remove();
    if (!field) box.querySelector("[data-take]").remove();
    box.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      forget(key, name).then(() => box.remove());
      if (!button.matches("[data-take]")) return;
      field.closest("details:not([open])")?.setAttribute("open", "");
      field.value = value;
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    byId("kept").append(box);
  }

  async function offerKept() {
    const found = (await orphans()).map(async (key) => [key, await store.read(key)]);
    const entries = (await Promise.all(found)).filter(([, entry]) => entry);
    entries.sort(([, a], [, b]) => b.at - a.at);
    for (const [key, { at, texts }] of entries) {
      for (const [name, value] of Object.entries(texts)) offer(key, name, value, at);
    }
  }

  // To the server

  function tell(what, detail, from = form) {
    from.dispatchEvent(new CustomEvent(`draft:${what}`, { bubbles: true, detail }));
  }

  function schedule(ms) {
    clearTimeout(timer);
    timer = setTimeout(save, ms);
  }

  function lost(kind) {
    const line = () => say(kind, isKept || kind !== "offline" ? text[`text${kind[0].toUpperCase()}${kind.slice(1)}`] : text.textUnkept);
    const was = isKept;
    line();
    keep().then(() => { if (isKept !== was && byId("saved").dataset.kind === kind) line(); });
    if (kind === "offline" || kind === "server") schedule(Math.min(FIRST_WAIT_MS * 2 ** failures++, LONGEST_WAIT_MS));
  }

  function bodyOf(changed) {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "version", "seen"]) body.append(name, form.elements[name].value);
    for (const [name, value] of changed) body.append(name, value);
    return body;
  }

  async function save() {
    clearTimeout(timer);
    if (isSending || isPaused) return;
    const changed = unsaved().map((field) => [field.name, field.value]);
    if (!changed.length) { say("saved", text.textSaved); return; }
    if (!navigator.onLine) { lost("offline"); return; }
    isSending = true;
    say("saving", text.textSaving);
    tell("sending", { names: changed.map(([name]) => name) });
    let response, answer;
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      response = await fetch(text.save, {
        method: "POST", body: bodyOf(changed), headers: { "HX-Request": "true" }, credentials: "same-origin", signal,
      });
      answer = await response.text();
    } catch {
      isSending = false;
      lost("offline");
      tell("answered", { status: 0 });
      return;
    }
    isSending = false;
    settle(response, answer, changed);
    tell("answered", { status: response.redirected ? 0 : response.status }); // to the page of signing in
  }

  function settle(response, answer, changed) {
    if (response.redirected) return lost("signedOut");
    if (response.status >= 500 || response.status === 429) return lost("server");
    if (![200, 409, 422].includes(response.status)) return lost("refused");
    const heard = new DOMParser().parseFromString(answer, "text/html").body; // our own server's fragment
    if (response.status === 200) {
      failures = 0;
      for (const [name, value] of changed) saved.set(name, value);
    }
    take(heard);
    const line = heard.querySelector("[data-line]");
    say(line?.dataset.line || "saved", line?.textContent.trim() || text.textSaved);
    isPaused = response.status === 409;
    keep();
    if (response.status === 200 && unsaved().length) schedule(PAUSE_MS);
  }

  /** From now on the form carries these “part:fingerprint”s: its writer has seen what is saved there. */
  function sees(pairs) {
    const carried = new Map([...form.elements.seen.value.split(" "), ...pairs].filter(Boolean).map((pair) => pair.split(":")));
    form.elements.seen.value = [...carried].map((pair) => pair.join(":")).join(" ");
  }

  /** What the page is to show and know from now on; a field nobody touched here follows what is saved. */
  function take(heard) {
    const taken = [];
    for (const fresh of heard.querySelectorAll("[data-fresh]")) {
      const field = named(fresh.dataset.fresh);
      if (!field || field.value !== saved.get(field.name)) continue;
      showSaved(field, fresh.value);
      taken.push(fresh.dataset.seen);
    }
    for (const part of heard.querySelectorAll("[id]")) {
      if (!part.closest("[data-line]") && part.parentElement.closest("[id]") === null) byId(part.id)?.replaceWith(part);
    }
    sees(taken);
  }

  function showSaved(field, value) {
    field.value = value;
    saved.set(field.name, field.value);
    tell("taken", {}, field);
  }

  // Two texts of one part: the writer decides.

  function decide(box, button) {
    if (button.matches("[data-take-saved]")) {
      const name = button.dataset.takeSaved, field = named(name);
      showSaved(field, box.querySelector(`[data-saved-of="${CSS.escape(name)}"]`).value);
      keep();
      field.focus();
      button.remove();
      if (unsaved().length) return;
    } else if (!button.matches("[data-keep-mine]")) {
      return;
    }
    form.elements.version.value = box.dataset.version;
    const decided = [...box.querySelectorAll("[data-saved-of]")].map((text) => text.dataset.savedOf.replace(/^section_/, ""));
    sees(box.dataset.seen.split(" ").filter((pair) => decided.includes(pair.split(":")[0])));
    isPaused = false;
    box.remove();
    save();
  }

  document.addEventListener("click", (event) => {
    const box = event.target.closest(".elsewhere[data-version]");
    const button = event.target.closest("button");
    if (box && button) decide(box, button);
  });

  form.addEventListener("input", (event) => {
    if (!fields().includes(event.target)) return;
    isLeaving = false;
    if (!keeping) keeping = setTimeout(keep, KEEP_MS);
    if (isPaused) return;
    if (byId("saved").dataset.kind !== "offline" || navigator.onLine) schedule(failures ? FIRST_WAIT_MS : PAUSE_MS);
  });
  document.addEventListener("submit", (event) => {
    isLeaving = event.target.matches(".top__signout"); // nothing is kept for whoever comes next
    if (event.target !== form) return;
    keep();
    const token = document.createElement("input");
    Object.assign(token, { type: "hidden", name: "kept", value: TOKEN });
    form.append(token);
    isPaused = isSubmitting = true; // the page sends it all itself
    clearTimeout(timer);
  });
  addEventListener("online", () => { failures = 0; save(); });
  addEventListener("offline", () => { if (unsaved().length) lost("offline"); });
  addEventListener("pagehide", () => keep());
  addEventListener("visibilitychange", () => { if (document.hidden) { keep(); save(); } });
  addEventListener("beforeunload", (event) => {
    if (keeping) keep();
    if (unsaved().length && !isSubmitting) event.preventDefault();
  });

  form.addEventListener("draft:followed", ({ target }) => { saved.set(target.name, target.value); keep(); });

  // A preview that does not come is no news: the line above says what is saved.
  byId("preview")?.addEventListener("htmx:error", (event) => event.stopPropagation());
  byId("preview")?.addEventListener("htmx:before:response", (event) => {
    const { status, raw } = event.detail.ctx.response;
    if (status < 400 && !raw.redirected) return;
    event.preventDefault();
    event.stopPropagation(); // or the page would be loaded again, in the middle of a word
  });

  for (const field of fields()) saved.set(field.name, served(field) ?? field.value);
  if (text.unsaved) {
    // What stands in the fields is saved nowhere. What was refused goes with the next press of a button.
    for (const name of saved.keys()) saved.set(name, null);
    isPaused = text.unsaved === "refused";
  }
  if (unsaved().length) {
    keep();
    schedule(PAUSE_MS);
  }
  navigator.locks?.request(KEY, () => new Promise(() => {}));
  offerKept();
})();
