# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails where EMAIL_URL names no mail server (`consolemail://`): at a terminal shown as mails, in a log one line each.

They go to the terminal past `sys.stdout`, which Celery's worker takes for itself and writes into the log line by line.
A bar in front of each line keeps what somebody wrote into a mail from looking like a line of the log.
"""

import logging

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from glamwiki.log_lines import on_one_line

_TERMINAL = 1  # the standard output of this process, whoever took its name
_BAR = "  | "
# Signs that only say which way a name is written: a mail in Arabic is full of them, and a terminal shows none.
_DIRECTIONS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))


class EmailBackend(BaseEmailBackend):
    """Shows mails instead of sending them."""

    def send_messages(self, email_messages):
        for mail in email_messages:
            if settings.LOG_FORMAT == "line":
                _show(mail)
            else:
                _log(mail)
        return len(email_messages)


def _show(mail: EmailMessage) -> None:
    """In one piece, so that nothing of another process comes between."""
    head = [f"To: {', '.join(mail.to)}", f"Subject: {mail.subject}", ""]
    body = [line.rstrip() for line in str(mail.body).strip().split("\n")]
    lines = [_BAR + on_one_line(line.translate(_DIRECTIONS)) for line in (*head, *body)]
    text = "\n".join(["A mail, shown here and sent to nobody:", *(line.rstrip() for line in lines), "", ""])
    with open(_TERMINAL, "wb", closefd=False) as terminal:
        terminal.write(text.encode("utf-8", "backslashreplace"))


def _log(mail: EmailMessage) -> None:
    """To whom stays out of it, as of every line (`glamwiki.log_lines`)."""
    logging.getLogger(__name__).warning(
        "A mail was sent to nobody, since EMAIL_URL names no mail server: %s: %s", mail.subject, mail.body
    )
