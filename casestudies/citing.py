# SPDX-License-Identifier: GPL-3.0-or-later
"""How a case study is cited: in words, for BibTeX, and for a page of a wiki. Only what its page shows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from casestudies.models import CaseStudy, Translation
from interface.words import day
from outreach.parsing.emails import strip_emails

NAMED = 3
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_ENTITIES = {
    "|": "&#124;",
    "[": "&#91;",
    "]": "&#93;",
    "{": "&#123;",
    "}": "&#125;",
    "<": "&lt;",
    ">": "&gt;",
}
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says. `address` is the permanent one; `further` is how many wrote it besides those named."""

    key: str
    title: str
    authors: tuple[str, ...]
    further: int
    site: str
    said_on: date
    retrieved_on: date
    address: str
    language: str
    revision: int
    licence: str

    @property
    def plain(self) -> str:
        """In the reader's language, as a sentence of a bibliography."""
        authors = "; ".join(self.authors)
        if self.further:
            authors = _("%(names)s and others") % {"names": authors}
        parts = [
            f"{authors}:" if authors else "",
            f"“{self.title}”.",
            f"{self.site}, {day(self.said_on)}" + (";" if self.revision else "."),
            _("revision %(number)s.") % {"number": self.revision} if self.revision else "",
            f"{self.address}",
            _("(retrieved %(day)s).") % {"day": day(self.retrieved_on)},
            f"{self.licence}." if self.licence else "",
        ]
        return " ".join(part for part in parts if part)

    @property
    def bibtex(self) -> str:
        names = [f"{{{_tex(name)}}}" for name in self.authors] + (["others"] if self.further else [])
        note = [f"Revision {self.revision}"] if self.revision else []
        note += [f"retrieved {self.retrieved_on:%Y-%m-%d}"] + ([self.licence] if self.licence else [])
        fields = {
            "author": " and ".join(names),
            "title": f"{{{_tex(self.title)}}}",
            "year": f"{self.said_on:%Y}",
            "month": f"{self.said_on.month}",
            "howpublished": _tex(self.site),
            "url": self.address.replace("{", "%7B").replace("}", "%7D"),
            "urldate": f"{self.retrieved_on:%Y-%m-%d}",
            "language": _tex(self.language),
            "note": _tex(", ".join(note)),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@misc{{{self.key},", *lines, "}"])

    @property
    def wikitext(self) -> str:
        """`{{cite web}}` of the wikis that have it."""
        authors = {f"author{number}": name for number, name in enumerate(self.authors, 1)}
        if self.further:
            authors |= {"display-authors": "etal"}
        fields = {
            "url": self.address.replace("|", "%7C").replace("{", "%7B").replace("}", "%7D"),
            "title": _wiki(self.title),
            **{name: _wiki(value) for name, value in authors.items()},
            "website": _wiki(self.site),
            "date": f"{self.said_on:%Y-%m-%d}",
            "language": _wiki(self.language),
            "access-date": f"{self.retrieved_on:%Y-%m-%d}",
        }
        return "{{cite web " + " ".join(f"|{name}={value}" for name, value in fields.items() if value) + "}}"


def citation(
    read: CaseStudy | Translation, *, authors: Sequence[str], further: int, address: str, today: date
) -> Citation:
    """Of a public case study or a translation of one, with its page and source.

    `authors` are those its page names, `further` counts the rest. `address` is that of our own page: cited where
    the wiki has not told its addresses.
    """
    page = read.page
    named = tuple(_plain(name) for name in authors[:NAMED])
    moment = page.revised_at or getattr(read, "saved_at", page.synced_at)
    return Citation(
        key=f"glamwiki-{page.pk}-{page.revision}",
        title=_plain(read.title) or _plain(page.title),
        authors=named,
        further=further + len(authors) - len(named),
        site=_plain(str(page.source)),
        said_on=moment.date(),
        retrieved_on=today,
        address=page.revision_url or address,
        language=read.language,
        revision=page.revision if page.revision_url else 0,
        licence=_plain(page.source.licence_name),
    )


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", strip_emails(text)).strip()


def _wiki(text: str) -> str:
    return (
        "".join(_ENTITIES.get(letter, letter) for letter in text)
        .replace("''", "&#39;&#39;")
        .replace("~~~", "&#126;&#126;&#126;")
    )


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)
