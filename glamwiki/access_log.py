# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the keys that stand in addresses out of the logs: of calendar feeds, of links in mails, of sign-ins.

gunicorn's access log by `--logger-class glamwiki.access_log.AccessLog`, Django's own by the filter in `LOGGING`.
"""

import logging
import re

from gunicorn.glogging import Logger

_KEYS = re.compile(r"(/feeds/|/mail/unsubscribe/|/mediawiki/login/callback/\?)[^\s/?#\"']+")


def scrubbed(text: str) -> str:
    """The text with every such key replaced by `…`."""
    return _KEYS.sub(r"\1…", text)


class AccessLog(Logger):
    """gunicorn's log, whose lines name the door and not its key."""

    def atoms(self, resp, req, environ, request_time):
        """What a line can be made of: wherever the address stands in it, the key is gone."""
        atoms = super().atoms(resp, req, environ, request_time)
        return {name: scrubbed(value) if isinstance(value, str) else value for name, value in atoms.items()}


class NoKeys(logging.Filter):
    """Lets every record through, without keys: Django names the address of a page that failed."""

    def filter(self, record):
        """Rewrite the record where it holds a key."""
        said = record.getMessage()
        if (clean := scrubbed(said)) != said:
            record.msg, record.args = clean, ()
        return True
