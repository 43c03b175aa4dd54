# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses as logs and history may hold them: without the keys of feeds, of links in mails, of sign-ins."""

import re

_KEYS = re.compile(r"(/feeds/|/mail/unsubscribe/|/mediawiki/login/callback/\?)[^\s/?#\"']+")


def without_keys(text: str) -> str:
    """The text with every such key replaced by `…`."""
    return _KEYS.sub(r"\1…", text)
