# SPDX-License-Identifier: GPL-3.0-or-later
"""Which names of what was sent a page really reads: watched, not guessed, so that no case is spent on a name it ignores."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.http import QueryDict
from django.http.request import HttpHeaders
from django.utils import datastructures
from django.utils.datastructures import MultiValueDict

# Read of every request, whatever the page is for.
ALWAYS = {"csrfmiddlewaretoken", "_method"}
# Known to nobody: whoever reads this goes through all that was sent, and asks for none of it.
NOBODYS = "zzz-nobodys"


@contextmanager
def watched_names() -> Iterator[set[str]]:
    """The names that are asked for in addresses and forms (and `Referer`) while this lasts; send `NOBODYS` too."""
    names: set[str] = set()
    by_place: dict[tuple[str, int], set[str]] = {}
    by_key, as_list, there, header = (
        MultiValueDict.__getitem__,
        MultiValueDict.getlist,
        dict.__contains__,
        HttpHeaders.__getitem__,
    )

    def note_name(sent, key):
        if isinstance(sent, QueryDict):
            frame = sys._getframe(2)
            while frame.f_code.co_filename == datastructures.__file__:
                frame = frame.f_back
            by_place.setdefault((frame.f_code.co_filename, frame.f_lineno), set()).add(str(key))

    def getitem(self, key):
        note_name(self, key)
        return by_key(self, key)

    def getlist(self, key, default=None):
        note_name(self, key)
        return as_list(self, key, default)

    def contains(self, key):
        note_name(self, key)
        return there(self, key)

    def of_header(self, key):
        if key.lower() == "referer":
            names.add("Referer")
        return header(self, key)

    with (
        patch.object(MultiValueDict, "__getitem__", getitem),
        patch.object(MultiValueDict, "getlist", getlist),
        patch.object(MultiValueDict, "__contains__", contains, create=True),
        patch.object(HttpHeaders, "__getitem__", of_header),
    ):
        yield names
    names |= {name for read in by_place.values() if NOBODYS not in read for name in read} - ALWAYS


def turned(names, payloads, turn: int) -> dict[str, str]:
    """Each name with another payload, and each with the next one in the next turn: all pairs in as many turns as payloads."""
    return {name: payloads[(number + turn) % len(payloads)] for number, name in enumerate(sorted(names))}
