# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal's lines as they are read: people, kept as numbers, are named; codes are said in words."""

import re
from collections.abc import Iterable

from django.contrib.auth import get_user_model

from journal.codes import in_readers_language
from journal.models import Entry

_PERSON = re.compile(r"user #(\d{1,18})\Z")


def person_said(pk: int) -> str:
    """How a person stands in `before` and `after`."""
    return f"user #{pk}"


def with_names(entries: Iterable[Entry]) -> list[Entry]:
    """The lines with the present names of the people they speak of, in one query if there are any; never saved.

    And with codes in the reader's language, which costs none.
    """
    entries = list(entries)
    said = [
        (entry, field, int(found[1]))
        for entry in entries
        for field in ("before", "after")
        if (found := _PERSON.match(getattr(entry, field)))
    ]
    people = get_user_model().objects.in_bulk({pk for _entry, _field, pk in said}) if said else {}
    for entry, field, pk in said:
        if pk in people:
            setattr(entry, field, str(people[pk]))
    for entry in entries:
        in_readers_language(entry)
    return entries
