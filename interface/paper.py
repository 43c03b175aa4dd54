# SPDX-License-Identifier: GPL-3.0-or-later
"""PDFs drawn from a page of ours: one at a time, with nothing fetched from anywhere."""

import importlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.error import URLError

from django.conf import settings

# Of all threads of a process one draws; the others serve pages meanwhile.
_DRAWING = threading.Lock()
_PATIENCE = 10


class PdfNotPossible(Exception):
    """No PDF now: the libraries are not there (`reason` is "libraries"), it is too "long", others are "busy"."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@contextmanager
def turn(*, patience: float | None = None) -> Iterator[None]:
    """Wait so many seconds for the one that is drawing, then draw alone. Raises PdfNotPossible."""
    if _weasyprint() is None:
        raise PdfNotPossible("libraries")
    if not _DRAWING.acquire(timeout=_PATIENCE if patience is None else patience):
        raise PdfNotPossible("busy")
    try:
        yield
    finally:
        _DRAWING.release()


def document(page: str, *, styles: str):
    """The drawn pages of the HTML, styled by one file of ours, such as “paper.css”. Call it in your `turn`."""
    drawing, fetcher = _weasyprint(), _refuser()
    rules = (settings.BASE_DIR / Path("static") / "css" / styles).read_text(encoding="utf-8")
    html = drawing.HTML(string=page, url_fetcher=fetcher)
    return html.render(stylesheets=[drawing.CSS(string=rules, url_fetcher=fetcher)])


def refuse(url: str):
    """What happens to every address that is to be fetched for a PDF: pictures, fonts, styles.

    What stands on paper is written by people: an address in it must not make the server open files of its own
    or knock at doors behind the firewall. The pages need none, so that every address is refused.
    """
    raise URLError(f"Nothing is fetched for a PDF: {url[:80]}")


@cache
def _refuser():
    """A fetcher of WeasyPrint's that only refuses; the page is then drawn without."""

    class Refuser(_weasyprint().urls.URLFetcher):
        def fetch(self, url, headers=None):
            return refuse(url)

    return Refuser()


@cache
def _weasyprint():
    """The library, or None without it or without the system's libraries it draws with.

    Loaded with the first PDF: it takes half a second, which no other page should wait for.
    """
    try:
        return importlib.import_module("weasyprint")
    except (ImportError, OSError):
        return None
