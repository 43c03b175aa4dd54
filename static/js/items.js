// SPDX-License-Identifier: GPL-3.0-or-later
// Results under a search box: Arrow Down goes from the box into them, the arrows through them, Escape back.
//   <div data-hits-of="id of the box">
(() => {
  "use strict";
  const lists = () => [...document.querySelectorAll("[data-hits-of]")];
  const choices = (list) => [...list.querySelectorAll(".hits__line :is(a.cdx-button, button)")];

  document.addEventListener("keydown", (event) => {
    const list = lists().find((each) => each.contains(event.target) || event.target.id === each.dataset.hitsOf);
    if (!list || event.altKey || event.ctrlKey || event.metaKey) return;
    const found = choices(list);
    const box = document.getElementById(list.dataset.hitsOf);
    const at = found.indexOf(document.activeElement);
    let next = null;
    if (event.key === "ArrowDown") next = found[at + 1];
    else if (event.key === "ArrowUp" && at >= 0) next = found[at - 1] || box;
    else if (event.key === "Escape" && list.contains(event.target)) next = box;
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  document.addEventListener("htmx:after:swap", (event) => {
    const list = event.detail.ctx?.target;
    const count = list?.dataset?.hitsOf && list.querySelector(".unseen");
    if (count) window.glam.say(count.textContent);
  });
})();
