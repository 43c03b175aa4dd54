# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets what answer at which door: written by hand from the permission document, never computed.

A line: the door's name, the object in its address in brackets, the method, and the status each person gets.
`else` stands for PUT, PATCH and DELETE. Besides a status a cell may hold
  in   – sent to the sign-in page, with the way back
  key  – the API asks for a token or a session (401 or 403)
All objects belong to affiliate A, where viewer, coordinator and admin work; `other` is a coordinator of
affiliate B; `volun` wrote the draft and the filed case study and owns the token. A POST has an empty body:
422 and 400 mean that the door is open and the form wants more.

Each area of the product has a module here with its lines in `PAGES`, `API` or `ADMIN`.
"""

import importlib
import pkgutil

from tests.architecture.departures import DEPARTURES

PEOPLE = ("anon", "volun", "viewer", "coord", "admin", "other", "wmf", "plat")
# Five more, whose answers follow from those of the eight by the rules below; what departs from the rules is written
# by hand in `departures`. `bview` and `badmin` are viewer and administrator of affiliate B, `gone` was a coordinator
# of A whose account is disabled while a session was open, `token` is a program that may only read, sent by a
# coordinator of A, `calm` a platform administrator who has not begun an elevated session; `plat` has.
FOLLOWING = ("bview", "badmin", "gone", "token", "calm")
# Objects of affiliate A whose doors are shut to its coordinator as well as to B's.
OF_A = {
    "affiliate",
    "membership",
    "private",
    "public",
    "removed partnership",
    "stage",
    "empty stage",
    "retired stage",
    "task place",
}
# What the volunteer shares with some of the eight by name: to B's other people it is as to A's coordinator.
SOMEBODYS = {
    "joint",
    "joint and published",
    "share",
    "invitation",
    "picture",
    "first path",
    "mentorship",
}


def everybody(door: str, subject: str, method: str, answers: dict[str, str]) -> dict[str, str]:
    """What all thirteen are answered, given what the eight are."""
    # Where B's coordinator fares as A's does, the object is nobody's: then B's people fare as A's in the same role.
    is_of_a = subject in OF_A or (subject and answers["other"] != answers["coord"])
    bview, badmin = ("other", "other") if is_of_a else ("viewer", "admin")
    if subject in SOMEBODYS:
        bview = badmin = "coord"
    following = {
        "bview": answers[bview],
        "badmin": answers[badmin],
        "gone": answers["anon"],
        "token": _to_a_program(door, method, answers),
        "calm": _not_elevated(door, method, answers),
    }
    return answers | following | DEPARTURES.get((door, subject, method), {})


# What changes something, and what is others', opens in an elevated session only: to `calm` such a door says no, or
# that there is nothing.
ELEVATED = {
    ("accounts:people", "GET"): "404",
    ("accounts:people", "POST"): "404",
    ("accounts:end-role", "POST"): "404",
    ("accounts:affiliates", "POST"): "403",
    ("dashboards:audit", "GET"): "403",
    ("dashboards:audit-file", "POST"): "403",
    ("institutions:item-list", "GET"): "403",
    ("institutions:item-renew", "POST"): "403",
    ("institutions:item-renew-all", "POST"): "403",
    ("institutions:removed-list", "GET"): "403",
    ("institutions:remove", "GET"): "403",
    ("institutions:remove", "POST"): "403",
    ("institutions:restore", "POST"): "403",
    ("newsletter:map-name", "GET"): "403",
    ("newsletter:map-name", "POST"): "403",
    ("newsletter:names", "GET"): "403",
    ("outreach:sync-start", "POST"): "403",
    ("privacy:close-account-of", "GET"): "404",
    ("privacy:close-account-of", "POST"): "404",
    ("privacy:publish", "GET"): "403",
    ("privacy:publish", "POST"): "403",
}


def _not_elevated(door: str, method: str, answers: dict[str, str]) -> str:
    if door.startswith("admin:"):
        return "403" if door == "admin:login" else "302"
    return ELEVATED.get((door, method), answers["plat"])


def _to_a_program(door: str, method: str, answers: dict[str, str]) -> str:
    """Pages know no tokens; at the API it reads what its owner may and changes nothing."""
    if door in {"schema", "api-docs"}:
        return answers["anon"] if method == "GET" else "403"
    if not door.startswith("api:"):
        return answers["anon"]
    return answers["coord"] if method == "GET" else "403"


def table(kind: str) -> list[str]:
    """The tables of that kind (`PAGES`, `API`, `ADMIN`), of all areas."""
    areas = (importlib.import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__))
    return [getattr(area, kind) for area in areas if hasattr(area, kind)]
