# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors of case studies that the clock and the queue open: bringing drafts, and asking Commons about pictures."""

import logging

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from casestudies.actions import pictures, wiki_drafts
from casestudies.bringing import Unusable, bring
from casestudies.models import Picture, WikiDraft
from casestudies.permissions import may_begin
from outreach import connection
from outreach.wiki.client import Wiki
from outreach.wiki.errors import PageMissing, WikiError
from outreach.wiki.named import BATCH
from work import actions as work
from work.models import Run
from work.running import say_so, while_ours

logger = logging.getLogger(__name__)


@shared_task
def begin_bringing():
    """Every five minutes: a wish that came while a run was ending is not forgotten."""
    wiki_drafts.begin_bringing()


@shared_task(on_failure=say_so)
def bring_drafts(run_id):
    """Bring every draft that waits, a request each. Safe to call twice: the second call finds the run taken."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        try:
            _bring_all(run)
        except SoftTimeLimitExceeded:
            work.fail(run, _("It took too long and was stopped. Drafts brought so far stay."))
        except WikiError as error:
            # The wiki itself does not answer: the wishes wait for the clock's next call.
            work.fail(run, error.reason)


def _bring_all(run: Run) -> None:
    wiki = connection.connect(beat=lambda: work.advance(run, progress=run.progress))
    waiting = WikiDraft.objects.waiting().select_related("asked_by").order_by("tries", "asked_at", "pk")
    while asked := waiting.first():
        wiki_drafts.note_try(asked)
        with override(asked.asked_by.language or None):
            if may_begin(asked.asked_by):
                _bring(wiki, asked)
            else:
                wiki_drafts.refuse_draft(asked, wiki_drafts.NO_RIGHT)
        work.advance(run, progress=run.progress + 1)
    work.finish(run)


def _bring(wiki: Wiki, asked: WikiDraft) -> None:
    """Raises a WikiError while asking again may help: one page that breaks the answer is given up in the end."""
    try:
        wiki_drafts.bring_draft(asked, bring(wiki, asked.asked_for))
    except PageMissing:
        why = _("The wiki has no page “%(title)s”.") % {"title": asked.asked_for}
        wiki_drafts.refuse_draft(asked, why)
    except Unusable as error:
        wiki_drafts.refuse_draft(asked, error.reason)
    except WikiError as error:
        if asked.tries + 1 < wiki_drafts.MOST_TRIES:
            raise
        wiki_drafts.refuse_draft(asked, error.reason)


@shared_task
def begin_check():
    """Every five minutes: a picture named while a run was ending, or asked about a month ago, is not forgotten."""
    if Picture.objects.due(now=timezone.now()).exists():
        pictures.begin_checking()


@shared_task(on_failure=say_so)
def check_pictures(run_id):
    """Ask Commons about every picture that is due, 50 a request. Safe to call twice; what was answered is not due."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        try:
            _check_all(run)
        except SoftTimeLimitExceeded:
            work.fail(run, _("It took too long and was stopped. What Commons said so far stays."))
        except WikiError as error:
            work.fail(run, error.reason)


def _check_all(run: Run) -> None:
    commons = connection.connect_files(beat=lambda: work.advance(run, progress=run.progress))
    asked: set[int] = set()
    while rows := list(Picture.objects.due(now=timezone.now()).exclude(pk__in=asked)[:BATCH]):
        asked |= {row.pk for row in rows}
        pictures.keep_answers(rows, next(commons.files(row.name for row in rows)), now=timezone.now())
        work.advance(run, progress=run.progress + len(rows))
    work.finish(run, requests=commons.request_count)
    begin_check()  # what was named while this run was past it
