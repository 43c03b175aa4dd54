# SPDX-License-Identifier: GPL-3.0-or-later
"""From which day on an advocate's time runs: the last contact, or the day the partnership closed.

Which of the two is a setting of the whole platform (`CONTACT_RETENTION_FROM`).
"""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from partnerships.models import Advocate, CoLead, Partnership
from partnerships.stages import CLOSED
from privacy.periods import PARTNERSHIP_CLOSED


def runs_from_closing() -> bool:
    return settings.CONTACT_RETENTION_FROM == PARTNERSHIP_CLOSED


def kept_until(start: date) -> date:
    """The last day of somebody whose time runs from `start`."""
    return start + timedelta(days=settings.CONTACT_RETENTION_DAYS)


def start_of(advocate: Advocate) -> date | None:
    """The day from which the time of the (stored) advocate runs; None where neither is known."""
    if not runs_from_closing() or advocate.pk is None:
        return advocate.last_contact_on
    return _start(_with_partnerships(Advocate.objects.filter(pk=advocate.pk)).get())


def renew_clocks(*, today: date, batch: int = 100) -> int:
    """Give those whose partnership goes on, or closed only lately, the time that is theirs. How many those are.

    Looked at are only those who run out soon enough to be warned of: so the day that is stored is right before
    anybody is warned or forgotten, and the others cost nothing. Never shorter than what was promised.
    """
    if not runs_from_closing():
        return 0
    soon = Advocate.objects.running_out(by=today + timedelta(days=settings.CONTACT_REMINDER_DAYS))
    renewed, last = 0, 0
    while found := list(_with_partnerships(soon.filter(pk__gt=last).order_by("pk"))[:batch]):
        for advocate in found:
            start = _start(advocate)
            if start and (until := kept_until(start)) > advocate.keep_until_on:
                same = Advocate.objects.filter(pk=advocate.pk, keep_until_on=advocate.keep_until_on)
                renewed += same.update(keep_until_on=until)
        last = found[-1].pk
    return renewed


def _start(advocate) -> date | None:
    if advocate.goes_on:
        return timezone.localdate()
    if advocate.closed_at:
        return timezone.localdate(advocate.closed_at)
    return advocate.last_contact_on


def _with_partnerships(advocates):
    """With `goes_on`, whether a partnership is open where they work, and `closed_at` of the last that was."""
    joined = CoLead.objects.accepted().filter(
        partnership=OuterRef("pk"), affiliate=OuterRef(OuterRef("affiliate"))
    )
    ours = Partnership.objects.kept().filter(Q(affiliate=OuterRef("affiliate")) | Exists(joined))
    here = ours.filter(institution__posts__advocate=OuterRef("pk"))
    present = ours.filter(institution__posts__advocate=OuterRef("pk"), institution__posts__ended_on=None)
    closed = here.filter(phase__in=CLOSED).order_by("-stage_entered_at").values("stage_entered_at")[:1]
    return advocates.annotate(goes_on=Exists(present.open()), closed_at=Subquery(closed))
