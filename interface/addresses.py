# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses on the web that somebody typed, an import brought or a wiki told: what may become a link."""

from urllib.parse import urlsplit

_SCHEMES = ("http", "https")


def web_address(text: object) -> str:
    """The address if it is one of http or https, with a host and without a password; else "".

    Asked again where a link is drawn, whatever was checked when it was written: a browser runs `javascript:`.
    """
    address = str(text or "")
    if not address.isprintable() or " " in address or "\\" in address:
        return ""
    try:
        parts = urlsplit(address)
        is_whole = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return address if is_whole and parts.username is None and parts.password is None else ""
