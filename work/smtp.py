# SPDX-License-Identifier: GPL-3.0-or-later
"""The conversation with a mail server, in steps, so that it is known at each failure whether the text was given.

Django's backend opens the connection (encryption and sign-in as EMAIL_URL says); the standard library's
`sendmail` would then tell alike a connection lost before and after the text, and that is all the difference
between a mail that may be sent again and one that may not.
"""

import smtplib
import socket

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address
from django.utils.encoding import force_str

from work.errors import AnswerUnknown, NotNow, NotReached, Refused

# The answer to the text may take longer than the others: filters read it meanwhile, and what is not awaited
# ends as unknown.
_PATIENCE_WITH_THE_TEXT = 3
# Answers about the connection (closing; sign in or encrypt first), not about the mail.
_NOT_THE_MAILS_FAULT = {421, 530}


def hand_over(backend: EmailBackend, mail: EmailMessage, text: bytes) -> None:
    """Give one mail to the server; returns when it took it.

    Raises Refused (5xx), NotNow (4xx), NotReached (no connection, or lost before the text was whole) or
    AnswerUnknown (lost after). The connection stays open for the next mail if it is still of use.
    """
    smtp = _opened(backend)
    try:
        _converse(smtp, mail, text)
    except (NotReached, AnswerUnknown):
        drop(backend)
        raise


def drop(backend: EmailBackend) -> None:
    """Forget a connection that is of no more use, without a word to the other side, who may never answer it."""
    for half_open in (backend.connection, backend._partial_connection):
        if half_open is not None:
            half_open.close()
    backend.connection = backend._partial_connection = None


def _opened(backend: EmailBackend) -> smtplib.SMTP:
    if backend.connection is not None and not _goes_on(backend.connection):
        drop(backend)
    try:
        if backend.open():
            # The end of the text is a packet of its own; waiting to fill it up would cost 40 ms a mail.
            backend.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            backend.connection.ehlo_or_helo_if_needed()
    except (OSError, ValueError) as error:  # ValueError: the name of a server that cannot be one
        drop(backend)
        raise NotReached(f"The mail server could not be reached: {_words(error)}") from error
    return backend.connection


def _goes_on(smtp: smtplib.SMTP) -> bool:
    """Whether a connection that carried a mail takes another; many servers close after so many."""
    try:
        return smtp.rset()[0] == 250
    except OSError:
        return False


def _converse(smtp: smtplib.SMTP, mail: EmailMessage, text: bytes) -> None:
    encoding = mail.encoding or "utf-8"
    size = [f"size={len(text)}"] if smtp.has_extn("size") else []
    try:
        _judge(*smtp.mail(sanitize_address(mail.from_email, encoding), size))
        _judge(*smtp.rcpt(sanitize_address(mail.to[0], encoding)))
        smtp.putcmd("data")
        _judge(*smtp.getreply(), expected=(354,))
        smtp.send(_ready(text))
        smtp.send(b".\r\n")
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException) as error:
        # What `send` could not give whole lacks its end, and a server must not deliver that.
        raise NotReached(f"The mail server hung up before it had the text: {_words(error)}") from error
    _judge(*_answer_to_the_text(smtp), is_text_given=True)


def _answer_to_the_text(smtp: smtplib.SMTP) -> tuple[int, bytes]:
    patience = smtp.sock.gettimeout()
    try:
        smtp.sock.settimeout(patience and patience * _PATIENCE_WITH_THE_TEXT)
        answer = smtp.getreply()
        smtp.sock.settimeout(patience)
    except OSError as error:
        raise AnswerUnknown(
            f"The mail server had the whole text and gave no answer: {_words(error)}"
        ) from error
    return answer


def _judge(code: int, said: bytes, *, expected=(250, 251), is_text_given: bool = False) -> None:
    """Go on, or raise what the answer means."""
    if code in expected:
        return
    words = f"{code} {force_str(said, errors='replace')}".strip()
    if code in _NOT_THE_MAILS_FAULT:
        raise NotReached(f"The mail server takes no mail now: {words}")
    if 400 <= code < 500:
        raise NotNow(words)
    if 500 <= code < 600:
        raise Refused(words)
    if is_text_given:
        raise AnswerUnknown(f"The mail server had the whole text and answered with nothing known: {words}")
    raise NotReached(f"The mail server answered with nothing known: {words}")


def _ready(text: bytes) -> bytes:
    """The text as it travels, but for the line that ends it: a dot more where a line begins with one."""
    dotted = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in text.split(b"\r\n"))
    return dotted if dotted.endswith(b"\r\n") else dotted + b"\r\n"


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {force_str(error.smtp_error, errors='replace')}"
    return force_str(error) or type(error).__name__
