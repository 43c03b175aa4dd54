# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails that say what a notice says: rows in the outbox, written with the change; the worker sends them."""

from django.conf import settings
from django.utils import translation

from accounts.models import User
from accounts.optional_mails import mark
from teamwork import notices
from work.actions import post


def mail_notice(user, *, kind: str, key: str, words: dict, address: str) -> None:
    """Post the notice to the user's mailbox in their language; nothing without an address or when unwanted."""
    if not user.email or not user.wants(User.MailKind.NOTICES):
        return
    with translation.override(user.language or settings.LANGUAGE_CODE):
        said = " ".join(notices.sentence(kind, words).split())
        farewell = notices.mail_reason_of(kind)
    link = f"{settings.SITE_URL.rstrip('/')}{address}"
    post(
        "mail",
        key=f"notice-{user.pk}-{key}"[:200],
        payload={
            "to": user.email,
            "subject": said if len(said) <= 150 else f"{said[:149]}…",
            "body": f"{said}\n\n{link}\n\n{farewell}\n",
        }
        | mark(user, User.MailKind.NOTICES),
    )
