# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts that nobody writes on: their authors are warned, and a month later they go."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from casestudies.models import CaseStudy, WikiDraft
from casestudies.notifications import IDLE, tell_of_idle
from journal.actions import forget_words, record
from journal.forgetting import emptied
from privacy.actions.batches import delete, in_batches
from teamwork.models import Notice

WARNED_FOR = timedelta(days=30)
# A warning is given by a clock that strikes once a day, and may strike late.
_LATE = timedelta(days=2)
# What its authors can still write, hand in or leave: not what waits for a reviewer, nor what was on the wiki.
_THEIRS = (CaseStudy.State.DRAFT, CaseStudy.State.CHANGES, CaseStudy.State.WITHDRAWN)


def forget_idle(before: datetime) -> Iterator[int]:
    """Warn of drafts that will be over in thirty days; throw away those saved before that moment and warned of.

    Whoever saves a draft begins its time anew, and is warned anew. One that nobody was warned of yet, since the
    clock stood still, gets its thirty days.
    """
    now = timezone.now()
    for draft in _to_warn_of(before + WARNED_FOR).iterator():
        goes_at = max(draft.saved_at + (now - before), now + WARNED_FOR)
        tell_of_idle(draft, day=timezone.localdate(goes_at))
    yield from in_batches(_warned_and_over(before), _throw_away)


def forget_refused(before: datetime) -> Iterator[int]:
    """Throw away what was asked for from the wiki and not brought."""
    old = WikiDraft.objects.filter(state=WikiDraft.State.REFUSED, ended_at__lt=before)
    yield from in_batches(old, delete)


def _idle(before: datetime) -> QuerySet:
    return CaseStudy.objects.filter(
        state__in=_THEIRS, page=None, author__isnull=False, edition__isnull=True, saved_at__lt=before
    )


def _warnings() -> QuerySet:
    """Those of the draft of the outer query that were given since it was last saved."""
    return Notice.objects.filter(
        thread_kind=CaseStudy._meta.label_lower,
        thread_id=OuterRef("pk"),
        kind=IDLE,
        made_at__gte=OuterRef("saved_at"),
    )


def _to_warn_of(before: datetime) -> QuerySet:
    """Who cannot sign in any more is not warned: nobody would read it."""
    unsaid = _idle(before).filter(~Exists(_warnings()), author__is_active=True)
    return unsaid.select_related("author").order_by("pk")


def _warned_and_over(before: datetime) -> QuerySet:
    long_ago = _warnings().filter(made_at__lt=timezone.now() - WARNED_FOR + _LATE)
    return _idle(before).filter(Q(Exists(long_ago)) | Q(author__is_active=False))


def _throw_away(drafts: QuerySet) -> None:
    """Drafts with all that hangs on them, and what histories, notices and the journal said of them in words."""
    for draft in drafts:
        forget_words(draft)
        record("casestudy.forgotten", draft, by=None)
    keys = [draft.pk for draft in drafts]
    kind = CaseStudy._meta.label_lower
    Notice.objects.filter(thread_kind=kind, thread_id__in=keys).delete()
    CaseStudy.objects.filter(pk__in=keys).delete()
    # The deletion too was written down, with the title.
    past = CaseStudy.pgh_event_model.objects.filter(pgh_obj_id__in=keys)
    emptied(past, title="", campaign="", campaign_url="")
