# SPDX-License-Identifier: GPL-3.0-or-later
"""The board: columns with their counts, and cards with every word ready to print.

Hundreds of cards are drawn at once, so dates and sentences are made once each here, not in the template.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface import words
from partnerships.models import Mou, Partnership, Pipeline, Stage, StageMove
from partnerships.stages import ASIDE, CLOSED

CARDS_A_COLUMN = 50


@dataclass(frozen=True)
class Card:
    """One partnership as the board and the lists show it. `step_state` is `none` for a closed one too."""

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
    has_agreement: bool


@dataclass
class Column:
    """A stage, how many partnerships are in it, and the first of them."""

    stage: Stage
    count: int = 0
    cards: list[Card] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        return self.count > len(self.cards)


class CardWriter:
    """Turns partnerships into cards, with one clock and each sentence made once."""

    def __init__(self, stages: dict[int, Stage], *, now: datetime | None = None):
        self._stages = stages
        self._now = now or timezone.now()
        self._today = timezone.localdate(self._now)
        self._days: dict[int, str] = {}
        self._dates: dict[date, str] = {}

    def write(self, partnership: Partnership) -> Card:
        """A card of a partnership that came through `with_card_facts`."""
        institution, days = partnership.institution, max(0, partnership.days_in_stage(self._now))
        stage = self._stages[partnership.stage_id]
        step_state, step = self._step(partnership)
        return Card(
            pk=partnership.pk,
            version=partnership.version,
            stage_id=partnership.stage_id,
            name=str(institution),
            place=_place(institution),
            lead=str(partnership.lead),
            days=self._in_days(days),
            is_stale=stage.target_days is not None and partnership.is_open and days > stage.target_days,
            step_state=step_state,
            step=step,
            has_agreement=partnership.has_agreement,
        )

    def _in_days(self, days: int) -> str:
        if days not in self._days:
            self._days[days] = (
                ngettext("%(number)s day", "%(number)s days", days) % {"number": words.number(days)}
                if days
                else _("since today")
            )
        return self._days[days]

    def _step(self, partnership: Partnership) -> tuple[str, str]:
        day = partnership.next_step_on
        if partnership.phase in CLOSED:
            return "none", ""
        if not day:
            return "none", _("No next step")
        if day == self._today:
            return "today", _("Today")
        if day not in self._dates:
            self._dates[day] = (_("Overdue: %(day)s") if day < self._today else _("Planned: %(day)s")) % {
                "day": words.day(day)
            }
        return ("overdue" if day < self._today else "planned"), self._dates[day]


def _place(institution) -> str:
    country = words.country(institution.country.code) if institution.country else ""
    return ", ".join(part for part in (institution.place, country) if part)


def with_card_facts(partnerships: QuerySet) -> QuerySet:
    """What a card needs besides the row: the institution, the lead, whether an agreement is in force."""
    in_force = Mou.objects.in_force().filter(partnership=OuterRef("pk"))
    return partnerships.select_related("institution", "lead").annotate(has_agreement=Exists(in_force))


def cards_for(partnerships: Iterable[Partnership], stages: Iterable[Stage]) -> list[Card]:
    """Cards of partnerships that came through `with_card_facts` and are in one of the stages."""
    writer = CardWriter({stage.pk: stage for stage in stages})
    return [writer.write(partnership) for partnership in partnerships]


def board_columns(
    partnerships: QuerySet, stages: Iterable[Stage], *, cards_a_column: int = CARDS_A_COLUMN
) -> list[Column]:
    """A column for each stage, the latest arrivals on top; one query however many stages there are.

    `partnerships` is already narrowed to what the reader may see and asks for.
    """
    columns = {stage.pk: Column(stage) for stage in stages}
    ranked = (
        with_card_facts(partnerships)
        .filter(stage__in=columns)
        .annotate(
            rank=Window(RowNumber(), partition_by="stage", order_by=["-stage_entered_at", "-pk"]),
            in_stage=Window(Count("pk"), partition_by="stage"),
        )
        .filter(rank__lte=cards_a_column)
        .order_by("stage", "-stage_entered_at", "-pk")
    )
    writer = CardWriter({pk: column.stage for pk, column in columns.items()})
    for partnership in ranked:
        column = columns[partnership.stage_id]
        column.count = partnership.in_stage
        column.cards.append(writer.write(partnership))
    return list(columns.values())


def stage_counts(partnerships: QuerySet, pipeline: Pipeline) -> dict[int, int]:
    """{stage: how many of these partnerships are in it}, empty stages too."""
    counted: dict[int, int] = defaultdict(int)
    counted.update(
        partnerships.filter(pipeline=pipeline).order_by().values_list("stage").annotate(Count("pk"))
    )
    return {pk: counted[pk] for pk in pipeline.stages.values_list("pk", flat=True)}


def lead_and_country_choices(
    partnerships: QuerySet, *, is_inside=lambda affiliate_id: True
) -> tuple[list, list]:
    """Who leads and where the institutions are, as choices of a filter; one query.

    Leads are named only for the affiliates of which `is_inside(affiliate_id)` says so.
    """
    rows = (
        partnerships.order_by()
        .values_list(
            "affiliate",
            "institution__country",
            "lead",
            "lead__wiki_username",
            "lead__first_name",
            "lead__last_name",
            "lead__username",
        )
        .distinct()
    )
    leads, countries = {}, {}
    for affiliate_id, country, pk, wiki, first, last, login in rows:
        countries[country] = words.country(country)
        if is_inside(affiliate_id):
            leads[str(pk)] = wiki or f"{first} {last}".strip() or login
    return _by_label(leads), _by_label(countries)


def _by_label(choices: dict) -> list[tuple[str, str]]:
    return sorted(choices.items(), key=lambda choice: choice[1].casefold())


@dataclass(frozen=True)
class Step:
    """A stage on the way of one partnership: `done`, `here` or `ahead`, and how it was last reached."""

    stage: Stage
    standing: str
    move: StageMove | None = None


def steps(
    partnership: Partnership, stages: Iterable[Stage], *, moves: Iterable[StageMove] = ()
) -> list[Step]:
    """The stages of the path in order; one aside only while the partnership is in it.

    `moves` are the partnership's, the latest first; without them nothing is said of who and when.
    """
    reached: dict[int, StageMove] = {}
    for move in moves:
        reached.setdefault(move.target_id, move)
    path = [stage for stage in stages if stage.phase not in ASIDE or stage.pk == partnership.stage_id]
    here = next(place for place, stage in enumerate(path) if stage.pk == partnership.stage_id)
    is_aside = partnership.phase in ASIDE
    return [
        Step(
            stage,
            _standing(place, here, stage.pk in reached if is_aside else place < here),
            reached.get(stage.pk),
        )
        for place, stage in enumerate(path)
    ]


def _standing(place: int, here: int, is_done: bool) -> str:
    return "here" if place == here else "done" if is_done else "ahead"
