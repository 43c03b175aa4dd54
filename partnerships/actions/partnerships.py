# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written about a partnership: its lead, its words, its next step, and putting back what stood there."""

from collections.abc import Mapping
from datetime import date

from accounts.models import User
from accounts.permissions import may
from journal.actions import record, recorded
from partnerships.actions.rows import locked, write_changes
from partnerships.errors import (
    LeadOutsideAffiliate,
    NoNextStep,
    PublicAndConfidential,
    SomethingElseMeanwhile,
)
from partnerships.models import Partnership
from partnerships.models.sharing import participants_of
from teamwork.actions import follow

# What `correct_partnership` changes. The stage has a verb of its own, the next step another.
CORRECTABLE = frozenset(
    {
        "lead",
        "origin",
        "summary",
        "notes",
        "is_public",
        "is_confidential",
        "effort",
        "effort_note",
        "expected_works",
    }
)
PLANNED = frozenset({"next_step", "next_step_on"})


@recorded
def plan_next_step(
    partnership: Partnership, *, version: int, by: User, next_step: str, next_step_on: date | None
) -> Partnership:
    """Say what is to be done next and when; empty clears it. Raises ChangedMeanwhile."""
    partnership = locked(partnership, version=version)
    if write_changes(partnership, next_step=next_step, next_step_on=next_step_on):
        record("partnership.planned", partnership, by=by, after=next_step)
    return partnership


@recorded
def finish_next_step(partnership: Partnership, *, version: int, by: User) -> Partnership:
    """The next step is done: it leaves its place to another. Raises ChangedMeanwhile or NoNextStep."""
    partnership = locked(partnership, version=version)
    done = partnership.next_step
    if not done:
        raise NoNextStep
    write_changes(partnership, next_step="", next_step_on=None)
    record("partnership.step_done", partnership, by=by, before=done)
    return partnership


@recorded
def correct_partnership(partnership: Partnership, *, version: int, by: User, **facts) -> Partnership:
    """Change what is written about a partnership; `facts` are any of CORRECTABLE.

    Raises ChangedMeanwhile, LeadOutsideAffiliate or PublicAndConfidential.
    """
    if foreign := facts.keys() - CORRECTABLE:
        raise TypeError(f"not to be corrected: {', '.join(sorted(foreign))}")
    partnership = locked(partnership, version=version)
    lead = facts.get("lead")
    if lead is not None and lead.pk != partnership.lead_id:
        check_lead(lead, *participants_of(partnership))
    check_openness(partnership, facts)
    changed = write_changes(partnership, **facts)
    if changed:
        record("partnership.corrected", partnership, by=by, **changed.told)
    if "lead" in changed:
        follow(partnership, by=partnership.lead)
    return partnership


@recorded
def put_back(partnership: Partnership, name: str, *, by: User, became, was) -> Partnership:
    """Give a field the value it had before a change, if it is still what that change made it.

    `became` and `was` are values of the column: keys for relations. Raises SomethingElseMeanwhile,
    LeadOutsideAffiliate or PublicAndConfidential.
    """
    if name not in CORRECTABLE | PLANNED:
        raise TypeError(f"not to be put back: {name}")
    partnership = locked(partnership, version=None)
    column = Partnership._meta.get_field(name)
    if getattr(partnership, column.attname) != became:
        raise SomethingElseMeanwhile
    if name == "lead":
        check_lead(User.objects.get(pk=was), *participants_of(partnership))
    check_openness(partnership, {name: was})
    changed = write_changes(partnership, **{column.attname: was})
    record("partnership.put_back", partnership, by=by, **changed.told)
    return partnership


def check_openness(partnership: Partnership, values: Mapping) -> None:
    """Raises PublicAndConfidential where the partnership would be both with these values."""
    if all(values.get(name, getattr(partnership, name)) for name in ("is_public", "is_confidential")):
        raise PublicAndConfidential


def check_lead(lead: User, *affiliate_ids: int) -> None:
    """Raises LeadOutsideAffiliate unless the user may steer the partnerships of one of the affiliates."""
    if not any(may(lead, "partnership.steer", affiliate_id=pk) for pk in affiliate_ids):
        raise LeadOutsideAffiliate
