// SPDX-License-Identifier: GPL-3.0-or-later
// Forms: focus the error summary, tell whether a draft is saved, warn before typed text is lost.
//   <form data-guard>                      warn while there are unsent changes
//   <form data-autosave="saved" hx-post…>  its htmx requests save a draft; #saved says how it went
(() => {
  "use strict";
  const edits = new WeakMap(); // form → how many changes since the last save
  const sent = new WeakMap(); // form → how many of them the running request carries
  const words = () => document.body.dataset;

  const watched = () => [...document.querySelectorAll("form[data-guard], form[data-autosave]")];
  const autosaved = (event) => {
    const source = event.detail.ctx?.sourceElement || event.target;
    return source.closest?.("form[data-autosave]");
  };
  const status = (form) => document.getElementById(form.dataset.autosave);

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard], form[data-autosave]");
    if (form) edits.set(form, (edits.get(form) || 0) + 1);
  });
  document.addEventListener("submit", (event) => edits.delete(event.target));
  addEventListener("beforeunload", (event) => {
    if (watched().some((form) => edits.get(form))) event.preventDefault();
  });

  document.addEventListener("htmx:before:request", (event) => {
    const form = autosaved(event);
    if (!form) return;
    sent.set(form, edits.get(form) || 0);
    status(form).textContent = words().textSaving;
  });
  document.addEventListener("htmx:after:request", (event) => {
    const form = autosaved(event);
    if (!form || event.detail.ctx.response.status >= 400) return;
    // What was typed while the request ran is not saved yet.
    edits.set(form, (edits.get(form) || 0) - (sent.get(form) || 0));
  });
  const failed = (event) => {
    const form = autosaved(event);
    if (form) status(form).textContent = words().textUnsaved;
  };
  document.addEventListener("htmx:error", failed);
  document.addEventListener("htmx:before:response", (event) => {
    const code = event.detail.ctx.response.status;
    if (code >= 500 || code === 403 || code === 404) failed(event);
  });

  document.addEventListener("DOMContentLoaded", () => {
    // A draft may be incomplete: htmx would not send a form with an empty required field.
    for (const form of document.querySelectorAll("form[data-autosave]")) form.noValidate = true;
    document.getElementById("error-summary")?.focus();
  });
  document.addEventListener("htmx:after:swap", (event) => {
    (event.detail.ctx?.target || event.target).querySelector?.("#error-summary")?.focus();
  });
  // A link of the summary that leads to a group of choices or a field in a closed part.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#error-summary a");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.closest("details:not([open])")?.setAttribute("open", "");
    field.focus();
    field.scrollIntoView({ block: "center" });
  });
})();
