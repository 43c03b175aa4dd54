# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling people what we keep of them: when it is due, by mail from here, or noted as done otherwise."""

from datetime import date

from django.utils import timezone

from journal.actions import record, recorded
from partnerships.actions.rows import locked
from partnerships.actions.sending import Purpose, write_to
from partnerships.actions.timelines import thread_of
from partnerships.errors import NobodyAnyMore
from partnerships.errors.notices import NoticeGiven, NoticeTextMissing
from partnerships.models import Advocate, Contact, Notice
from partnerships.models.notices import WITHIN
from privacy.asking import in_force
from work import letters
from work.models import Message

# With these the mail did not get there: it may be sent again.
NOT_SENT = {Message.State.REFUSED, Message.State.UNKNOWN}


def begin_notice(advocate: Advocate) -> Notice:
    """Say until when somebody newly entered is told; who gave us the data themselves knows."""
    today = timezone.localdate()
    is_known = advocate.source == Advocate.Source.THEMSELVES
    return Notice.objects.create(
        advocate=advocate,
        entered_on=today,
        due_on=today + WITHIN,
        how=Notice.How.THEMSELVES if is_known else "",
        given_on=today if is_known else None,
    )


def set_due(advocate: Advocate) -> None:
    """Whoever is written or spoken to is told then, at the latest; called when contacts change."""
    notice = Notice.objects.select_for_update().filter(advocate=advocate, how="").first()
    if notice is None:
        return
    ours = advocate.contacts.filter(happened_on__gt=notice.entered_on)
    first = ours.exclude(direction=Contact.Direction.THEIRS).order_by("happened_on").first()
    latest = notice.entered_on + WITHIN
    due_on = min(first.happened_on, latest) if first else latest
    if due_on != notice.due_on:
        notice.due_on = due_on
        notice.save(update_fields=["due_on"])


@recorded
def send_notice(advocate: Advocate, *, by, language: str, subject: str, body: str) -> Notice:
    """Send the notice by mail, in the words its sender has read.

    Raises NoMailAddress, NoticeTextMissing, NoticeGiven or NobodyAnyMore.
    """
    notice = _open_notice(advocate)
    key = (
        f"notice-{advocate.pk}-{Message.objects.filter(key__startswith=f'notice-{advocate.pk}-').count() + 1}"
    )
    payload = letters.letter(language, subject=subject, paragraphs=body.split("\n\n"))
    message = write_to(advocate, purpose=Purpose.NOTICE, key=key, payload=payload, reply_to=by.email)
    return _close(notice, by=by, how=Notice.How.MAIL, language=language, message_key=message.key)


@recorded
def note_notice(
    advocate: Advocate, *, by, how: str, given_on: date | None = None, language: str = "", note: str = ""
) -> Notice:
    """Note that they were told otherwise, or need not be. Raises NoticeGiven or NobodyAnyMore."""
    return _close(
        _open_notice(advocate), by=by, how=how, given_on=given_on, language=language, note=note.strip()
    )


def forget_notice(advocate: Advocate, _kept=()) -> None:
    """Empty the words noted of it; called when somebody is forgotten."""
    Notice.objects.filter(advocate=advocate).exclude(note="").update(note="")


def _open_notice(advocate: Advocate) -> Notice:
    advocate = locked(advocate, version=None)
    if advocate.is_anonymous:
        raise NobodyAnyMore
    notice = Notice.objects.filter(advocate=advocate).first() or begin_notice(advocate)
    sent = Message.objects.filter(key=notice.message_key).first() if notice.message_key else None
    if notice.how and not (sent and sent.state in NOT_SENT):
        raise NoticeGiven
    return notice


def _close(notice: Notice, *, by, how: str, given_on=None, language="", message_key="", note="") -> Notice:
    statement = in_force().get("notice")
    if how == Notice.How.MAIL and statement is None:
        raise NoticeTextMissing
    notice.how, notice.given_on, notice.language = how, given_on or timezone.localdate(), language
    notice.statement_id = None if how == Notice.How.THEMSELVES else statement
    notice.message_key, notice.note, notice.by = message_key, note, by
    notice.save(update_fields=["how", "given_on", "language", "statement", "message_key", "note", "by"])
    advocate = notice.advocate
    record("advocate.notified", advocate, by=by, about=thread_of(advocate), after=notice.get_how_display())
    return notice
