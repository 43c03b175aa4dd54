# SPDX-License-Identifier: GPL-3.0-or-later
"""Throwing away what is over of apps below this one, and of other people's: they know of no retention.

Each function takes the moment before which everything is over and yields the size of each committed batch.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session as DjangoSession
from django.db.models import Q
from django.utils import timezone
from knox.models import AuthToken
from pghistory.models import Context

from accounts.actions import destroy_old_sessions, destroy_unused
from accounts.actions.wiki import UNUSED_FOR
from journal.forgetting import dropped, faded
from journal.models import Entry
from privacy.actions.batches import delete, in_batches, write
from privacy.classes import DataClass
from privacy.registry import kinds_of
from work.models import FormKey, Message, Run

# Whose rows are somebody's who signs in: the number of one is the person's, or leads to them.
OF_ACCOUNTS = (DataClass.ACCOUNT, DataClass.CREDENTIAL, DataClass.SESSION, DataClass.LINK)


def sessions(before: datetime) -> Iterator[int]:
    """Those that ran out, or began too long ago; also what is left in Django's own table."""
    yield destroy_old_sessions(now=before)
    yield from in_batches(DjangoSession.objects.filter(expire_date__lt=before), delete)


def form_keys(before: datetime) -> Iterator[int]:
    yield from in_batches(FormKey.objects.filter(used_at__lt=before), delete)


def messages(before: datetime) -> Iterator[int]:
    """What left, and what was given up: the row stays, so that it is counted and never sent a second time."""
    over = Q(state=Message.State.SENT, sent_at__lt=before)
    over |= Q(state__in=[Message.State.REFUSED, Message.State.UNKNOWN], due_at__lt=before)
    full = Message.objects.filter(over).exclude(payload={}, error="")
    yield from in_batches(full, write(payload={}, error=""))


def errors_of_runs(before: datetime) -> Iterator[int]:
    over = Run.objects.filter(ended_at__lt=before).exclude(error="")
    yield from in_batches(over, write(error=""))


def lines_of_the_journal(before: datetime) -> Iterator[int]:
    """What was done to which record and when stays, by whom and why goes; lines on nothing but an account go whole.

    ADR 0020 says what still reads the lines that stay.
    """
    accounts = kinds_of(*OF_ACCOUNTS)
    old = Entry.objects.filter(at__lt=before)
    yield from in_batches(old.filter(thread_kind__in=["", *accounts]), dropped)
    told = Q(actor__isnull=False) | Q(request_id__isnull=False) | ~Q(before="", after="", note="")
    told |= Q(subject_kind__in=accounts) & ~Q(subject_id=0)
    yield from in_batches(old.filter(told), partial(faded, accounts=accounts))


def contexts_of_history(before: datetime) -> Iterator[int]:
    """Which user changed rows by which page; the context itself stays, since histories point to it."""
    over = Context.objects.filter(created_at__lt=before).exclude(metadata={})
    yield from in_batches(over, write(metadata={}))


def lines_of_the_admin(before: datetime) -> Iterator[int]:
    yield from in_batches(LogEntry.objects.filter(action_time__lt=before), delete)


def unused_credentials(before: datetime) -> Iterator[int]:
    yield destroy_unused(now=before + UNUSED_FOR)


def tokens(before: datetime) -> Iterator[int]:
    """Those that ran out, and those that are too old, with or without an end of their own."""
    over = AuthToken.objects.filter(Q(created__lt=before) | Q(expiry__lt=timezone.now()))
    yield from in_batches(over, delete)
