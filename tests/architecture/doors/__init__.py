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

PEOPLE = ("anon", "volun", "viewer", "coord", "admin", "other", "wmf", "plat")


def table(kind: str) -> list[str]:
    """The tables of that kind (`PAGES`, `API`, `ADMIN`), of all areas."""
    areas = (importlib.import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__))
    return [getattr(area, kind) for area in areas if hasattr(area, kind)]
