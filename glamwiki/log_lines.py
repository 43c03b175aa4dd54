# SPDX-License-Identifier: GPL-3.0-or-later
"""How an event becomes a line: one line each, whatever is in it, without keys, addresses of people or queries.

`LOG_FORMAT=json` for machines, `line` for a terminal. Forty lines of ours rather than a library's, because what
matters here is what is left out.
"""

import json
import logging
import re
import time

from journal.correlation import current_id
from journal.scrubbing import scrubbed

# What a terminal or a reader of lines takes for an order: control characters, line and paragraph separators, and
# those that turn the direction of writing.
_ORDERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def on_one_line(text: str) -> str:
    """The text with every character that could end or colour a line written out."""
    return _ORDERS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class _Plain(logging.Formatter):
    """Both forms share what is said: the message, and of an exception its kind and place."""

    converter = time.gmtime

    def said(self, record: logging.LogRecord) -> str:
        return scrubbed(record.getMessage())

    def trace(self, record: logging.LogRecord) -> str:
        """Where it happened, without the values: an exception's words may quote what somebody typed."""
        if not record.exc_info or record.exc_info[0] is None:
            return ""
        kind, _error, here = record.exc_info
        places = []
        while here is not None:
            code = here.tb_frame.f_code
            places.append(f"{code.co_filename}:{here.tb_lineno} {code.co_name}")
            here = here.tb_next
        return " < ".join([kind.__name__, *reversed(places)])


class JsonLines(_Plain):
    """One JSON object a line; json escapes whatever could break it."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{int(record.msecs):03d}Z",
            "level": record.levelname,
            "logger": record.name,
            "said": on_one_line(self.said(record)),
            "request": str(current_id() or "") or None,
            "trace": self.trace(record) or None,
        }
        return json.dumps(
            {name: value for name, value in (line | extra(record)).items() if value is not None}
        )


class TextLines(_Plain):
    """For people at a terminal; a traceback keeps its lines, since nobody else reads them."""

    def format(self, record: logging.LogRecord) -> str:
        number = f" [{str(current_id())[:8]}]" if current_id() else ""
        head = f"{self.formatTime(record)} {record.levelname} {record.name}{number}: "
        text = head + on_one_line(self.said(record))
        return f"{text}\n{self.formatException(record.exc_info)}" if record.exc_info else text


def extra(record: logging.LogRecord) -> dict:
    """What a door put beside the message for machines (`extra={"fields": {…}}`)."""
    fields = getattr(record, "fields", None) or {}
    return {
        name: on_one_line(scrubbed(value)) if isinstance(value, str) else value
        for name, value in fields.items()
    }


FORMATS = {"json": JsonLines, "line": TextLines}


def logged(form: str, level: str) -> dict:
    """Django's LOGGING: everything to the console, in one form."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"said": {"()": FORMATS[form]}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "said"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django's own handler would say each line once more, raw, where DEBUG is on.
            "django": {"handlers": [], "level": "INFO"},
            # A refused request is an answer, not a fault: it is in the access log.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "WARNING"},
            # Each step of drawing a PDF, and each letter of its fonts.
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
        },
    }
