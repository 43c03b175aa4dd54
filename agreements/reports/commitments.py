# SPDX-License-Identifier: GPL-3.0-or-later
"""What each side promised and how it stands: by side with a balance, one by one, over all agreements."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from accounts.permissions import may
from agreements.actions.progress import Done, done_of
from interface import words
from journal.models import Entry
from partnerships.models import Commitment, Mou
from partnerships.permissions import may_edit_mou, may_read_notes

State = Commitment.State
KINDS = {State.KEPT: "success", State.PARTLY: "warning", State.LAPSED: "error"}
LONGEST_HISTORY = 100


@dataclass(frozen=True)
class Line:
    """One commitment as a reader sees it."""

    commitment: Commitment
    done: Done
    person: str
    advocate: str

    @property
    def label(self) -> str:
        return _("late") if self.commitment.is_late else self.commitment.get_state_display()

    @property
    def kind(self) -> str:
        return "warning" if self.commitment.is_late else KINDS.get(self.commitment.state, "")

    @property
    def is_reached(self) -> bool:
        """All that was promised is noted, and nobody has said so yet."""
        is_open = self.commitment.state == State.OPEN
        return is_open and self.commitment.quantity is not None and not self.done.falls_short(self.commitment)

    @property
    def proposed(self) -> str:
        """The state that the noted progress speaks for."""
        if self.commitment.quantity is None:
            return State.KEPT
        if not self.done.falls_short(self.commitment):
            return State.KEPT
        return State.PARTLY if self.done.is_something() else State.LAPSED

    @property
    def share(self) -> Decimal:
        """How much of the quantity is done, for a bar: never more than all."""
        return min(self.done.amount, self.commitment.quantity)

    @property
    def amount(self) -> str:
        """“120 of 1,000 images”; “1,000 images” in a draft, where nothing is counted yet; "" without a quantity."""
        commitment = self.commitment
        if commitment.quantity is None:
            return ""
        said = {"all": words.number(commitment.quantity), "unit": commitment.unit}
        if commitment.mou.state == Mou.State.DRAFT:
            return _("%(all)s %(unit)s") % said
        return _("%(done)s of %(all)s %(unit)s") % (said | {"done": words.number(self.done.amount)})


@dataclass(frozen=True)
class Balance:
    """How the promises of one side stand; waived ones do not count towards `all`."""

    label: str
    counts: Counter
    late: int

    @property
    def all(self) -> int:
        return self.counts.total() - self.counts[State.WAIVED]

    @property
    def kept(self) -> int:
        return self.counts[State.KEPT]

    @property
    def sentence(self) -> str:
        """“3 of 5 kept, 1 late”, in the reader's words and digits."""
        said = [_("%(kept)s of %(all)s kept") % _digits(kept=self.kept, all=self.all)]
        if partly := self.counts[State.PARTLY]:
            said.append(ngettext("%(n)s partly kept", "%(n)s partly kept", partly) % _digits(n=partly))
        if lapsed := self.counts[State.LAPSED]:
            said.append(ngettext("%(n)s lapsed", "%(n)s lapsed", lapsed) % _digits(n=lapsed))
        if self.late:
            said.append(ngettext("%(n)s late", "%(n)s late", self.late) % _digits(n=self.late))
        if waived := self.counts[State.WAIVED]:
            said.append(ngettext("%(n)s waived", "%(n)s waived", waived) % _digits(n=waived))
        return _(", ").join(said)

    @property
    def bar(self) -> SafeString:
        """The same as a strip, which the sentence beside it says in words."""
        late = self.late
        parts = [
            ("kept", self.kept),
            ("partly", self.counts[State.PARTLY]),
            ("lapsed", self.counts[State.LAPSED]),
            ("late", late),
            ("open", self.counts[State.OPEN] - late),
        ]
        return _strip(parts)


# As attributes, for paper and where no style sheet is read; on a dark ground they stand out as well.
_COLOURS = {"kept": "#099979", "partly": "#ab7f2a", "lapsed": "#d74032", "late": "#edb537", "open": "#a2a9b1"}


