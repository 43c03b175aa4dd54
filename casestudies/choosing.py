# SPDX-License-Identifier: GPL-3.0-or-later
"""Which case studies make a brochure that shows the movement as it is; every choice says why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from casestudies.facts import Kind, Programme
from casestudies.languages import NAMES
from casestudies.regions import region_name, region_of

# What it counts that something is there for the first time.
WEIGHTS = {"region": 4, "programme": 2, "kind": 2, "language": 1}


@dataclass(frozen=True)
class Candidate:
    """What a case study is chosen by. `complete` is the share of the form that is filled."""

    pk: int
    title: str
    country: str
    kind: str
    programmes: tuple[str, ...]
    language: str
    year: int | None
    complete: float

    @cached_property
    def shows(self) -> list[tuple[str, str]]:
        """All that it can be the first of."""
        found = [
            ("region", region_of(self.country)),
            *(("programme", each) for each in self.programmes if each in Programme.values),
            ("kind", self.kind if self.kind in Kind.values else ""),
            ("language", self.language),
        ]
        return [pair for pair in found if pair[1]]


@dataclass
class Shown:
    """What the case studies chosen so far show, and how often."""

    counts: Counter = field(default_factory=Counter)

    def gain(self, candidate: Candidate) -> int:
        """How much it would add."""
        return sum(WEIGHTS[what] for what, which in candidate.shows if not self.counts[what, which])

    def rank(self, candidate: Candidate) -> tuple:
        """The most new first; then the region with the fewest; then the most complete."""
        region = region_of(candidate.country)
        return (self.gain(candidate), -self.counts["region", region] if region else -99, candidate.complete)

    def reasons(self, candidate: Candidate) -> list[str]:
        """Why it belongs in, after those so far, in words."""
        new = [_first(what, which) for what, which in candidate.shows if not self.counts[what, which]]
        region = region_of(candidate.country)
        if new:
            return new
        if region:
            shown = {"number": self.counts["region", region] + 1, "region": region_name(region)}
            return [_("number %(number)s from %(region)s; nothing else new") % shown]
        return [_("nothing new in region, programme, kind or language")]

    def take(self, candidate: Candidate) -> None:
        self.counts.update(candidate.shows)  # a counter


def propose(candidates: Sequence[Candidate], *, count: int, beside: Sequence[Candidate] = ()) -> list[int]:
    """The ids of those that together show the most: `beside` first, then always the one that adds most.

    Of two that add the same the one that comes first is taken, so that the same is proposed to everybody.
    """
    shown, chosen = Shown(), [each.pk for each in beside]
    for each in beside:
        shown.take(each)
    left = [each for each in candidates if each.pk not in set(chosen)]
    while left and len(chosen) < count:
        best = max(left, key=shown.rank)
        left.remove(best)
        chosen.append(best.pk)
        shown.take(best)
    return chosen


def explained(chosen: Iterable[Candidate]) -> list[tuple[Candidate, list[str]]]:
    """Each with what it adds to those before it."""
    shown, told = Shown(), []
    for each in chosen:
        told.append((each, shown.reasons(each)))
        shown.take(each)
    return told


def _first(what: str, which: str) -> str:
    """That it is the first of something."""
    if what == "region":
        return _("first from %(region)s") % {"region": region_name(which)}
    if what == "programme":
        return _("first of %(programme)s") % {"programme": Programme(which).label}
    if what == "kind":
        return _("first of this kind: %(kind)s") % {"kind": Kind(which).label}
    return _("first in this language: %(language)s") % {"language": NAMES.get(which, which)}
