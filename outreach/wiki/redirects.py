# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a redirect leads, read from its own text: asking the wiki would cost a request a batch."""

import re

# The word after the hash is translated on some wikis; whether a page *is* a redirect the wiki has told us.
_HARD = re.compile(r"\s{0,100}#\s{0,10}[^\s\[\]#:]{1,40}\s{0,10}:?\s{0,10}\[\[:?([^\[\]|#<>{}\n]{1,255})")
_SOFT = re.compile(
    r"\{\{\s{0,10}(?:soft[ _-]?redirect|soft link)\s{0,10}\|\s{0,10}(?:1=)?\[{0,2}:?([^\[\]|#<>{}\n]{1,255})",
    re.IGNORECASE,
)


def redirect_target(text: str) -> str | None:
    """Return the title a redirect page's wikitext points to, without its section; None if it names none."""
    return _target(_HARD.match(text))


def soft_redirect_target(text: str) -> str | None:
    """Return the title a soft redirect leads to (with its interwiki prefix, if any), else None."""
    return _target(_SOFT.search(text))


def _target(match: re.Match[str] | None) -> str | None:
    title = " ".join(match[1].replace("_", " ").split()) if match else ""
    return title[:1].upper() + title[1:] or None
