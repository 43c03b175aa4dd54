# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends the outbox's mails: one message a row, with a Message-ID that never changes."""

import contextlib
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.encoding import force_str

from work.errors import AnswerUnknown, Refused

PATIENCE = 20  # seconds for each answer of the mail server; without a limit a silent one would hold the sweep


def send_mail(message) -> None:
    """Send one outbox row of kind `mail`: payload {"to", "subject", "body"}.

    Raises Refused when the address or subject is none or the server said no for good, AnswerUnknown when
    the connection broke after the greeting; other failures are OSErrors (smtplib's among them) and are
    tried again.
    """
    connection = get_connection(timeout=settings.EMAIL_TIMEOUT or PATIENCE)
    try:
        connection.open()  # a server that cannot be reached has not got the text: that is an OSError
        _hand_over(_mail(message), connection)
    finally:
        # Too late to matter: the message is taken or not.
        with contextlib.suppress(OSError):
            connection.close()


def _mail(message) -> EmailMessage:
    payload = message.payload
    host = settings.SITE_URL.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    return EmailMessage(
        subject=payload["subject"],
        body=payload["body"],
        to=[payload["to"]],
        headers={"Message-ID": f"<outbox-{message.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def _hand_over(mail: EmailMessage, connection) -> None:
    try:
        sent = connection.send_messages([mail])
    except ValueError as error:  # a line break in a header, an address that is none
        raise Refused(force_str(error)) from error
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        if _is_permanent(error):
            raise Refused(force_str(error)) from error
        raise
    except (smtplib.SMTPServerDisconnected, TimeoutError) as error:
        raise AnswerUnknown(force_str(error)) from error
    if not sent:
        raise Refused("The mail is addressed to nobody.")


def _is_permanent(error) -> bool:
    """5xx is final, 4xx (greylisting, a full box) is worth another try."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _why in error.recipients.values())
    return 500 <= error.smtp_code < 600
