// SPDX-License-Identifier: GPL-3.0-or-later
// Naming people in a note: after “@” and a letter or two, a list of those who may read the record opens.
//   <textarea data-mentions="address of the names">
// Without it everything works by the list “Tell” below the text. Answers of the server are also spoken.
(() => {
  "use strict";
  const QUIET_MS = 150;
  const AT = /(?:^|[\s([{"'«“])@([^@\n]{0,40})$/;
  let open = null; // { area, list, start, timer, asked }
  let timer = 0;

  /** Where the name begins that is being typed, and what of it there is. */
  function begun(area) {
    if (area.selectionStart !== area.selectionEnd) return null;
    const before = area.value.slice(0, area.selectionStart);
    const match = AT.exec(before);
    return match && { start: before.length - match[1].length, text: match[1] };
  }

  function close() {
    clearTimeout(timer);
    if (!open) return;
    open.list.remove();
    open.area.removeAttribute("aria-activedescendant");
    open.area.setAttribute("aria-expanded", "false");
    open = null;
  }

  function choices() { return open ? [...open.list.querySelectorAll("[data-name]")] : []; }

  function mark(index) {
    const all = choices();
    if (!all.length) return;
    const at = (index + all.length) % all.length;
    all.forEach((each, n) => each.setAttribute("aria-selected", String(n === at)));
    open.area.setAttribute("aria-activedescendant", all[at].id);
    window.glam?.say(all[at].dataset.name);
  }

  function marked() { return choices().findIndex((each) => each.getAttribute("aria-selected") === "true"); }

  function take(choice) {
    const { area, start } = open;
    const name = `${choice.dataset.name} `;
    area.setRangeText(name, start, area.selectionStart, "end");
    // The list below agrees, so that two people of one name can be told apart.
    const option = area.form?.querySelector(`select[name="also"] option[value="${choice.dataset.pk}"]`);
    if (option) option.selected = true;
    close();
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function ask(area) {
    const name = begun(area);
    // Names have spaces, but a sentence is none: stop when nothing was found a word ago.
    if (!name || (!open && /\s/.test(name.text))) { close(); return; }
    let answer;
    try {
      answer = await window.glam.request(`${area.dataset.mentions}?q=${encodeURIComponent(name.text)}`);
    } catch { close(); return; }
    const now = begun(area);
    if (!answer.ok || !now || now.text !== name.text || document.activeElement !== area) { close(); return; }
    show(area, now, await answer.text());
  }

  function show(area, name, html) {
    close();
    const list = document.createElement("ul");
    list.className = "mentions__list";
    list.id = "mentions-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", area.labels?.[0]?.textContent.trim() || "@");
    list.innerHTML = html; // our own server's fragment; names in it are escaped
    const none = !list.querySelector("[data-name]");
    if (none && /\s/.test(name.text)) return;
    const box = area.parentElement;
    box.classList.add("mentions");
    box.append(list);
    open = { area, list, start: name.start };
    area.setAttribute("aria-controls", list.id);
    area.setAttribute("aria-expanded", "true");
    if (none) window.glam?.say(list.textContent.trim());
    else mark(0);
  }

  document.addEventListener("input", (event) => {
    const area = event.target;
    if (!area.matches?.("textarea[data-mentions]")) return;
    clearTimeout(timer);
    if (!begun(area)) { close(); return; }
    timer = setTimeout(() => ask(area), QUIET_MS);
  });

  document.addEventListener("keydown", (event) => {
    if (!open || event.target !== open.area) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); return; }
    if (!choices().length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(marked() + (event.key === "ArrowDown" ? 1 : -1));
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      take(choices()[marked()]);
    }
  }, true);

  document.addEventListener("pointerdown", (event) => {
    const choice = event.target.closest?.(".mentions__list [data-name]");
    if (choice && open) { event.preventDefault(); take(choice); } else if (!event.target.closest?.(".mentions")) close();
  });
  document.addEventListener("focusout", (event) => {
    if (open && event.target === open.area) setTimeout(() => { if (open && document.activeElement !== open.area) close(); }, 100);
  });

  // A part of the page was swapped in: what the server says of it is spoken too.
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail.ctx?.target || event.target;
    const part = (target.id && document.getElementById(target.id)) || target;
    const said = part.querySelector?.("[data-said]");
    if (said) window.glam?.say(said.textContent.trim());
  });
})();
