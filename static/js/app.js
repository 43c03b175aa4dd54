// SPDX-License-Identifier: GPL-3.0-or-later
// What every page can do: send the CSRF token, say things aloud, show a toast, open the dialog, bear errors.
// Nothing here is needed for a page to work; without it links and forms go the plain way.
(() => {
  "use strict";
  const words = () => document.body.dataset;
  const byId = (id) => document.getElementById(id);
  const TOAST_MS = 8000;
  let toastTimer = 0;

  /** Speak through a live region: politely, or at once if it is bad news. */
  function say(text, urgent = false) {
    const region = byId(urgent ? "alert" : "live");
    region.textContent = "";
    // The same text twice is only spoken if the region was empty in between.
    setTimeout(() => { region.textContent = text; }, 40);
  }

  /** Show a message for some seconds; kind is success, error or notice. Speaking is say()'s business. */
  function toast(text, kind = "notice") {
    const box = document.createElement("div");
    box.className = `cdx-message cdx-message--${kind}`;
    const content = document.createElement("div");
    content.className = "cdx-message__content";
    content.textContent = text;
    box.append(byId(`toast-${kind}`).content.cloneNode(true), content);
    byId("toast").replaceChildren(box);
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => byId("toast").replaceChildren(), TOAST_MS);
  }

  /** Both at once. */
  function tell(text, kind) {
    toast(text, kind);
    say(text, kind === "error");
  }

  /** Fetch as htmx does; a session that has ended reloads the page, which leads to sign-in and back. */
  async function request(url, options = {}) {
    const headers = { "HX-Request": "true", "X-CSRFToken": words().csrf, ...options.headers };
    const response = await fetch(url, { ...options, headers, credentials: "same-origin" });
    if (response.redirected && new URL(response.url).searchParams.has("next")) location.reload();
    return response;
  }

  /** Load a fragment into the one dialog and show it; what had the focus gets it back on closing. */
  async function openDialog(url, title) {
    let response;
    try {
      response = await request(url);
    } catch {
      tell(words().textNetwork, "error");
      return false;
    }
    if (!response.ok) {
      tell(response.status >= 500 ? words().textServer : words().textRefused, "error");
      return false;
    }
    const dialog = byId("dlg");
    byId("dlg-title").textContent = title;
    byId("dlg-body").innerHTML = await response.text(); // our own server's fragment; scripts in it do not run
    if (window.htmx) window.htmx.process(byId("dlg-body"));
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector("[autofocus], .error-summary, #dlg-body input:not([type=hidden]), #dlg-body select, #dlg-body textarea")
      || byId("dlg-title")).focus();
    return true;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) { byId("dlg").close(); return; }
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openDialog(link.href, link.dataset.dialog || link.textContent.trim());
  });

  document.addEventListener("htmx:config:request", (event) => {
    event.detail.ctx.request.headers["X-CSRFToken"] = words().csrf;
  });
  // htmx 4 swaps error pages in; refusals in words (400, 409, 422) are meant for that, whole error pages are not.
  document.addEventListener("htmx:before:response", (event) => {
    const { status, raw } = event.detail.ctx.response;
    if (raw.redirected && new URL(raw.url).searchParams.has("next")) {
      event.preventDefault();
      location.reload();
    } else if (status >= 500 || status === 403 || status === 404 || status === 429) {
      event.preventDefault();
      tell(status >= 500 ? words().textServer : status === 429 ? words().textOften : words().textRefused, "error");
    }
  });
  document.addEventListener("htmx:error", () => tell(words().textNetwork, "error"));

  // What a browser kept of unsaved drafts is its user's: it goes with them.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".top__signout")) return;
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("glam-draft:")) localStorage.removeItem(key);
    }
  });

  // Nor does what nobody came back for stay longer than a session may last; what an older version kept unsealed, a day.
  const DAY = 24 * 3600 * 1000;
  function isOver(key) {
    try {
      const { at, sealed } = JSON.parse(localStorage.getItem(key));
      return !(at > Date.now() - (sealed ? 30 : 1) * DAY);
    } catch { return true; }
  }
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("glam-draft:") && isOver(key)) localStorage.removeItem(key);
    }
  } catch { /* a browser that keeps nothing */ }

  window.glam = { say, toast, tell, request, openDialog };
})();
