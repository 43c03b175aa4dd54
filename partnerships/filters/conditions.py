# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions joined by “all” and “any”, one level of groups deep, as they stand in the address.

    ?match=all&where=0:country:is:PT&where=1:phase:is:pilot&where=1:phase:is:active

Rows of group 0 stand by themselves; rows of another group form one condition, joined the other way round:
under “all”, one of them is enough; under “any”, all of them must hold. Fields and comparisons are a fixed
list, values are read by kind, and what is not understood is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import and_, or_

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from interface import words
from partnerships.countries import country_choices
from partnerships.models import Institution, Mou, Partnership
from partnerships.models.sharing import shared_scope
from partnerships.stages import CLOSED, Phase

MOST_ROWS = 20
MOST_GROUPS = 4
LARGEST = 1_000_000

COMPARISONS = {
    "is": _("is"),
    "not": _("is not"),
    "has": _("contains"),
    "lacks": _("does not contain"),
    "min": _("at least"),
    "max": _("at most"),
    "since": _("on or after"),
    "before": _("before"),
}
STEPS = [
    ("overdue", _("overdue")),
    ("today", _("today")),
    ("planned", _("planned")),
    ("none", _("none planned")),
]
# “yes” and “no” stand in addresses and views that were kept when nothing else could be asked.
AGREEMENTS = [
    ("yes", _("in force")),
    ("renew", _("to renew")),
    ("ended", _("ended, not renewed")),
    ("none", _("none signed")),
    ("no", _("none in force")),
]
_NEGATED = {"not", "lacks"}


def step_is(state: str) -> Q:
    """Open, and the next step is overdue, today, planned or none."""
    today = timezone.localdate()
    wanted = {
        "overdue": Q(next_step_on__lt=today),
        "today": Q(next_step_on=today),
        "planned": Q(next_step_on__gt=today),
        "none": Q(next_step_on=None),
    }
    return ~Q(phase__in=CLOSED) & wanted[state]


@dataclass(frozen=True)
class Kind:
    """How the values of a field are compared and read; `read` gives None for nonsense."""

    comparisons: tuple[str, ...]
    read: Callable[[str], object]


def _number(text: str) -> int | None:
    return (
        int(text)
        if text.isascii() and text.isdigit() and int(text[:9]) <= LARGEST and len(text) < 9
        else None
    )


