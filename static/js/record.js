// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a partnership: Escape leaves a field's form, Ctrl+Enter saves a long text, “Print” prints.
// Without it “Cancel” and “Save” do the same, and the browser's own command prints.
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-inline]");
    if (!form || event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      form.querySelector("[data-inline-cancel]").click();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-print]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    print();
  });

  // A form that has just opened is where the next key belongs.
  document.addEventListener("htmx:after:swap", (event) => {
    const place = event.detail.ctx?.target || event.target;
    const form = (place.isConnected ? place : document).querySelector?.("form[data-inline]:not([data-met])");
    if (!form) return;
    form.dataset.met = "";
    form.querySelector(".error-summary, input:not([type=hidden]), select, textarea")?.focus();
  });
})();
