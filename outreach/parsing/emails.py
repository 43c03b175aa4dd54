# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes e-mail addresses out of what we read: a page may show them, we never pass them on."""

import re

_AT = r"(?:@|＠|&#64;|&#x40;|&commat;|\{\{\s?(?:@|at)\s?\}\}|\s{0,3}[(\[{<]\s?at\s?[)\]}>]\s{0,3})"
_DOT = r"(?:\.|\s{0,3}[(\[{<]\s?dot\s?[)\]}>]\s{0,3})"
_NAME = r"[\w.+%-]{1,64}"
_LABEL = r"[\w-]{1,63}"
# Every repetition is bounded, so that a long run of letters costs linear time. Beside each pattern stands what
# a text must hold for it to match at all: most texts hold none of it, and looking for that is much quicker.
_PATTERNS = [
    (
        re.compile(r"mail|no ?spam|courriel", re.I),
        re.compile(
            r"\{\{\s{0,5}(?:e-?mail|mailto|nospam|no spam|email protected|courriel)\s{0,5}\|[^{}]{0,300}\}\}",
            re.I,
        ),
    ),
    (
        re.compile("mailto:", re.I),
        re.compile(r"\[\s{0,3}mailto:[^\]\s]{1,300}(?:\s([^\]\n]{0,300}))?\]", re.I),
    ),
    (re.compile("mailto:", re.I), re.compile(r"mailto:[^\s\]|<>]{1,300}", re.I)),
    (
        re.compile(_AT, re.I),
        re.compile(rf"(?<![\w.+%-]){_NAME}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,6}}", re.I),
    ),
    (
        re.compile(r"\sdot\s", re.I),
        re.compile(
            rf"(?<![\w.+%-]){_NAME}\s{{1,3}}at\s{{1,3}}{_LABEL}(?:\s{{1,3}}dot\s{{1,3}}{_LABEL}){{1,6}}", re.I
        ),
    ),
]


def strip_emails(text: str) -> str:
    """Return the text without e-mail addresses: plain, disguised with (at) and (dot), linked, or by a template."""
    for sign, pattern in _PATTERNS:
        if sign.search(text):
            text = pattern.sub("", text)
    return text
