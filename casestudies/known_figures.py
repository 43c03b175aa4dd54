# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures that the platform has measured about the partnership of a case study; one query.

All of them come from agreements, which are never public: whoever takes one into a case study is told.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import Max, Sum

from casestudies.models import CaseStudy, LinkedFigure
from partnerships.models import Commitment, Mou, Partnership

MOST_COMMITMENTS = 200
SETTLED = (Commitment.State.KEPT, Commitment.State.PARTLY, Commitment.State.LAPSED)
OF_COMMITMENT, OF_PARTNERSHIP = Commitment._meta.label_lower, Partnership._meta.label_lower
Counts = LinkedFigure.Counts


def known_figures(case_study: CaseStudy, *, reader) -> dict[str, LinkedFigure]:
    """{key: figure, not saved} of what `reader` may see: delivered, delivered in all, commitments kept."""
    if case_study.partnership_id is None:
        return {}
    measured = (
        Commitment.objects.visible_to(reader)
        .filter(mou__partnership=case_study.partnership_id)
        .exclude(mou__state=Mou.State.DRAFT)
        .select_related("mou__partnership__institution", "mou__partnership__affiliate")
        .annotate(done=Sum("progress__quantity"), done_on=Max("progress__done_on"))
        .order_by("pk")
    )
    commitments = list(measured[:MOST_COMMITMENTS])
    delivered = [each for each in commitments if each.quantity is not None and (each.done or 0) > 0]
    figures = [_delivered(each) for each in delivered] + _totals(delivered) + _kept(commitments)
    return {figure.key: figure for figure in figures}


def _delivered(commitment: Commitment) -> LinkedFigure:
    return LinkedFigure(
        counts=Counts.DELIVERED,
        amount=commitment.done,
        out_of=commitment.quantity,
        unit=commitment.unit,
        counted_on=commitment.done_on,
        source_kind=OF_COMMITMENT,
        source_id=commitment.pk,
        source_words=commitment.what,
    )


def _totals(delivered: list[Commitment]) -> list[LinkedFigure]:
    """Of each unit that several commitments count; of a single one the commitment says it all."""
    by_unit: dict[str, list[Commitment]] = defaultdict(list)
    for each in delivered:
        by_unit[each.unit].append(each)
    return [
        _of_partnership(
            several[0],
            counts=Counts.TOTAL,
            amount=sum(each.done for each in several),
            unit=unit,
            counted_on=max(each.done_on for each in several),
        )
        for unit, several in by_unit.items()
        if len(several) > 1
    ]


def _kept(commitments: list[Commitment]) -> list[LinkedFigure]:
    settled = [each for each in commitments if each.state in SETTLED]
    if not settled:
        return []
    kept = sum(each.state == Commitment.State.KEPT for each in settled)
    day: date = max(each.settled_on for each in settled)
    return [
        _of_partnership(
            settled[0], counts=Counts.KEPT, amount=Decimal(kept), out_of=Decimal(len(settled)), counted_on=day
        )
    ]


def _of_partnership(commitment: Commitment, **values) -> LinkedFigure:
    partnership = commitment.mou.partnership
    return LinkedFigure(
        source_kind=OF_PARTNERSHIP, source_id=partnership.pk, source_words=str(partnership)[:500], **values
    )
