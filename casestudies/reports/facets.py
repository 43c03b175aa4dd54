# SPDX-License-Identifier: GPL-3.0-or-later
"""How many case studies there are of each value of each facet, under all filters but the facet's own.

One statement answers for all facets: it materialises the rows once, each with the facets it fails. A row that
fails none counts everywhere; one that fails a single facet counts for that facet's other values. Nothing from an
address stands in the statement's text but as a parameter.
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, CharField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from redis.exceptions import RedisError

from casestudies.facets import FACETS, UNKNOWN, Facet
from casestudies.models import CaseStudy

logger = logging.getLogger(__name__)

REMEMBER_SECONDS = 60
# Below this many rows counting is quick, and somebody would notice an old total.
REMEMBER_FROM = 1000
SINGLE = [facet for facet in FACETS if not facet.is_several]
BITS = {facet.name: 1 << place for place, facet in enumerate(FACETS)}


@dataclass
class Counts:
    """`total` under every filter; `by_facet` {facet: {value: how many}}."""

    total: int = 0
    by_facet: dict[str, Counter] = field(default_factory=lambda: {facet.name: Counter() for facet in FACETS})

    def add(self, other: "Counts") -> "Counts":
        """Both together, of rows that are not the same ones."""
        total = Counts(self.total + other.total)
        for name in total.by_facet:
            total.by_facet[name] = self.by_facet[name] + other.by_facet[name]
        return total

    def plain(self) -> dict:
        """As the cache keeps it."""
        return {"total": self.total, "by_facet": {name: dict(each) for name, each in self.by_facet.items()}}

    @classmethod
    def read(cls, plain: dict) -> "Counts":
        """What `plain` wrote."""
        return cls(plain["total"], {name: Counter(each) for name, each in plain["by_facet"].items()})


def count(filters) -> Counts:
    """What the reader of these filters (a `CaseStudyFilter`) may see; of many public ones up to 60 s old.

    Public ones are the same for everybody and counted once a minute. What this reader may see besides is
    little, and is counted each time.
    """
    public = _remembered(filters)
    if not filters.user.is_authenticated:
        return public
    besides = CaseStudy.objects.visible_to(filters.user).filter(state__in=CaseStudy.UNPUBLISHED)
    return public.add(counted(filters.before_facets(besides), filters.conditions()))


def counted(case_studies: QuerySet, conditions: dict[str, Q]) -> Counts:
    """Count these under the conditions of the facets; one statement."""
    counts = Counts()
    try:
        sql, params = _statement(case_studies, conditions)
    except EmptyResultSet:
        return counts
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for name, value, number in cursor.fetchall():
            if name == "total":
                counts.total = number
            else:
                counts.by_facet[name][value] += number
    return counts


def _statement(case_studies: QuerySet, conditions: dict[str, Q]) -> tuple[str, tuple]:
    columns = {f"is_{facet.name}": _column(facet) for facet in FACETS}
    failed = Value(0, IntegerField())
    for name, condition in conditions.items():
        failed = failed + Case(When(condition, then=0), default=BITS[name], output_field=IntegerField())
    rows = case_studies.order_by().annotate(failed=failed, **columns).values("failed", *columns)
    sql, params = rows.query.sql_with_params()
    parts = [_of_single_ones(), *(_of_one(facet, 0) for facet in FACETS if facet.is_several)]
    parts += [_of_one(facet, BITS[facet.name]) for facet in FACETS if facet.name in conditions]
    return f"WITH found AS MATERIALIZED ({sql}) {' UNION ALL '.join(parts)}", params


def _column(facet: Facet):
    """Its value as text, UNKNOWN where there is none; a facet of several values as it is."""
    if facet.is_several:
        return F(facet.column)
    value = Cast(facet.column, CharField()) if facet.is_number else NullIf(facet.column, Value(""))
    return Coalesce(value, Value(UNKNOWN), output_field=CharField())


def _of_single_ones() -> str:
    """All facets of one value each, and the total, in one pass over what fails nothing."""
    names = [f"is_{facet.name}" for facet in SINGLE]
    which = " ".join(f"WHEN grouping(is_{facet.name}) = 0 THEN '{facet.name}'" for facet in SINGLE)
    sets = ", ".join(f"({name})" for name in names)
    counting = f"SELECT CASE {which} ELSE 'total' END, coalesce({', '.join(names)}), count(*)"
    return f"{counting} FROM found WHERE failed = 0 GROUP BY GROUPING SETS ({sets}, ())"


def _of_one(facet: Facet, bit: int) -> str:
    """One facet's values among the rows that fail exactly this."""
    name, source = f"is_{facet.name}", ""
    if facet.is_several:
        source = f" LEFT JOIN LATERAL unnest({name}) AS one ON true"
        name = f"coalesce(one, '{UNKNOWN}')"
    # Names out of `FACETS` and numbers of `BITS`, no values.
    counting = f"SELECT '{facet.name}', {name}, count(*) FROM found{source}"  # noqa: S608
    return f"({counting} WHERE failed = {bit} GROUP BY 2)"


def _remembered(filters) -> Counts:
    key = _key(filters)
    try:
        kept = cache.get(key)
    except RedisError as error:
        logger.warning("The cache did not answer (%s): counting anew.", error)
        kept = None
    if kept is not None:
        return Counts.read(kept)
    public = filters.before_facets(CaseStudy.objects.visible_to(AnonymousUser()))
    counts = counted(public, filters.conditions())
    if counts.total >= REMEMBER_FROM:
        try:
            cache.set(key, counts.plain(), REMEMBER_SECONDS)
        except RedisError as error:
            logger.warning("The cache did not take the counts (%s).", error)
    return counts


def _key(filters) -> str:
    """The same for every reader: nothing of what only some may see is in these counts."""
    digest = hashlib.sha256(repr(sorted(filters.chosen.items())).encode()).hexdigest()
    return f"case-study-facets:{digest}"


@dataclass(frozen=True)
class Offer:
    """One value of a facet, with how many there would be."""

    value: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Offered:
    """A facet as the page shows it: its first values, and the rest."""

    facet: Facet
    first: list[Offer]
    rest: list[Offer]
    is_chosen: bool


SHOWN_FIRST = 8


def offered(filters, counts: Counts) -> Iterator[Offered]:
    """The facets that have something to choose: the most frequent values first, unknown last.

    A chosen value stands among the first ones, below those that stand there anyway.
    """
    for facet in filters.facets:
        chosen = filters.values.get(facet.name, [])
        numbers = counts.by_facet[facet.name]
        offers = [
            Offer(value, facet.words_for(value), numbers[value], value in chosen)
            for value in {**numbers, **dict.fromkeys(chosen)}
        ]
        offers.sort(key=lambda each: (each.value == UNKNOWN, -each.number, each.label))
        first, rest = offers[:SHOWN_FIRST], offers[SHOWN_FIRST:]
        first += [each for each in rest if each.is_chosen]
        if offers:
            yield Offered(facet, first, [each for each in rest if not each.is_chosen], bool(chosen))
