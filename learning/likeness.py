# SPDX-License-Identifier: GPL-3.0-or-later
"""How alike two pieces of work with institutions are, and why: features with weights, each said in words.

Pure: facts in, reasons out. A fact that is missing on either side is neither like nor unlike. What is the same
adds its feature's `weight`, what differs takes its `against`; so that another fact in common never lowers a score.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import log10

from django.utils.translation import gettext_lazy as _

from casestudies.regions import region_of

MOST_SHARED = 3  # programmes, tools and media in common count up to so many
LEAST_SCORE = 3
FORM_SECTIONS = 7
COMPLETE_FROM = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one piece of work; "", None and the empty set mean that it is not known."""

    pk: int = 0
    partnership: int | None = None
    institution: int | None = None
    institution_kind: str = ""
    country: str = ""
    languages: frozenset[str] = frozenset()
    kind: str = ""
    outcome: str = ""
    year: int | None = None
    programmes: frozenset[str] = frozenset()
    tools: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    collects: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    works: int | None = None
    filled: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one is offered: the feature, and the values that are said with it (codes; pages put them into words)."""

    code: str
    values: tuple[str, ...] = ()
    score: float = 0


@dataclass(frozen=True, slots=True)
class Likeness:
    """A candidate with its score and reasons, the weightiest first; `but` is what differs."""

    pk: int
    score: float
    reasons: tuple[Reason, ...]
    but: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing to compare. `same` gives what both have in common, `theirs` what the candidate has instead.

    `is_likeness` is False of what makes a study good whoever reads it: such alone is no reason to offer one.
    """

    code: str
    weight: float
    same: Callable[[Facts, Facts], tuple[str, ...]]
    said: object
    against: float = 0
    theirs: Callable[[Facts, Facts], tuple[str, ...]] | None = None
    is_likeness: bool = True


def _equal(name: str) -> Callable[[Facts, Facts], tuple[str, ...]]:
    def same(ours: Facts, other: Facts) -> tuple[str, ...]:
        mine, value = getattr(ours, name), getattr(other, name)
        return (str(value),) if mine and mine == value else ()

    return same


def _another(name: str) -> Callable[[Facts, Facts], tuple[str, ...]]:
    def theirs(ours: Facts, other: Facts) -> tuple[str, ...]:
        mine, value = getattr(ours, name), getattr(other, name)
        return (str(value),) if mine and value and mine != value else ()

    return theirs


def _shared(name: str) -> Callable[[Facts, Facts], tuple[str, ...]]:
    def same(ours: Facts, other: Facts) -> tuple[str, ...]:
        return tuple(sorted(getattr(ours, name) & getattr(other, name)))[:MOST_SHARED]

    return same


def _same_partnership(ours: Facts, other: Facts) -> tuple[str, ...]:
    return (str(other.partnership),) if ours.partnership and ours.partnership == other.partnership else ()


def _same_institution(ours: Facts, other: Facts) -> tuple[str, ...]:
    return (str(other.institution),) if ours.institution and ours.institution == other.institution else ()


def _same_region(ours: Facts, other: Facts) -> tuple[str, ...]:
    """Neighbours; the same country is a feature of its own, and of the same region as well."""
    region = region_of(ours.country)
    return (region,) if region and region == region_of(other.country) else ()


def _readable(ours: Facts, other: Facts) -> tuple[str, ...]:
    return tuple(sorted(ours.languages & other.languages))[:1]


def _foreign(ours: Facts, other: Facts) -> tuple[str, ...]:
    known = ours.languages and other.languages
    return tuple(sorted(other.languages))[:1] if known and not ours.languages & other.languages else ()


def _size(number: int | None) -> int | None:
    return int(log10(number)) if number else None


def _same_size(ours: Facts, other: Facts) -> tuple[str, ...]:
    mine = _size(ours.works)
    return (str(10**mine),) if mine is not None and mine == _size(other.works) else ()


