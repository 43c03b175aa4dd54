# SPDX-License-Identifier: GPL-3.0-or-later
"""Signed addresses by which a mail stops the mails of its kind; they never run out (RFC 8058)."""

from django.core import signing
from django.urls import reverse

from accounts.models import User
from today.errors import NoSuchLink

# A signature made for anything else does not fit here, and this one fits nowhere else.
_SALT = "today.links.stop-mails"


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT, sep=".")


def stop_address(user: User, kind: str) -> str:
    """The path that stops mails of that `User.MailKind` to the user."""
    token = _signer().sign_object([User.MailKind(kind).value, user.pk])
    return reverse("today:unsubscribe", args=[token])


def read_stop(token: str) -> tuple[str, int]:
    """The kind of mail and the key of the user a token names. Raises NoSuchLink."""
    try:
        kind, user_id = _signer().unsign_object(token)
        return User.MailKind(kind).value, int(user_id)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NoSuchLink from error
