# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the outbox's mails: one message a row, with a Message-ID that never changes."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from work.errors import NotReached, Refused
from work.registry import is_refused, is_unwanted
from work.smtp import hand_over

PATIENCE = 20  # seconds for each answer of the mail server; without a limit a silent one would hold the sweep

# What a payload may add. The rest is ours (Message-ID), Django's (Date, From), or would widen who gets it.
_HEADERS = {"Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Reply-To"}


@contextmanager
def mailbag() -> Iterator[Callable]:
    """One connection for a batch: gives `send(message)` for outbox rows of kind `mail`.

    The payload is {"to", "subject", "body"} with "html" and "headers" if wanted (see `work.letters`), and what
    the functions of `work.registry.ask_whether_unwanted` know it by.
    `send` raises Refused when the mail is malformed or the server said no for good, AnswerUnknown when the
    text was given and no answer came, NotReached when no mail would get through now, and another OSError
    when this mail may get through later.
    """
    connection = get_connection(timeout=settings.EMAIL_TIMEOUT or PATIENCE)
    try:
        yield lambda message: _send(message, connection)
    finally:
        # Too late to matter: the messages are taken or not.
        with suppress(OSError):
            connection.close()


def _send(message, connection) -> None:
    mail = _mail(message)
    if is_refused(mail.to[0]):
        raise Refused("The address asked not to be contacted.")
    if is_unwanted(message.payload):
        raise Refused("Mails of this kind were stopped by their reader after this one was written.")
    text = _rendered(mail)
    if isinstance(connection, EmailBackend):
        hand_over(connection, mail, text)
        return
    try:
        connection.open()
        connection.send_messages([mail])
    except OSError as error:  # a console or a folder that is full takes none of the others either
        raise NotReached(str(error)) from error


def _mail(message) -> EmailMessage:
    payload = message.payload
    headers = dict(payload.get("headers") or {})
    if unknown := headers.keys() - _HEADERS:
        raise Refused(f"The mail has a header that is not ours to set: {', '.join(sorted(unknown))}.")
    for field, value in [*headers.items(), ("Subject", payload["subject"]), ("To", payload["to"])]:
        _refuse_odd_signs(field, value)
    mail = EmailMultiAlternatives(
        subject=payload["subject"],
        body=payload["body"],
        to=[payload["to"]],
        headers={"Auto-Submitted": "auto-generated"} | headers | {"Message-ID": message_id(message)},
    )
    if payload.get("html"):
        mail.attach_alternative(payload["html"], "text/html")
    return mail


def message_id(message) -> str:
    """The mail's Message-ID: the same at every try, so that a mailbox can tell a repeated mail."""
    host = settings.SITE_URL.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    return f"<outbox-{message.pk}@{host}>"


def _refuse_odd_signs(field: str, value: str) -> None:
    # Cc: control characters, CR and LF among them; Zl, Zp: Unicode's own ends of line and paragraph.
    if any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in value):
        raise Refused(f"The mail's {field} contains a line break or another control character.")


def _rendered(mail: EmailMessage) -> bytes:
    if not mail.to[0].strip():
        raise Refused("The mail is addressed to nobody.")
    try:
        sanitize_address(mail.to[0], "utf-8")
        return mail.message().as_bytes(linesep="\r\n")
    except ValueError as error:  # an address that is none
        raise Refused(str(error)) from error
