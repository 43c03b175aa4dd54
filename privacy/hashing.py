# SPDX-License-Identifier: GPL-3.0-or-later
"""Keyed hashes by which an address or a name is known again that we no longer hold.

The key is `SUPPRESSION_KEY`, or `SECRET_KEY` without one; of keys in SECRET_KEY_FALLBACKS old hashes are still
known. It stands in no database, so that the rows alone do not tell who asked.
"""

import hashlib
import hmac
import re
import unicodedata

from django.conf import settings

from privacy.wording import BETWEEN_DIGITS, FEWEST_DIGITS, MAIL, PHONE

# What may stand around an address in a text.
_AROUND = re.compile(r"[\s<>\[\]{}()|\"'“”«»,;:!?]+")
_NUMBER = re.compile(rf"\d(?:{BETWEEN_DIGITS}\d){{{FEWEST_DIGITS - 1},}}")


def normal(text: str, kind: str = MAIL) -> str:
    """One form for all ways to write the same: width, case, blanks; of a phone number the digits alone."""
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("_", " ").casefold().split())
    if kind == PHONE:
        return "".join(sign for sign in plain if sign.isdigit()).removeprefix("00")
    if kind == MAIL and "@" in plain:
        name, _at, host = plain.replace(" ", "").rpartition("@")
        return f"{name}@{_ascii(host.rstrip('.'))}"
    return plain


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def digest(text: str, kind: str = MAIL) -> str:
    """Its hash under the present key."""
    return _digest(_keys()[0], kind, normal(text, kind))


def digests(text: str, kind: str = MAIL) -> list[str]:
    """Its hashes under every key that may have been used."""
    return [_digest(key, kind, normal(text, kind)) for key in _keys()]


def digests_within(text: str) -> set[str]:
    """The hashes of all that may be a mail address or a phone number in a text; of numbers in a row, that of the row."""
    mails = (word for word in _AROUND.split(text) if "@" in word)
    found = {mark for mail in mails for mark in digests(mail, MAIL)}
    return found.union(*(digests(number, PHONE) for number in _NUMBER.findall(text)))


def _digest(key: str, kind: str, text: str) -> str:
    return hmac.new(f"suppression:{key}".encode(), f"{kind}\x1f{text}".encode(), hashlib.sha256).hexdigest()


def _keys() -> list[str]:
    keys = (settings.SUPPRESSION_KEY, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [key for key in keys if key]
