// SPDX-License-Identifier: GPL-3.0-or-later
// Forms: focus the error summary, warn before typed text is lost.
//   <form data-guard>   warn while there are unsent changes
(() => {
  "use strict";
  const edited = new Set(); // the forms with changes that were not sent

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) edited.add(form);
  });
  document.addEventListener("submit", (event) => edited.delete(event.target));
  addEventListener("beforeunload", (event) => {
    if ([...edited].some((form) => form.isConnected)) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
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
