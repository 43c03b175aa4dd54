# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that people uploaded, found by asking the model registry, and which of their parts name a person.

An app that takes files later is searched too. Reading is done by a process of its own (`privacy.documents`).
"""

import json
import subprocess
import sys
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.documents import LARGEST, MOST_SECONDS
from privacy.scanning import is_history, whose
from privacy.wording import Wording

# Seconds by the clock on the wall, for a machine that is busy: shorter than a worker may be silent.
PATIENCE = 2 * MOST_SECONDS
_COMMAND = [sys.executable, "-c", "from privacy.documents import serve; serve()"]
WHY = {
    "picture": _("a picture, which nobody but you can read"),
    "scan": _("has pages that are pictures"),
    "locked": _("is locked by a password"),
    "broken": _("cannot be read"),
    "large": _("is too large to be read here"),
    "long": _("is too long: only its beginning was read"),
    "slow": _("took too long to read"),
    "gone": _("is not where it should be"),
    "kind": _("is of a kind that is not read here"),
    "stuck": _("could not be searched"),
}


@dataclass
class Told:
    """Of one file: its parts that name the person, those that could not be read, and why."""

    parts: list = field(default_factory=list)
    unread: list = field(default_factory=list)
    why: str = ""


@cache
def columns_of_files() -> tuple[tuple[type[models.Model], models.FileField], ...]:
    """Every column of ours that names a file; not those of the past, whose files are swept away."""
    return tuple(
        (model, column)
        for model in sorted(apps.get_models(), key=lambda model: model._meta.label)
        if model._meta.managed and not model._meta.proxy and not is_history(model)
        for column in model._meta.local_concrete_fields
        if isinstance(column, models.FileField)
    )


def rows_with_files(model, column: str, affiliate: int | None) -> models.QuerySet:
    """Those of the affiliate and of nobody's."""
    return whose(model, affiliate).exclude(**{column: ""}).exclude(**{column: None}).order_by("pk")


def named_in_file(file, wording: Wording) -> Told:
    """Read one file and say which of its parts name the person."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError:
        return Told(why="gone")
    if len(data) > LARGEST:
        return Told(why="large")
    said = _read(data, PurePosixPath(file.name).suffix.lower())
    parts = []
    for what, number, words in said.get("parts", ()):
        for place in _places(what, number, words, wording):
            if place not in parts:
                parts.append(place)
    return Told(parts, said.get("unread", []), said["why"])


def _read(data: bytes, extension: str) -> dict:
    """As `privacy.documents.told`, by a process that can die of the file without harm to us."""
    try:
        done = subprocess.run(
            [*_COMMAND, extension],
            input=data,
            cwd=settings.BASE_DIR,
            env={"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"why": "slow"}
    if done.returncode:  # a signal says that time or memory was at its end
        return {"why": "slow" if done.returncode < 0 else "broken"}
    return json.loads(done.stdout)


def _places(what: str, number: int, words: str, wording: Wording):
    if not _names(words, wording):
        return
    if what != "paragraph":
        yield [what, number]
        return
    lines = [line for line in words.split("\n") if line.strip()]
    found = [place for place, line in enumerate(lines, 1) if _names(line, wording)]
    # A name that is broken over two lines stands in the text all the same.
    yield from ([what, place] for place in found or [0])


def _names(words: str, wording: Wording) -> bool:
    """As written, and with what fonts make of letters (ligatures, Arabic shapes) put back into letters."""
    return wording.stands_in(words) or wording.stands_in(unicodedata.normalize("NFKC", words))