def _key(text: str) -> int | None:
    """The number of a row, however many there are; none of ours has more than eighteen digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _line(text: str) -> str | None:
    return " ".join(text.replace("\0", " ").split())[:200] or None


CHOICE = Kind(("is", "not"), str)
TEXT = Kind(("has", "lacks"), _line)
NUMBER = Kind(("min", "max"), _number)
DAY = Kind(("since", "before"), _day)
PERSON = Kind(("is", "not"), _key)


@dataclass(frozen=True)
class Field:
    """Something partnerships are asked about. `is_internal`: told only to those inside."""

    label: str
    kind: Kind
    condition: Callable[[object, str], Q]
    choices: Callable[[], list] = list
    is_internal: bool = False

    def read(self, text: str):
        value = self.kind.read(text)
        offered = self.choices()
        return value if not offered or value in {code for code, _label in offered} else None


def _equal(path: str) -> Callable[[object, str], Q]:
    return lambda value, _comparison: Q(**{path: value})


def _span(path: str) -> Callable[[object, str], Q]:
    lookups = {"min": "gte", "max": "lte", "since": "date__gte", "before": "date__lt"}
    return lambda value, comparison: Q(**{f"{path}__{lookups[comparison]}": value})


def _named(value, _comparison: str) -> Q:
    return Q(institution__in=Institution.objects.search(value))


def _in_stage(days, comparison: str) -> Q:
    now = timezone.now()
    if comparison == "min":
        return Q(stage_entered_at__lte=now - timedelta(days=min(days, 36_500)))
    return Q(stage_entered_at__gt=now - timedelta(days=min(days, 36_500) + 1))


def _step(value, _comparison: str) -> Q:
    return step_is(value)


def agreement_is(standing: str) -> Q:
    """Whether an agreement is in force (`yes`, `no`), is to be renewed, has ended, or none is signed.

    What the chip on the card says of the longest one, for a query; one that was replaced does not count.
    """
    of_it = Mou.objects.filter(partnership=OuterRef("pk"))
    in_force, today = Q(Exists(of_it.in_force())), timezone.localdate()
    signed = of_it.filter(Q(superseded_on=None) | Q(superseded_on__gt=today), state=Mou.State.SIGNED)
    wanted = {
        "yes": in_force,
        "no": ~in_force,
        "renew": Q(Exists(of_it.to_renew())),
        "ended": ~in_force & Q(Exists(signed.filter(ends_on__lt=today))),
        "none": ~Q(Exists(signed)),
    }
    return wanted[standing]


def _agreement(value, _comparison: str) -> Q:
    return agreement_is(value)


FIELDS: dict[str, Field] = {
    "name": Field(_("Institution"), TEXT, _named),
    "kind": Field(
        _("Kind of institution"), CHOICE, _equal("institution__kind"), lambda: Institution.Kind.choices
    ),
    "country": Field(_("Country"), CHOICE, _equal("institution__country"), lambda: list(country_choices())),
    "place": Field(_("Place"), TEXT, lambda value, _how: Q(institution__place__icontains=value)),
    "phase": Field(_("Phase"), CHOICE, _equal("phase"), lambda: Phase.choices),
    "days": Field(_("Days in the stage"), NUMBER, _in_stage),
    "opened": Field(_("Opened"), DAY, _span("opened_at")),
    "lead": Field(_("Lead"), PERSON, _equal("lead"), is_internal=True),
    "next_step": Field(_("Next step"), CHOICE, _step, lambda: STEPS, is_internal=True),
    "agreement": Field(_("Agreement"), CHOICE, _agreement, lambda: AGREEMENTS, is_internal=True),
    "works": Field(_("Works it may open"), NUMBER, _span("expected_works"), is_internal=True),
    "origin": Field(
        _("Who started it"),
        CHOICE,
        _equal("origin"),
        lambda: Partnership.Origin.choices,
        is_internal=True,
    ),
    "confidential": Field(
        _("Confidential"),
        CHOICE,
        lambda value, _how: Q(is_confidential=value == "yes"),
        lambda: [("yes", _("yes")), ("no", _("no"))],
        is_internal=True,
    ),
}


@dataclass(frozen=True)
class Condition:
    """One row: a field, a comparison, a value that was read, and the group it stands in."""

    group: int
    field: str
    comparison: str
    text: str
    value: object

    def as_q(self, inside: Q) -> Q:
        field = FIELDS[self.field]
        asked = field.condition(self.value, self.comparison)
        asked = ~asked if self.comparison in _NEGATED else asked
        # Under “not” too: nobody learns what a public partnership keeps inside by asking for the contrary.
        return inside & asked if field.is_internal else asked

    def encoded(self) -> str:
        return f"{self.group}:{self.field}:{self.comparison}:{self.text}"

    def in_words(self, leads: dict[str, str]) -> str:
        field = FIELDS[self.field]
        said = dict(field.choices()).get(self.value)
        if said is None:
            said = leads.get(self.text, "–") if field.kind is PERSON else self.text
            said = words.day(self.value) if field.kind is DAY else said
        return f"{field.label} {COMPARISONS[self.comparison]} “{said}”"


@dataclass(frozen=True)
class Conditions:
    """All rows of an address, and how they are joined."""

    match: str
    rows: tuple[Condition, ...] = ()

    def groups(self) -> list[list[Condition]]:
        """Lone rows each by itself, then the groups in order."""
        grouped = {row.group: [] for row in self.rows if row.group}
        for row in self.rows:
            if row.group:
                grouped[row.group].append(row)
        return [[row] for row in self.rows if not row.group] + [grouped[key] for key in sorted(grouped)]

    def narrow(self, partnerships, user):
        """The partnerships that fit; the user decides what internal fields may be asked about."""
        if not self.rows:
            return partnerships
        inside = shared_scope(user, "partnership.see")
        outer, inner = (or_, and_) if self.match == "any" else (and_, or_)
        return partnerships.filter(
            reduce(outer, (reduce(inner, (row.as_q(inside) for row in group)) for group in self.groups()))
        )

    def in_words(self, leads: dict[str, str]) -> str:
        """“Country is “Portugal” and (Phase is “Pilot” or Phase is “Active”)”; `leads` names people by key."""
        outer, inner = (_(" or "), _(" and ")) if self.match == "any" else (_(" and "), _(" or "))
        said = [str(inner).join(row.in_words(leads) for row in group) for group in self.groups()]
        several = [len(group) > 1 for group in self.groups()]
        return str(outer).join(
            f"({text})" if many else text for text, many in zip(said, several, strict=True)
        )

    def parameters(self) -> list[tuple[str, str]]:
        """What stands for them in an address."""
        return [("match", self.match), *(("where", row.encoded()) for row in self.rows)] if self.rows else []


def read_conditions(address: QueryDict) -> Conditions:
    """The conditions of an address; rows that make no sense are left out."""
    rows = [_read_row(text) for text in _every(address, "where")[:MOST_ROWS]]
    match = "any" if address and address.get("match") == "any" else "all"
    return Conditions(match, tuple(row for row in rows if row))


def read_rows(address: QueryDict) -> Conditions:
    """The conditions of the form that builds them: `g`, `f`, `c` and `v` repeated, a set for each row."""
    columns = [_every(address, name)[:MOST_ROWS] for name in "gfcv"]
    rows = [_read_row(":".join(parts)) for parts in zip(*columns, strict=False)]
    match = "any" if address.get("match") == "any" else "all"
    return Conditions(match, tuple(row for row in rows if row))


def _every(address, name: str) -> list[str]:
    return address.getlist(name) if isinstance(address, QueryDict) else []


def _read_row(text: str) -> Condition | None:
    parts = text.split(":", 3)
    if len(parts) < 4 or parts[0] not in [str(number) for number in range(MOST_GROUPS + 1)]:
        return None
    group, name, comparison, said = parts
    field = FIELDS.get(name)
    if field is None or comparison not in field.kind.comparisons:
        return None
    value = field.read(said.strip())
    return None if value is None else Condition(int(group), name, comparison, said.strip()[:200], value)