def _strip(parts: list[tuple[str, int]]) -> SafeString:
    width = 100 / (sum(number for _name, number in parts) or 1)
    place, drawn = 0.0, []
    for name, number in parts:
        start = 100 - place - number * width if get_language_bidi() else place
        drawn.append((f"{start:.2f}", f"{number * width:.2f}", _COLOURS[name]))
        place += number * width
    return format_html(
        '<svg class="chart__strip" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 8" width="100%" height="8"'
        ' preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        format_html_join(
            "",
            '<rect x="{}" width="{}" height="8" fill="{}"/>',
            (part for part in drawn if part[1] != "0.00"),
        ),
    )


def _digits(**numbers: int) -> dict[str, str]:
    return {name: words.number(value) for name, value in numbers.items()}


def balances(commitments: Iterable[Commitment]) -> dict[str, Balance]:
    """{party: balance} of the sides that promised something, in the order of the parties."""
    counts = {party: Counter() for party in Commitment.Party.values}
    late = Counter()
    for each in commitments:
        counts[each.party][each.state] += 1
        late[each.party] += each.is_late
    return {
        party.value: Balance(party.label, counts[party.value], late[party.value])
        for party in Commitment.Party
        if counts[party.value]
    }


def lines_of(user, commitments: Iterable[Commitment]) -> list[Line]:
    """A line for each, with what is noted towards it; one query. Needs `user` and `advocate` joined."""
    commitments = list(commitments)
    done = done_of(commitments)
    return [
        Line(
            commitment=each,
            done=done[each.pk],
            person=str(each.user) if each.user_id else "",
            advocate=advocate_for(user, each),
        )
        for each in commitments
    ]


def advocate_for(user, commitment: Commitment) -> str:
    """The advocate's name for those of the affiliate that knows them; for others that there is one."""
    if commitment.advocate_id is None:
        return ""
    # Of others' advocates the database tells nothing.
    advocate = commitment.advocate
    is_known = advocate is not None and may(user, "advocate.see", affiliate_id=advocate.affiliate_id)
    return str(advocate) if is_known else _("an advocate")


def commitments_panel(user, mou: Mou) -> dict:
    """What `agreements/_mou_commitments.html` shows as `panel`; two queries, one without commitments.

    {mou, number, sides: [{label, balance, lines}], may_edit, may_add}
    """
    commitments = list(mou.commitments.select_related("user", "advocate"))
    for each in commitments:
        each.mou = mou
    lines = lines_of(user, commitments) if commitments else []
    may_edit = may_edit_mou(user, mou.partnership)
    return {
        "mou": mou,
        "number": len(lines),
        "sides": [
            {
                "party": party,
                "label": balance.label,
                "balance": balance,
                "lines": [line for line in lines if line.commitment.party == party],
            }
            for party, balance in balances(commitments).items()
        ],
        "may_edit": may_edit,
        "may_add": may_edit and mou.state == Mou.State.DRAFT,
    }


@dataclass(frozen=True)
class Happening:
    """One line of a commitment's history."""

    at: object
    who: str
    text: str
    note: str
    icon_name: str = "history"


def history_of(user, commitment: Commitment) -> list[Happening]:
    """What the journal says of it, newest first; notes only for those who read the partnership's."""
    partnership = commitment.mou.partnership
    with_notes = may_read_notes(user, partnership)
    entries = Entry.objects.about(partnership).filter(
        subject_kind=Commitment._meta.label_lower, subject_id=commitment.pk
    )
    return [
        Happening(
            at=each.at,
            who=each.who or _("the platform"),
            text=str(each.sentence),
            note=each.note if with_notes else "",
        )
        for each in entries.newest()[:LONGEST_HISTORY]
    ]


def neighbours_of(commitment: Commitment) -> dict:
    """The occurrences before and after it in its chain, if any; at most one query."""
    if not commitment.recurrence:
        return {}
    near = Commitment.objects.filter(previous=commitment)
    if commitment.previous_id:
        near |= Commitment.objects.filter(pk=commitment.previous_id)
    rows = {each.pk: each for each in near}
    return {
        "before": rows.pop(commitment.previous_id, None),
        "after": next(iter(rows.values()), None),
    }
