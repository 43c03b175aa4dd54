# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody leaves an affiliate: all that was theirs goes to a colleague or is knowingly left."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Affiliate, User
from accounts.permissions import may
from journal.actions import record, recorded
from partnerships.actions.rows import write_changes
from partnerships.errors import ChoicesMissing, LeadOutsideAffiliate, ListChanged
from partnerships.models import CoLead, Commitment, Mou, Partnership
from teamwork.actions import make_task, reassign_task
from teamwork.models import Task


@dataclass(frozen=True)
class Item:
    """One row of a portfolio: a partnership led, a draft in one, a commitment seen to, or an open task."""

    key: str
    row: Partnership | Mou | Commitment | Task
    partnership: Partnership | None

    @property
    def kind(self) -> str:
        return self.key.split("-")[0]

    @property
    def version(self) -> int:
        return self.row.version


@dataclass(frozen=True)
class Choice:
    """Who takes it; without anybody it is left for the reason given. `version` is the one that was seen."""

    to: User | None = None
    reason: str = ""
    version: int = 0


def portfolio(user: User, affiliate: Affiliate, *, lock: bool = False) -> list[Item]:
    """What the user is answerable for in the affiliate, in four queries."""
    joined = CoLead.objects.accepted().filter(affiliate=affiliate).order_by().values("partnership")
    theirs = Q(affiliate=affiliate) | Q(pk__in=joined)
    led = Partnership.objects.kept().open().filter(theirs, lead=user).order_by("pk")
    tasks = Task.objects.open().filter(assignee=user, affiliate=affiliate).order_by("pk")
    promised = _promised(user, affiliate, joined)
    if lock:
        led, tasks = led.select_for_update(of=["self"]), tasks.select_for_update()
        promised = promised.select_for_update(of=["self"])
    partnerships = {each.pk: each for each in led.select_related("institution", "affiliate")}
    drafts = Mou.objects.filter(partnership__in=partnerships, state=Mou.State.DRAFT).order_by("pk")
    return [
        *(Item(f"partnership-{pk}", each, each) for pk, each in partnerships.items()),
        *(Item(f"agreement-{each.pk}", each, partnerships[each.partnership_id]) for each in drafts),
        *(Item(f"commitment-{each.pk}", each, each.mou.partnership) for each in promised),
        *(Item(f"task-{each.pk}", each, None) for each in tasks),
    ]


def _promised(user: User, affiliate: Affiliate, joined):
    """Open commitments the user sees to in partnerships that the affiliate leads, whoever else does."""
    theirs = Q(mou__partnership__affiliate=affiliate) | Q(mou__partnership__in=joined)
    still_hold = {"mou__superseded_on": None, "mou__partnership__removed_at": None}
    rows = Commitment.objects.open().filter(theirs, user=user, **still_hold)
    return rows.select_related("mou__partnership__institution").order_by("pk")


@recorded
def hand_over_portfolio(
    user: User, affiliate: Affiliate, *, by: User, choices: Mapping[str, Choice]
) -> dict[str, int]:
    """Give each row of the portfolio to the one chosen for it, or note why it stays; all or nothing.

    Raises ListChanged when rows came, went or changed since they were looked at, ChoicesMissing, or
    LeadOutsideAffiliate for somebody who may not steer there. Returns {"passed": …, "left": …}.
    """
    items = portfolio(user, affiliate, lock=True)
    changed = {
        each.key for each in items if each.key not in choices or choices[each.key].version != each.version
    } | (set(choices) - {each.key for each in items})
    if changed:
        raise ListChanged(changed)
    if any(choice.to is None and not choice.reason.strip() for choice in choices.values()):
        raise ChoicesMissing
    for receiver in {choice.to for choice in choices.values() if choice.to}:
        if receiver.pk == user.pk or not may(receiver, "partnership.steer", affiliate_id=affiliate.pk):
            raise LeadOutsideAffiliate
    for item in items:
        _give(item, choices[item.key], user=user, affiliate=affiliate, by=by)
    passed = sum(choice.to is not None for choice in choices.values())
    return {"passed": passed, "left": len(items) - passed}


LEFT = {
    "partnership": "partnership.lead_left",
    "agreement": "mou.left",
    "commitment": "commitment.left",
    "task": "task.left",
}


def _give(item: Item, choice: Choice, *, user: User, affiliate: Affiliate, by: User) -> None:
    if choice.to is None:
        about = item.partnership or _task_record(item.row)
        record(LEFT[item.kind], item.row, by=by, about=about, before=user, note=choice.reason.strip())
    elif item.kind == "task":
        reassign_task(item.row, to=choice.to, by=by, version=item.version)
    elif item.kind == "commitment":
        write_changes(item.row, user=choice.to)
        record(
            "commitment.handed_over",
            item.row,
            by=by,
            about=item.partnership,
            before=user,
            after=choice.to,
            note=choice.reason.strip(),
        )
    elif item.kind == "partnership":
        write_changes(item.row, lead=choice.to)
        record(
            "partnership.handed_over",
            item.row,
            by=by,
            before=user,
            after=choice.to,
            note=choice.reason.strip(),
        )
    else:
        make_task(
            item.partnership,
            affiliate,
            by=by,
            title=_("Finish the draft of “%(agreement)s”") % {"agreement": str(item.row)[:200]},
            assignee=choice.to,
            origin=f"agreement-{item.row.pk}",
        )
        record("mou.handed_over", item.row, by=by, about=item.partnership, before=user, after=choice.to)


def _task_record(task: Task):
    """The partnership a task hangs on, when it is one; else the task itself."""
    if task.thread_kind != Partnership._meta.label_lower:
        return task
    return Partnership.objects.filter(pk=task.thread_id).first() or task
