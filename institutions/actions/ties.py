# SPDX-License-Identifier: GPL-3.0-or-later
"""Tying institutions together: parts of a whole, members of a consortium."""

from datetime import date

from django.db import connection

from institutions.errors import AlreadyTied, HasAWhole, TieCycle, TieEndsBeforeStart, TieToItself
from institutions.models import Tie
from institutions.models.ties import ancestors_of
from journal.actions import record, recorded
from partnerships.models import Institution

# Two people who tie A to B and B to A at once must not both succeed: ties are made one after another.
_ONE_AT_A_TIME = 7_311_001


@recorded
def make_tie(
    part: Institution, whole: Institution, *, by, kind: str = Tie.Kind.PART, started_on: date | None = None
) -> Tie:
    """Say that `part` is part of, or a member of, `whole`.

    Raises TieToItself, AlreadyTied, HasAWhole (a part has one whole) or TieCycle.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    if part.pk == whole.pk:
        raise TieToItself
    open_ties = Tie.objects.filter(part=part, kind=kind, ended_on=None).select_related("whole")
    if any(tie.whole_id == whole.pk for tie in open_ties):
        raise AlreadyTied
    if kind == Tie.Kind.PART and open_ties:
        raise HasAWhole(open_ties[0].whole)
    if part.pk in ancestors_of(whole.pk, kind):
        raise TieCycle(part, whole)
    tie = Tie.objects.create(part=part, whole=whole, kind=kind, started_on=started_on)
    record("tie.made", tie, by=by, about=part, after=f"{tie.get_kind_display()}: {whole.name}")
    return tie


@recorded
def end_tie(tie: Tie, *, by, ended_on: date) -> Tie:
    """The tie held until that day. Raises TieEndsBeforeStart; one that has ended stays as it is."""
    tie = Tie.objects.select_for_update(of=("self",)).select_related("part", "whole").get(pk=tie.pk)
    if tie.ended_on:
        return tie
    if tie.started_on and ended_on < tie.started_on:
        raise TieEndsBeforeStart
    tie.ended_on = ended_on
    tie.save(update_fields=["ended_on"])
    record("tie.ended", tie, by=by, about=tie.part, before=f"{tie.get_kind_display()}: {tie.whole.name}")
    return tie
