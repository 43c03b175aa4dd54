# SPDX-License-Identifier: GPL-3.0-or-later
"""The versions of an agreement: the first, and each that amends the one before."""

from dataclasses import dataclass

from partnerships.models import Mou


@dataclass(frozen=True)
class Link:
    """One version in its chain."""

    number: int
    mou: Mou
    is_this: bool


def chain_of(mou: Mou) -> list[Link]:
    """All versions, the first one first; one alone is a chain of one. One query."""
    rows = {each.pk: each for each in Mou.objects.filter(partnership=mou.partnership_id).order_by("pk")}
    rows.setdefault(mou.pk, mou)
    first = mou
    seen = {mou.pk}
    while first.amends_id in rows and first.amends_id not in seen:
        first = rows[first.amends_id]
        seen.add(first.pk)
    after: dict[int, list[Mou]] = {}
    for each in rows.values():
        if each.amends_id:
            after.setdefault(each.amends_id, []).append(each)
    found, waiting = [], [first]
    while waiting:
        each = waiting.pop(0)
        found.append(each)
        waiting += [next_ for next_ in after.get(each.pk, ()) if next_ not in found]
    return [Link(number, each, each.pk == mou.pk) for number, each in enumerate(found, start=1)]
