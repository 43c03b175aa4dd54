# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of programs as logs and pages may show them: without what is nobody's business."""

import re

from journal.addresses import without_keys

# With a dot in the domain: `celery@host` is a process.
_MAIL = re.compile(r"[^\s@<>\"'(),;:]+@[^\s@<>\"'(),;:.]+\.[^\s@<>\"'(),;:]+")
_QUERY = re.compile(r"(?<=[\w/])\?[^\s\"'<>]+")
# API tokens and other long secrets: hexadecimal or base64 of 40 characters and more.
_SECRET = re.compile(r"\b[A-Za-z0-9_-]{40,}={0,2}")


def scrubbed(text: str) -> str:
    """The text without keys in addresses, queries, mail addresses, long secrets."""
    return _SECRET.sub("…", _MAIL.sub("…@…", without_keys(_QUERY.sub("?…", text))))
