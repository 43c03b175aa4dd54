# SPDX-License-Identifier: GPL-3.0-or-later
"""Likely duplicates: looking for them, writing them down, and saying that two are two."""

from collections.abc import Iterable

from institutions.errors import ToldApartFromItself
from institutions.models import LikelyDuplicate, NotDuplicate
from journal.actions import record, recorded
from partnerships.models import Institution
from work import actions as work
from work.models import Run

RUN_KIND = "duplicates"


@recorded
def request_search(*, by) -> Run:
    """Ask for a look through all institutions. Raises work.errors.AlreadyUnderWay."""
    return work.queue(RUN_KIND, by=by)


@recorded
def write_likely(firsts: Iterable[int], found: dict[tuple[int, int], tuple[dict, int]]) -> int:
    """Make the likely pairs of these institutions (as the older of each pair) those found, and no others.

    `found` is {(first, second): (signals, strength)}. Returns how many pairs there are now.
    """
    firsts = list(firsts)
    there = {
        (pair.first_id, pair.second_id): pair for pair in LikelyDuplicate.objects.filter(first__in=firsts)
    }
    gone = [pair.pk for key, pair in there.items() if key not in found]
    LikelyDuplicate.objects.filter(pk__in=gone).delete()
    LikelyDuplicate.objects.bulk_create(
        [
            LikelyDuplicate(first_id=first, second_id=second, signals=signals, strength=strength)
            for (first, second), (signals, strength) in found.items()
        ],
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["signals", "strength"],
        batch_size=1000,
    )
    return len(found)


@recorded
def tell_apart(one: Institution, other: Institution, *, by, reason: str = "") -> NotDuplicate:
    """Remember that the two are not the same; said twice, the first saying stays. Raises ToldApartFromItself."""
    if one.pk == other.pk:
        raise ToldApartFromItself
    first, second = sorted((one, other), key=lambda each: each.pk)
    said, is_new = NotDuplicate.objects.get_or_create(
        first=first, second=second, defaults={"by": by, "reason": reason}
    )
    LikelyDuplicate.objects.filter(first=first, second=second).delete()
    if is_new:
        record("institution.told_apart", first, by=by, after=second.name, note=reason)
        record("institution.told_apart", second, by=by, after=first.name, note=reason)
    return said


@recorded
def take_back_telling_apart(said: NotDuplicate, *, by) -> None:
    """The two may be the same after all: hints and the next search may name them again."""
    for institution, other in ((said.first, said.second), (said.second, said.first)):
        record("institution.likened", institution, by=by, after=other.name)
    said.delete()
