# SPDX-License-Identifier: GPL-3.0-or-later
"""Which names of what was sent a page really reads: watched, not guessed, so that no case is spent on a name it ignores."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.http import QueryDict
from django.http.request import HttpHeaders
from django.utils.datastructures import MultiValueDict

COPYING = {"items", "values", "dict", "lists", "copy", "__copy__", "__deepcopy__", "urlencode"}
# Read of every request, whatever the page is for.
ALWAYS = {"csrfmiddlewaretoken", "_method"}


@contextmanager
def watched_names() -> Iterator[set[str]]:
    """The names that are looked up in addresses and forms (and `Referer`) while this lasts."""
    names: set[str] = set()
    by_key, as_list, there, header = (
        MultiValueDict.__getitem__,
        MultiValueDict.getlist,
        dict.__contains__,
        HttpHeaders.__getitem__,
    )

    def note_name(sent, key):
        # Whoever copies all of an address into a link asks for none of it.
        is_copying = sys._getframe(2).f_code.co_name in COPYING
        if isinstance(sent, QueryDict) and key not in ALWAYS and not is_copying:
            names.add(str(key))

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


def turned(names, payloads, turn: int) -> dict[str, str]:
    """Each name with another payload, and each with the next one in the next turn: all pairs in as many turns as payloads."""
    return {name: payloads[(number + turn) % len(payloads)] for number, name in enumerate(sorted(names))}
