# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends the outbox's mails: one message a row, with a Message-ID that never changes."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import BadHeaderError
from django.utils.encoding import force_str

from work.errors import AnswerUnknown, Refused


def send_mail(message) -> None:
    """Send one outbox row of kind `mail`: payload {"to", "subject", "body"}.

    Raises Refused when the server said no for good, AnswerUnknown when the connection broke after the
    text went out; other failures are OSErrors (smtplib's among them) and are tried again.
    """
    payload = message.payload
    host = settings.SITE_URL.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    mail = EmailMessage(
        subject=payload["subject"],
        body=payload["body"],
        to=[payload["to"]],
        headers={"Message-ID": f"<outbox-{message.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except BadHeaderError as error:
        raise Refused(force_str(error)) from error
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        if _is_permanent(error):
            raise Refused(force_str(error)) from error
        raise
    except (smtplib.SMTPServerDisconnected, TimeoutError) as error:
        raise AnswerUnknown(force_str(error)) from error


def _is_permanent(error) -> bool:
    """5xx is final, 4xx (greylisting, a full box) is worth another try."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _why in error.recipients.values())
    return 500 <= error.smtp_code < 600
