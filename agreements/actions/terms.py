# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold of an agreement's terms, however they are written."""

from collections.abc import Mapping

from agreements.errors import (
    AlreadySigned,
    EndBeforeStart,
    FlagWithoutWords,
    ReviewOutsideTerm,
    SummaryMissing,
)
from partnerships.actions.rows import locked
from partnerships.models import Mou

FLAGS = ("has_conflict_of_interest", "has_paid_editing", "is_exclusive")


def check_terms(terms: Mapping) -> None:
    """Raises EndBeforeStart, ReviewOutsideTerm, FlagWithoutWords or SummaryMissing."""
    starts_on, ends_on, review_on = (terms.get(name) for name in ("starts_on", "ends_on", "review_on"))
    if starts_on and ends_on and ends_on < starts_on:
        raise EndBeforeStart
    if not is_within(review_on, starts_on, ends_on):
        raise ReviewOutsideTerm
    if any(terms.get(flag) for flag in FLAGS) and not (terms.get("flags_note") or "").strip():
        raise FlagWithoutWords
    if terms.get("is_summary_public") and not (terms.get("public_summary") or "").strip():
        raise SummaryMissing


def is_within(day, starts_on, ends_on) -> bool:
    """Whether a day, if there is one, lies in a term, open where it has no day."""
    return not day or ((not starts_on or starts_on <= day) and (not ends_on or day <= ends_on))


def open_draft(mou: Mou, *, version: int | None) -> Mou:
    """The draft, freshly read and locked. Raises AlreadySigned or ChangedMeanwhile."""
    mou = locked(mou, version=version)
    if mou.state != Mou.State.DRAFT:
        raise AlreadySigned
    return mou


def next_version(mou: Mou) -> None:
    """Count an edit of what hangs on the agreement as one of the agreement; its row is locked."""
    mou.version += 1
    mou.save(update_fields=["version"])
