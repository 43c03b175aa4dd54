# SPDX-License-Identifier: GPL-3.0-or-later
"""The board: columns with their counts and sums, and the first cards of each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Avg,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from interface import words
from partnerships.models import Commitment, Mou, Partnership, Pipeline, Stage
from partnerships.reports.cards import Card, CardWriter, card_rows

CARDS_A_COLUMN = 50
# What the head of a column can add up, beside the number of its cards.
SUMS = {
    "": gettext_lazy("nothing more"),
    "works": gettext_lazy("works expected"),
    "days": gettext_lazy("days in the stage"),
    "agreements": gettext_lazy("agreements in force"),
    "commitments": gettext_lazy("open commitments"),
}


@dataclass
class Column:
    """A stage, how many partnerships are in it, a sum in words, and the first of them."""

    stage: Stage
    count: int = 0
    sum: str = ""
    cards: list[Card] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        return self.count > len(self.cards)

    @property
    def is_over(self) -> bool:
        """More cards than the stage is meant to hold at once."""
        return self.stage.wip_limit is not None and self.count > self.stage.wip_limit

    @property
    def starts_folded(self) -> bool:
        """Nothing to work on in it."""
        return self.count == 0 or self.stage.is_closed


def board_columns(
    partnerships: QuerySet,
    pipeline: Pipeline,
    *,
    sum_of: str = "",
    cards_a_column: int = CARDS_A_COLUMN,
    now: datetime | None = None,
) -> list[Column]:
    """A column for each stage, the latest arrivals on top; two queries however many stages there are.

    `partnerships` is already narrowed to what the reader may see and asks for. A retired stage is there only
    while it holds some of them.
    """
    now = now or timezone.now()
    here = partnerships.filter(stage=OuterRef("pk"))
    first = here.order_by("-stage_entered_at", "-pk").values("pk")[:cards_a_column]
    stages = _counted(pipeline.stages.all(), partnerships, sum_of, now).annotate(first=ArraySubquery(first))
    columns = {
        stage.pk: Column(stage, stage.count, sum_in_words(sum_of, stage.sum))
        for stage in stages
        if stage.count or not stage.retired_at
    }
    shown = [pk for column in columns.values() for pk in column.stage.first]
    writer = CardWriter({pk: column.stage for pk, column in columns.items()}, now=now)
    # By stage too: a card may be moved away between the two queries.
    found = Partnership.objects.filter(pk__in=shown, stage__in=columns)
    rows = card_rows(found).order_by("-stage_entered_at", "-pk")
    for row in rows if shown else ():
        card = writer.write(row)
        columns[card.stage_id].cards.append(card)
    return list(columns.values())


def counted_stages(partnerships: QuerySet, pipeline_id: int, *, sum_of: str = "") -> QuerySet:
    """The stages of a pipeline, each with the `count` of these partnerships in it and their `sum`."""
    stages = Stage.objects.filter(pipeline=pipeline_id)
    return _counted(stages, partnerships, sum_of, timezone.now())


def _counted(stages: QuerySet, partnerships: QuerySet, sum_of: str, now: datetime) -> QuerySet:
    here = partnerships.filter(stage=OuterRef("pk")).order_by()
    count = Subquery(here.values("stage").annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    total = (
        SUM_QUERIES[sum_of](here, partnerships, now) if sum_of in SUM_QUERIES else Value(None, IntegerField())
    )
    return stages.annotate(count=Coalesce(count, 0), sum=total)


def _works(here: QuerySet, _partnerships: QuerySet, _now: datetime):
    return Subquery(here.values("stage").annotate(n=Sum("expected_works")).values("n"))


def _days(here: QuerySet, _partnerships: QuerySet, now: datetime):
    spent = ExpressionWrapper(Value(now) - F("stage_entered_at"), output_field=DurationField())
    return Subquery(here.values("stage").annotate(n=Avg(spent)).values("n"))


def _agreements(_here: QuerySet, partnerships: QuerySet, _now: datetime):
    signed = Mou.objects.in_force().filter(
        partnership__stage=OuterRef("pk"), partnership__in=partnerships.order_by().values("pk")
    )
    counted = signed.order_by().values("partnership__stage").annotate(n=Count("pk")).values("n")
    return Subquery(counted, output_field=IntegerField())


def _commitments(_here: QuerySet, partnerships: QuerySet, _now: datetime):
    promised = Commitment.objects.filter(
        state=Commitment.State.OPEN,
        mou__partnership__stage=OuterRef("pk"),
        mou__partnership__in=partnerships.order_by().values("pk"),
    )
    counted = promised.order_by().values("mou__partnership__stage").annotate(n=Count("pk")).values("n")
    return Subquery(counted, output_field=IntegerField())


SUM_QUERIES: dict[str, Callable] = {
    "works": _works,
    "days": _days,
    "agreements": _agreements,
    "commitments": _commitments,
}


def sum_in_words(sum_of: str, total) -> str:
    """What stands in the head of a column: “1,200 works”, “41 days on average”; "" for nothing asked."""
    if sum_of not in SUM_QUERIES:
        return ""
    number = (total.days if total else 0) if sum_of == "days" else total or 0
    said = {
        "works": ngettext("%(number)s work", "%(number)s works", number),
        "days": ngettext("%(number)s day on average", "%(number)s days on average", number),
        "agreements": ngettext("%(number)s agreement", "%(number)s agreements", number),
        "commitments": ngettext("%(number)s open commitment", "%(number)s open commitments", number),
    }
    return said[sum_of] % {"number": words.number(number)}
