# SPDX-License-Identifier: GPL-3.0-or-later
"""Holding a section while writing it: taken, kept, released, taken over. The row of the case study is the lock."""

from collections.abc import Collection

from django.utils import timezone

from casestudies.actions.locking import locked_draft
from casestudies.errors import SectionHeld
from casestudies.models import CaseStudy, CoAuthor, Hold
from casestudies.models.holds import HELD_FOR
from casestudies.notifications import tell_of_hold
from journal.actions import record, recorded


@recorded
def take_hold(case_study: CaseStudy, section: str, *, by, takes_over: bool = False) -> Hold:
    """Write this section now, or go on writing it: others are told to wait for a while.

    With `takes_over` (the author's right) whoever held it is told. Raises what locking does, and SectionHeld.
    """
    case_study = locked_draft(case_study, by=by)
    now = timezone.now()
    theirs = _theirs(case_study, [section], by, now)
    if theirs and not takes_over:
        raise SectionHeld(theirs)
    _hold(case_study, [section], by, now)
    for hold in theirs:
        record("hold.taken_over", case_study, by=by, before=hold.held_by, after=hold.get_section_display())
        tell_of_hold(hold, by=by)
    return Hold.objects.get(case_study=case_study, section=section)


@recorded
def release_hold(case_study: CaseStudy, section: str, *, by) -> bool:
    """Let others write it; whether it was held. Somebody else's stays."""
    return bool(Hold.objects.filter(case_study=case_study, section=section, held_by=by).delete()[0])


def drop_holds(case_study: CaseStudy, user) -> None:
    """Whoever goes holds nothing. In the caller's transaction."""
    Hold.objects.filter(case_study=case_study, held_by=user).delete()


def hold_written(case_study: CaseStudy, sections: Collection[str], *, by) -> None:
    """What is saved is held by its writer for a while, so that every saving is a sign of life.

    In the transaction of a saving that has locked the case study. Raises SectionHeld, naming what others hold.
    Where nobody writes along there is nobody to hold it against, and nothing is written.
    """
    if not sections or not CoAuthor.objects.writing().filter(case_study=case_study).exists():
        return
    now = timezone.now()
    if theirs := _theirs(case_study, sections, by, now):
        raise SectionHeld(theirs)
    _hold(case_study, sections, by, now)


def _theirs(case_study: CaseStudy, sections: Collection[str], by, now) -> list[Hold]:
    held = Hold.objects.standing(now=now).filter(case_study=case_study, section__in=sections)
    return list(held.exclude(held_by=by).for_page())


def _hold(case_study: CaseStudy, sections: Collection[str], by, now) -> None:
    ends_at = now + HELD_FOR
    going_on = Hold.objects.standing(now=now).filter(case_study=case_study, section__in=sections, held_by=by)
    kept = set(going_on.values_list("section", flat=True))
    going_on.update(ends_at=ends_at)
    Hold.objects.bulk_create(
        [
            Hold(case_study=case_study, section=section, held_by=by, held_at=now, ends_at=ends_at)
            for section in sections
            if section not in kept
        ],
        update_conflicts=True,
        unique_fields=["case_study", "section"],
        update_fields=["held_by", "held_at", "ends_at"],
    )