def _ended(how: str) -> Callable[[Facts, Facts], tuple[str, ...]]:
    return lambda _ours, other: (other.outcome,) if other.outcome == how else ()


def _complete(_ours: Facts, other: Facts) -> tuple[str, ...]:
    filled = other.filled or 0
    return (str(filled), str(FORM_SECTIONS)) if filled >= COMPLETE_FROM else ()


# The first two outweigh all others together: what is about the very same comes first whatever else is known.
FEATURES: tuple[Feature, ...] = (
    Feature("partnership", 20, _same_partnership, _("about this very partnership")),
    Feature("institution", 60, _same_institution, _("about this very institution")),
    Feature(
        "institution-kind", 5, _equal("institution_kind"), _("same kind of institution: %(what)s"),
        against=2, theirs=_another("institution_kind"),
    ),
    Feature("country", 4, _equal("country"), _("same country: %(what)s")),
    Feature("region", 2, _same_region, _("same region: %(what)s")),
    Feature("topics", 4, _shared("topics"), _("deals with what comes next in your stage: %(what)s")),
    Feature("kind", 4, _equal("kind"), _("same kind of project: %(what)s")),
    Feature("programmes", 4, _shared("programmes"), _("same programme: %(what)s")),
    Feature("collects", 2, _shared("collects"), _("collects the same: %(what)s")),
    Feature("media", 1.5, _shared("media"), _("same media: %(what)s")),
    Feature("tools", 1, _shared("tools"), _("same tools: %(what)s")),
    Feature("works", 1.5, _same_size, _("about as large: from %(what)s works on")),
    Feature(
        "language", 2, _readable, _("in your language: %(what)s"), against=1, theirs=_foreign, is_likeness=False
    ),
    Feature("reached", 1, _ended("reached"), _("reached its goals"), is_likeness=False),
    Feature("failed", 0.5, _ended("failed"), _("did not reach its goals, and says why"), is_likeness=False),
    Feature("complete", 1, _complete, _("complete: %(filled)s of %(of)s sections"), is_likeness=False),
)  # fmt: skip
BY_CODE = {feature.code: feature for feature in FEATURES}
# Said of what differs, where it is worth a word.
BUT = {
    "institution-kind": _("but another kind of institution: %(what)s"),
    "language": _("but in another language: %(what)s"),
}


_COUNTED = frozenset(["topics", "programmes", "collects", "media", "tools"])


def compare(ours: Facts, other: Facts, features: Iterable[Feature] = FEATURES) -> Likeness:
    """Score one candidate: each feature in common adds its weight for each value, each difference takes its own."""
    reasons, but = [], []
    for feature in features:
        if values := feature.same(ours, other):
            times = len(values) if feature.code in _COUNTED else 1
            reasons.append(Reason(feature.code, values, feature.weight * times))
        elif feature.theirs and (values := feature.theirs(ours, other)):
            but.append(Reason(feature.code, values, -feature.against))
    reasons.sort(key=lambda reason: -reason.score)  # stable: equals stay in the order of the features
    score = sum(reason.score for reason in (*reasons, *but))
    return Likeness(other.pk, round(score, 3), tuple(reasons), tuple(but))


def most_alike(ours: Facts, candidates: Iterable[Facts], most: int) -> list[Likeness]:
    """The candidates most like ours: by score, then the younger, then the newer, whatever order they come in.

    Itself, what has no likeness and what has too little is left out.
    """
    found = []
    for each in {each.pk: each for each in candidates if each.pk != ours.pk}.values():
        likeness = compare(ours, each)
        is_like = any(BY_CODE[reason.code].is_likeness for reason in likeness.reasons)
        if is_like and likeness.score >= LEAST_SCORE:
            found.append(((-likeness.score, -(each.year or 0), -each.pk), likeness))
    return [likeness for _order, likeness in sorted(found, key=lambda pair: pair[0])[:most]]
