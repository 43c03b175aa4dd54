# SPDX-License-Identifier: GPL-3.0-or-later
"""Ready-made texts to begin an agreement from, by kind and language, and what to do after the signatures.

The words are a start, not legal advice: short clauses that both sides read before they change them. A text
leaves {institution}, {affiliate}, {start} and {end} open.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from agreements.packs import ar, en, es, fr

# Letters have words of their own; the two others share theirs, but for what binds.
MEMORANDUM = (
    "parties",
    "background",
    "aims",
    "gives_institution",
    "gives_affiliate",
    "content",
    "licence",
    "metadata",
    "brand",
    "contacts",
    "reporting",
    "term",
    "ending",
    "conflicts",
    "privacy",
    "force",
)
AGREEMENT = (*MEMORANDUM[:9], "resources", *MEMORANDUM[9:])


@dataclass(frozen=True)
class Step:
    """Something to do so many days after the signatures."""

    title: str
    after_days: int


@dataclass(frozen=True)
class ReadyMade:
    """A text of ours; it reads as an affiliate's own template does."""

    kind: str
    language: str
    name: str
    clauses: tuple[Mapping[str, str], ...]

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.language}"


# Said in the language of whoever reads them; as tasks in that of the partnership's lead.
PLANS: dict[str, tuple[Step, ...]] = {
    "letter": (
        Step(_("Thank the institution, and tell its people what happens next"), 3),
        Step(_("Look at the first files together"), 30),
    ),
    "memorandum": (
        Step(_("Tell both teams that it is signed, and who is whose contact"), 7),
        Step(_("Meet to plan the first steps"), 14),
        Step(_("Look together at what each side has done"), 180),
    ),
    "agreement": (
        Step(_("Tell both teams that it is signed, and who is whose contact"), 7),
        Step(_("Meet to begin the project: who does what by when"), 14),
        Step(_("Look at the first results, and at the costs"), 90),
        Step(_("Write down what was learned so far"), 180),
    ),
}


def _clauses(words: Mapping[str, tuple[str, str]], kinds) -> tuple[Mapping[str, str], ...]:
    return tuple({"kind": kind, "title": words[kind][0], "text": words[kind][1]} for kind in kinds)


def _of(language: str, book) -> list[ReadyMade]:
    binding = {**book.CLAUSES, **book.BINDING}
    return [
        ReadyMade("letter", language, book.NAMES["letter"], _clauses(book.LETTER, book.LETTER)),
        ReadyMade("memorandum", language, book.NAMES["memorandum"], _clauses(book.CLAUSES, MEMORANDUM)),
        ReadyMade("agreement", language, book.NAMES["agreement"], _clauses(binding, AGREEMENT)),
    ]


READY_MADE: dict[str, ReadyMade] = {
    ready.key: ready
    for language, book in (("en", en), ("ar", ar), ("fr", fr), ("es", es))
    for ready in _of(language, book)
}
