# SPDX-License-Identifier: GPL-3.0-or-later
"""The weekly digest: one mail a week that says what waits, with a link by which mails of its kind stop."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.optional_mails import mark
from interface import words
from today.links import stop_address
from today.sources.base import SECTIONS, Line
from today.waiting import Waiting
from work.actions import post
from work.letters import letter, name

LINES_SAID = 10


def mail_digest(user: User, *, now: datetime) -> bool:
    """Put this week's digest for the user in the outbox, once. Whether there was something to say.

    Nothing goes to those who do not want it, have no address, no longer sign in, or for whom nothing waits.
    """
    if not (user.is_active and user.email and user.wants(User.MailKind.DIGEST)):
        return False
    waiting = Waiting(user, now=now)
    counts = waiting.counts()
    if not counts:
        return False
    year, week, _day = waiting.today.isocalendar()
    with translation.override(user.language or settings.LANGUAGE_CODE):
        payload = _payload(user, counts, waiting.lines(0, LINES_SAID))
    post(
        "mail",
        key=f"digest-{user.pk}-{year}-W{week:02}",
        payload=payload | {"to": user.email} | mark(user, User.MailKind.DIGEST),
    )
    return True


def _payload(user: User, counts: dict[int, int], lines: list[Line]) -> dict:
    total = sum(counts.values())
    subject = ngettext("This week: %(count)s thing waits", "This week: %(count)s things wait", total)
    said = [f"{SECTIONS[section]}: {words.number(count)}" for section, count in counts.items()]
    paragraphs = [_("This waits for you:"), said, _("First of all:"), [_line(line) for line in lines]]
    if total > len(lines):
        more = ngettext("And %(count)s more.", "And %(count)s more.", total - len(lines))
        paragraphs.append(more % {"count": words.number(total - len(lines))})
    return letter(
        user.language,
        subject=subject % {"count": words.number(total)},
        paragraphs=paragraphs,
        link=reverse("today:queue"),
        link_words=_("Your queue"),
        footer=_("You get this mail once a week, on Monday, when something waits for you."),
        unsubscribe=stop_address(user, User.MailKind.DIGEST),
    )


def _line(line: Line) -> tuple[str, str]:
    """What, of whom, why; it leads to the record, where the thing is done."""
    text = f"{name(line.what)} – {name(line.record)} ({line.why})"
    return text, line.record_address
