// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a case study: “Copy” copies, “Print” prints. Without it the field and the browser's own command do.
(() => {
  "use strict";
  for (const each of document.querySelectorAll("[data-needs-script]")) each.hidden = false;

  // Where the browser lends no clipboard (a page without HTTPS) the text is chosen, for Ctrl+C.
  const choose = (source) => {
    if (source.select) return source.select();
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) {
      const source = document.getElementById(button.dataset.copy);
      choose(source);
      try {
        await navigator.clipboard.writeText(source.value ?? source.textContent);
        document.getElementById("live").textContent = button.dataset.done;
        button.classList.add("copy--done");
      } catch {
        source.focus();
      }
      return;
    }
    if (event.target.closest?.("[data-print]")) print();
  });
})();
