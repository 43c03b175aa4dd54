// SPDX-License-Identifier: GPL-3.0-or-later
// Puts a reference where the writer was, instead of at the end of a section. Without it the button saves and adds.
(() => {
  "use strict";
  const box = document.querySelector("[data-reference]");
  const form = box?.closest("form");
  if (!form) return;
  const says = box.querySelector("[data-reference-says]");
  const section = () => form.elements["reference-section"];
  let last = null;

  form.addEventListener("focusout", (event) => {
    if (event.target.matches("textarea") && !event.target.closest("[data-unkept]")) last = event.target;
  });

  box.addEventListener("click", async (event) => {
    const button = event.target.closest("[name=add-reference]");
    if (!button) return;
    event.preventDefault();
    const field = last && form.contains(last) ? last : form.elements[section().value];
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("add-reference", "1");
    for (const each of box.querySelectorAll("[name^=reference-]")) body.append(each.name, each.value);
    let heard;
    try {
      const response = await window.glam.request(form.action, { method: "POST", body });
      heard = new DOMParser().parseFromString(await response.text(), "text/html");
    } catch {
      says.textContent = document.body.dataset.textNetwork;
      return;
    }
    const written = heard.querySelector("[data-wikitext]")?.textContent;
    says.textContent = written ? "" : heard.querySelector("[data-refused]")?.textContent.trim() || "";
    if (!written) return;
    const end = field === last ? field.selectionEnd : field.value.trimEnd().length;
    field.setRangeText(written, end, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    for (const each of box.querySelectorAll("input:not([type=hidden])")) each.value = "";
    box.open = false;
    field.focus();
  });

  // Enter in one of these fields adds the reference, and does not send the form.
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    box.querySelector("[name=add-reference]").click();
  });
})();
