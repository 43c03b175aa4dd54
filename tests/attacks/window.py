# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Chromium whose requests are answered by Django in the same thread, and what a page did in it.

No server and no committed rows: thousands of pages can be looked at in a world that is rolled back afterwards.
"""

import mimetypes
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import Error

ORIGIN = "http://testserver"
# Reports what runs, what the policy refuses, and (asked by `FOUND`) what a payload made of the page.
WATCH = """
window.__reports = [];
window.pwned = () => window.__reports.push("pwned");
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => { window.__reports.push(name); };
document.addEventListener("securitypolicyviolation", (report) => window.__reports.push(
  `${report.violatedDirective} ${report.blockedURI} ${report.sourceFile}:${report.lineNumber} ${report.sample}`));
"""
FOUND = r"""() => {
  const bad = /^[\s\0-\x20]*(javascript|data|vbscript):/i;
  const found = [...window.__reports];
  for (const each of document.querySelectorAll("*")) {
    if (each.hasAttribute("data-pwn")) found.push("made a tag: " + each.outerHTML.slice(0, 200));
    for (const {name, value} of each.attributes) {
      if (name.startsWith("on") || name.startsWith("hx-on")) found.push("handler: " + each.outerHTML.slice(0, 200));
      if (["href", "src", "action", "formaction", "xlink:href", "srcdoc", "hx-get", "hx-post"].includes(name)
          && bad.test(value) && !value.startsWith("data:image/")) found.push("address: " + each.outerHTML.slice(0, 200));
      if (name === "style" && value.includes("pwn")) found.push("style: " + each.outerHTML.slice(0, 200));
      if (name === "class" && value.includes("pwn")) found.push("class: " + each.outerHTML.slice(0, 200));
    }
  }
  return found;
}"""


class Window:
    """One person's browser."""

    def __init__(self, browser, client):
        self._client = client
        self._answers: dict[str, object] = {}
        self.asked_elsewhere: list[str] = []
        self._context = browser.new_context(base_url=ORIGIN, locale="en-GB", service_workers="block")
        self._context.add_init_script(WATCH)
        self._context.route("**/*", self._answer)
        self._page = self._context.new_page()
        self._dialogs: list[str] = []
        self._page.on("dialog", self._heed)

    def _heed(self, dialog) -> None:
        if dialog.type == "beforeunload":  # a page with unsaved text would stay
            dialog.accept()
            return
        self._dialogs.append(dialog.message)
        dialog.dismiss()

    def _answer(self, route) -> None:
        parts = urlsplit(route.request.url)
        if f"{parts.scheme}://{parts.netloc}" != ORIGIN:
            self.asked_elsewhere.append(route.request.url)
            route.abort()
        elif parts.path.startswith("/static/"):
            self._serve_file(route, parts.path.removeprefix("/static/"))
        elif (kept := self._answers.pop(route.request.url, None)) is not None:
            _fulfill(route, kept)
        elif route.request.is_navigation_request() or route.request.method != "GET":
            route.abort()
        else:
            # A slot of the page: asked for as htmx asks.
            headers = {
                f"HTTP_{k.upper().replace('-', '_')}": v
                for k, v in route.request.headers.items()
                if k.startswith("hx-")
            }
            _fulfill(route, self._client.get(f"{parts.path}?{parts.query}", **headers))

    @staticmethod
    def _serve_file(route, name) -> None:
        found = finders.find(name)
        if not found or name.endswith((".woff2", ".svg", ".png")):
            route.abort()
        elif name.endswith(".css"):
            # How it looks is nobody's question here; whether the policy lets it load still is.
            route.fulfill(body="", content_type="text/css")
        else:
            route.fulfill(
                path=found, content_type=mimetypes.guess_type(name)[0] or "application/octet-stream"
            )

    def look(self, address: str, response) -> list[str]:
        """Show an answer of ours as the page at that address; returns what it did that it should not."""
        url = f"{ORIGIN}{address}"
        self._answers[url] = response
        self._dialogs.clear()
        try:
            self._page.goto(url, wait_until="load", timeout=20_000)
            return [*self._page.evaluate(FOUND), *self._dialogs]
        except Error as error:
            return [f"the page did not come up: {error.message[:200]}"]

    def close(self) -> None:
        self._context.close()


def _fulfill(route, response) -> None:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    route.fulfill(status=response.status_code, headers=dict(response.items()), body=body)
