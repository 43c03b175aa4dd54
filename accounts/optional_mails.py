# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails one may do without: marked in the outbox with their kind and reader, so that a later no still counts."""

from accounts.models import User


def mark(user: User, kind: str) -> dict:
    """What the payload of such a mail says besides: of which `User.MailKind` it is, and for whom."""
    return {"optional": {"kind": User.MailKind(kind).value, "user": user.pk}}


def is_unwanted(payload: dict) -> bool:
    """Whether the reader stopped mails of its kind, or is no longer with us, since the mail was written."""
    if "optional" not in payload:
        return False
    reader = User.objects.filter(pk=payload["optional"]["user"], is_active=True).first()
    return reader is None or not reader.wants(payload["optional"]["kind"])
