# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards: what the board and the lists say of one partnership, every word ready to print.

Hundreds of cards are drawn at once, so rows come as plain values, and dates and sentences are made once each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.naming import name_from
from interface import words
from partnerships.models import Mou, Partnership, Stage
from partnerships.stages import CLOSED

# What a card is made of; `_facts` reads the same off an instance.
FACTS = (
    "pk",
    "version",
    "stage_id",
    "phase",
    "stage_entered_at",
    "next_step_on",
    "institution__name",
    "institution__names",
    "institution__place",
    "institution__country",
    "lead__wiki_username",
    "lead__first_name",
    "lead__last_name",
    "lead__username",
    "agreement_standing",
    "is_confidential",
)


@dataclass(frozen=True, slots=True)
class Card:
    """One partnership as the board and the lists show it. `step_state` is `none` for a closed one too.

    `agreement` is the standing of its longest one: nothing, `in_force`, `renew` or `ended`.
    """

    pk: int
    version: int
    stage_id: int
    name: str
    place: str
    lead: str
    days: str
    is_stale: bool
    step_state: str
    step: str
    agreement: str
    is_confidential: bool = False


class CardWriter:
    """Turns rows of `FACTS` into cards, with one clock and each sentence made once."""

    def __init__(self, stages: dict[int, Stage], *, now: datetime | None = None):
        self._targets = {pk: stage.target_days for pk, stage in stages.items()}
        self._now = now or timezone.now()
        self._today = timezone.localdate(self._now)
        self._language = get_language() or ""
        self._days: dict[int, str] = {}
        self._steps: dict[date, tuple[str, str]] = {}
        self._countries: dict[str, str] = {}
        self._unplanned = ("none", _("No next step"))

    def write(self, facts: tuple) -> Card:
        pk, version, stage_id, phase, entered_at, step_on, name, names, place, country, *rest = facts
        wiki, first, last, login, standing, is_confidential = rest
        days, is_open = max(0, (self._now - entered_at).days), phase not in CLOSED
        step_state, step = self._step(step_on) if is_open else ("none", "")
        return Card(
            pk=pk,
            version=version,
            stage_id=stage_id,
            name=(names or {}).get(self._language) or name,
            place=self._place(place, country),
            lead=name_from(wiki, first, last, login),
            days=self._days.get(days) or self._in_days(days),
            is_stale=is_open
            and step_state not in ("today", "planned")
            and self._targets[stage_id] is not None
            and days > self._targets[stage_id],
            step_state=step_state,
            step=step,
            agreement=self._agreement(standing, is_open),
            is_confidential=is_confidential,
        )

    def _in_days(self, days: int) -> str:
        said = (
            ngettext("%(number)s day", "%(number)s days", days) % {"number": words.number(days)}
            if days
            else _("since today")
        )
        self._days[days] = said
        return said

    def _step(self, day: date | None) -> tuple[str, str]:
        if not day:
            return self._unplanned
        if day not in self._steps:
            if day == self._today:
                self._steps[day] = ("today", _("Today"))
            elif day < self._today:
                self._steps[day] = ("overdue", _("Overdue: %(day)s") % {"day": words.day(day)})
            else:
                self._steps[day] = ("planned", _("Planned: %(day)s") % {"day": words.day(day)})
        return self._steps[day]

    def _agreement(self, standing: str | None, is_open: bool) -> str:
        # Nobody is asked to renew what belongs to a partnership that is over.
        return "in_force" if standing == "renew" and not is_open else standing or ""

    def _place(self, place: str, country: str) -> str:
        if not country:
            return place
        if country not in self._countries:
            self._countries[country] = words.country(country)
        return f"{place}, {self._countries[country]}" if place else self._countries[country]


def with_card_facts(partnerships: QuerySet) -> QuerySet:
    """What a card needs besides the row: the institution, the lead, how its agreement stands."""
    return partnerships.select_related("institution", "lead").annotate(
        agreement_standing=agreement_standing(OuterRef("pk"))
    )


def agreement_standing(partnership) -> Subquery:
    """How the partnership's longest agreement that was signed and has begun stands; null without one."""
    return Subquery(Mou.objects.filter(partnership=partnership).standings()[:1])


def card_rows(partnerships: QuerySet) -> QuerySet:
    """The rows of `FACTS`, without making an object of each."""
    return with_card_facts(partnerships).values_list(*FACTS)


def cards_for(partnerships: Iterable[Partnership], stages: Iterable[Stage]) -> list[Card]:
    """Cards of partnerships that came through `with_card_facts` and are in one of the stages."""
    writer = CardWriter({stage.pk: stage for stage in stages})
    return [writer.write(_facts(partnership)) for partnership in partnerships]


def _facts(partnership: Partnership) -> tuple:
    institution, lead = partnership.institution, partnership.lead
    return (
        partnership.pk,
        partnership.version,
        partnership.stage_id,
        partnership.phase,
        partnership.stage_entered_at,
        partnership.next_step_on,
        institution.name,
        institution.names,
        institution.place,
        institution.country.code if institution.country else "",
        lead.wiki_username,
        lead.first_name,
        lead.last_name,
        lead.username,
        partnership.agreement_standing,
        partnership.is_confidential,
    )
