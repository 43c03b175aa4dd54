# SPDX-License-Identifier: GPL-3.0-or-later
"""An agreement that ends soon brings its partnership back to whoever leads it: renew, or let it end?"""

import re
from calendar import monthrange
from datetime import date, timedelta

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import translation
from django.utils.translation import gettext as _

from agreements.actions.amendments import amend_mou
from agreements.errors import AlreadyLetEnd, EndWithoutReason, NothingToRenew
from interface import words
from journal.actions import record, recorded
from partnerships.actions.rows import locked
from partnerships.models import Mou, Partnership
from partnerships.models.agreements import LET_END
from teamwork.actions import drop_task, finish_task, make_task
from teamwork.models import Task

# The partner's side needs about as long to read, decide and sign.
_ANSWER_DAYS = 30
_LONGEST_TITLE = 300
_YEARS = re.compile(r" \(\d{4}(–\d{4})?\)$")


def ask_to_renew(*, today: date) -> int:
    """Give each lead a task for every agreement that ends soon with nothing to follow, once. How many tasks."""
    asked = Task.objects.filter(
        thread_kind=Partnership._meta.label_lower,
        thread_id=OuterRef("partnership"),
        origin=Concat(Value("renew-"), Cast(OuterRef("pk"), CharField()), output_field=CharField()),
    )
    ending = Mou.objects.to_renew(on=today).exclude(Exists(asked))
    return sum(
        _ask(mou, today)
        for mou in ending.select_related(
            "partnership__affiliate", "partnership__lead", "partnership__institution"
        ).iterator(chunk_size=100)
    )


def _ask(mou: Mou, today: date) -> bool:
    lead = mou.partnership.lead
    with translation.override(lead.language or settings.LANGUAGE_CODE):
        title = _question(mou, today)
    answer_on = mou.ends_on - timedelta(days=max(_ANSWER_DAYS, mou.notice_days or 0))
    make_task(
        mou.partnership,
        mou.partnership.affiliate,
        by=None,
        title=title,
        assignee=lead,
        due_on=max(today, answer_on),
        origin=_origin(mou),
    )
    return True


def _question(mou: Mou, today: date) -> str:
    said = {"agreement": mou.title[:150], "day": words.day(mou.ends_on)}
    if not mou.notice_on or mou.notice_on < today:
        return _("Renew “%(agreement)s”? It ends on %(day)s.") % said
    return _("Renew “%(agreement)s”? It ends on %(day)s; the last day to give notice is %(notice)s.") % (
        said | {"notice": words.day(mou.notice_on)}
    )


def _origin(mou: Mou) -> str:
    return f"renew-{mou.pk}"


@recorded
def draft_renewal(mou: Mou, *, by) -> Mou:
    """The draft that follows an agreement: the same text for as long again, from the day after its end.

    While an amendment of it is being drafted, that one is returned and nothing is written. The question
    whether to renew is answered by it. Raises NothingToRenew.
    """
    mou = _renewable(mou)
    if there := mou.amendments.filter(state=Mou.State.DRAFT).first():
        return there
    starts_on = mou.ends_on + timedelta(days=1)
    ends_on = same_length(mou.starts_on or mou.signed_on, mou.ends_on)
    draft = amend_mou(
        mou, by=by, starts_on=starts_on, ends_on=ends_on, title=_renewed_title(mou, starts_on, ends_on)
    )
    for task in _questions(mou):
        finish_task(task, by=by)
    return draft


@recorded
def let_end(mou: Mou, *, by, reason: str) -> Mou:
    """Say that an agreement may run out, and why; it is not asked about again.

    Raises NothingToRenew, EndWithoutReason or AlreadyLetEnd.
    """
    mou, reason = _renewable(mou), reason.strip()
    if not reason:
        raise EndWithoutReason
    if Mou.objects.let_end().filter(pk=mou.pk).exists():
        raise AlreadyLetEnd
    for task in _questions(mou):
        drop_task(task, by=by, why=reason)
    record(LET_END, mou, by=by, about=mou.partnership, before=mou.title, after=mou.ends_on, note=reason)
    return mou


def _renewable(mou: Mou) -> Mou:
    mou = locked(mou, version=None)
    if mou.state == Mou.State.DRAFT or not mou.ends_on or mou.superseded_on:
        raise NothingToRenew
    return mou


def _questions(mou: Mou) -> list[Task]:
    """The open tasks that ask whether to renew it: one, or none yet."""
    return list(Task.objects.open().about(mou.partnership).filter(origin=_origin(mou)))


def same_length(starts_on: date, ends_on: date) -> date:
    """The last day of a term as long as that one, which begins the day after it.

    Whole months stay whole months: a year is followed by a year, whether a leap day lies in it or not. The
    last day there is, for what would last longer.
    """
    after = ends_on + timedelta(days=1)
    months = (after.year - starts_on.year) * 12 + after.month - starts_on.month
    if months > 0 and after.day == starts_on.day:
        begun_anew = _months_later(after, months)
        return begun_anew - timedelta(days=1) if begun_anew else date.max
    days = max(ends_on - starts_on, timedelta(0))
    return after + days if date.max - after > days else date.max


def _months_later(day: date, months: int) -> date | None:
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    if year > date.max.year:
        return None
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _renewed_title(mou: Mou, starts_on: date, ends_on: date) -> str:
    """The title with the years of the new term, in place of those a renewal before it has put there."""
    years = str(starts_on.year) if starts_on.year == ends_on.year else f"{starts_on.year}–{ends_on.year}"
    title = _YEARS.sub("", mou.title)
    return f"{title[: _LONGEST_TITLE - 14]} ({years})"
