// SPDX-License-Identifier: GPL-3.0-or-later
// A saving that waited in line for the one before it sends what stands in the form now: htmx collects the
// values when it queues a request, and would send an old text with an old version, which the server refuses.
(() => {
  "use strict";
  document.addEventListener("htmx:before:request", (event) => {
    const { sourceElement, request } = event.detail.ctx;
    const form = sourceElement?.closest?.("form[data-autosave]");
    if (form) request.body = new URLSearchParams(new FormData(form));
  });
})();
