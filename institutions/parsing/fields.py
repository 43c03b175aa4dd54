# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of an institution that a source may fill, and whose value stands where two differ; pure Python."""

from decimal import Decimal

from institutions.parsing.items import MOST_NAMES

NAMES, COORDINATES = "names", "coordinates"
# What we show and do not keep in a field of our own.
SHOWN_ONLY = ("inception",)
OURS = ("name", "names", "kind", "country", "place", "coordinates", "website")
IDENTIFIERS = ("isil", "viaf", "ror", "commons_category")
FIELDS = (*OURS, *IDENTIFIERS, *SHOWN_ONLY)
# Not a field: what an item that is no institution is instead.
OTHER_THING = "other_thing"


def present(institution, field: str) -> object:
    """What an institution's field holds now, as JSON keeps it."""
    if field == COORDINATES:
        if institution.latitude is None:
            return []
        return [f"{degrees:.5f}" for degrees in (institution.latitude, institution.longitude)]
    if field == "country":
        return institution.country.code
    return getattr(institution, field)


def columns(field: str, value) -> dict:
    """The same value as the columns of an institution hold it."""
    if field == COORDINATES:
        return {"latitude": Decimal(value[0]), "longitude": Decimal(value[1])}
    return {field: value}


def settle(field: str, *, ours, last, theirs) -> object:
    """The value that is to stand: theirs where nobody here has changed what they said `last` (None: nothing yet)."""
    if field == NAMES:
        return _settle_names(ours, last or {}, theirs)
    has_been_edited = ours != last if last is not None else bool(ours)
    return ours if has_been_edited else theirs


def _settle_names(ours: dict, last: dict, theirs: dict) -> dict:
    """Language by language; at most as many as a form takes."""
    settled = dict(ours)
    for code, name in theirs.items():
        is_untouched = ours.get(code) == last.get(code)
        if is_untouched and (code in settled or len(settled) < MOST_NAMES):
            settled[code] = name
    return settled


def differs(field: str, ours, theirs) -> bool:
    """Whether the two say something else; of names, in a language that both have."""
    if field in SHOWN_ONLY or not theirs:
        return False
    if field == NAMES:
        return any(ours.get(code) != name for code, name in theirs.items())
    return ours != theirs
