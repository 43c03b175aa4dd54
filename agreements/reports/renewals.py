# SPDX-License-Identifier: GPL-3.0-or-later
"""What to know before an agreement is renewed or let go: its end, what both sides kept, what is open."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from agreements.models import Progress
from journal.models import Entry
from partnerships.models import Commitment, Mou
from partnerships.models.agreements import LET_END
from partnerships.permissions import may_edit_mou, may_read_notes

# What is open stands on the agreement's own page too, all of it.
MOST_OPEN = 20


@dataclass(frozen=True)
class Amount:
    """So much of one thing was promised, and so much noted as delivered."""

    unit: str
    promised: Decimal
    delivered: Decimal


@dataclass
class Side:
    """What one side promised: how many commitments in each state, and the amounts in them."""

    label: str
    counts: Counter = field(default_factory=Counter)
    amounts: list[Amount] = field(default_factory=list)

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """(state, its words, how many) of the states that occur, in the order of `Commitment.State`."""
        return [(s.value, s.label, self.counts[s.value]) for s in Commitment.State if self.counts[s.value]]

    @property
    def kept(self) -> int:
        return self.counts[Commitment.State.KEPT]

    @property
    def total(self) -> int:
        return self.counts.total()


def renewal_panel(user, mou: Mou) -> dict:
    """How it stands with the renewal of an agreement, for `agreements/_mou_renewal.html` (as `renewal`).

    Empty for a draft, for one without an end and for one that was replaced. `stands` is `later`, `asked`,
    `drafted`, `followed`, `closed` (its partnership is over), `let_end` or `ended`; the reason for letting it end is for those inside.
    At most three queries.
    """
    if mou.state == Mou.State.DRAFT or not mou.ends_on or mou.superseded_on:
        return {}
    draft = mou.amendments.filter(state=Mou.State.DRAFT).first()
    words = _let_end(mou)
    return {
        "mou": mou,
        "stands": _stands(mou, draft, has_words=words is not None),
        "draft": draft,
        "notice_on": mou.notice_on,
        "is_notice_over": bool(mou.notice_on and mou.notice_on < timezone.localdate()),
        "reason": words.note if words and may_read_notes(user, mou.partnership) else "",
        "may_renew": may_edit_mou(user, mou.partnership),
    }


def _stands(mou: Mou, draft: Mou | None, *, has_words: bool) -> str:
    if draft:
        return "drafted"
    if has_words:
        return "let_end"
    if mou.standing == "ended":
        return "ended"
    if not mou.partnership.is_open:
        return "closed"
    if (mou.ends_on - timezone.localdate()).days > mou.warning_days:
        return "later"
    return "asked" if Mou.objects.to_renew().filter(pk=mou.pk).exists() else "followed"


def _let_end(mou: Mou) -> Entry | None:
    said = Entry.objects.about(mou.partnership).filter(
        verb=LET_END, subject_kind=mou._meta.label_lower, subject_id=mou.pk
    )
    return said.newest().first()


def what_was_kept(mou: Mou) -> list[Side]:
    """What each side of the agreement, and of those it amended, promised and kept; four queries.

    Settled commitments stay in the version they were settled in, so all versions count. A waived one counts
    among the states, but its amount is no longer expected.
    """
    sides = {party.value: Side(party.label) for party in Commitment.Party}
    promised = Commitment.objects.filter(mou__in=_versions(mou)).order_by()
    for party, state, number in promised.values_list("party", "state").annotate(number=Count("pk")):
        sides[party].counts[state] = number
    for party, unit, much, done in _amounts(promised):
        sides[party].amounts.append(Amount(unit, much, done))
    return [side for side in sides.values() if side.total]


def _versions(mou: Mou) -> list[int]:
    """The keys of the agreement and of those it amended, one after the other."""
    of = dict(Mou.objects.filter(partnership=mou.partnership_id).order_by().values_list("pk", "amends"))
    chain, version = [], mou.pk
    while version in of and version not in chain:
        chain.append(version)
        version = of[version]
    return chain


def _amounts(promised: QuerySet) -> list[tuple[str, str, Decimal, Decimal]]:
    counted = promised.exclude(quantity=None).exclude(state=Commitment.State.WAIVED)
    much = counted.values_list("party", "unit").annotate(sum=Sum("quantity")).order_by("party", "unit")
    lines = Progress.objects.filter(commitment__in=counted.values("pk"), quantity__isnull=False).order_by()
    of = lines.values_list("commitment__party", "commitment__unit").annotate(sum=Sum("quantity"))
    done = {(party, unit): sum_of for party, unit, sum_of in of}
    return [(party, unit, sum_of, done.get((party, unit), Decimal(0))) for party, unit, sum_of in much]


def still_open(mou: Mou) -> tuple[list[Commitment], int]:
    """The first open commitments of the agreement by day, and how many more there are; two queries at most."""
    waiting = mou.commitments.open()
    shown = list(waiting[:MOST_OPEN])
    return shown, waiting.count() - MOST_OPEN if len(shown) == MOST_OPEN else 0
