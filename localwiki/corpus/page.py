# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages with their histories, and the export XML (version 0.11) that MediaWiki's importDump reads."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

TEMPLATE = 10
USER = 2
NAMESPACES = {"Template:": TEMPLATE, "User:": USER}
_IP = re.compile(r"\d+\.\d+\.\d+\.\d+$|[0-9A-F]*:[0-9A-F:]+$")


@dataclass(frozen=True)
class Revision:
    """One state of a page: its text, whose edit made it (an account's name or an IP address), when, and why."""

    text: str
    by: str
    at: datetime
    comment: str = ""

    @property
    def is_anonymous(self) -> bool:
        """Whether an IP address made it."""
        return bool(_IP.match(self.by))


@dataclass(frozen=True)
class Page:
    """A page, oldest revision first; `shape` is the word by which tests find pages of that kind."""

    title: str
    shape: str
    revisions: list[Revision] = field(repr=False)

    @property
    def namespace(self) -> int:
        """The number of the namespace its title begins with."""
        return next((number for prefix, number in NAMESPACES.items() if self.title.startswith(prefix)), 0)

    @property
    def text(self) -> str:
        """The current text."""
        return self.revisions[-1].text

    @property
    def contributors(self) -> list[str]:
        """Accounts that edited it, in order of first edit, without IP addresses."""
        return list(dict.fromkeys(revision.by for revision in self.revisions if not revision.is_anonymous))


def history(words, title: str, shape: str, text: str, *, edits: int = 0, by: list[str] | None = None) -> Page:
    """A page that grew to `text` in so many edits (0: the dice say, one to four) by several hands.

    `by` names who edits first, second and so on; others follow. One edit in twelve is an IP address's.
    """
    count = edits or words.dice.choice([1, 1, 2, 2, 3, 4])
    moment = words.moment()
    paragraphs = text.split("\n\n")
    revisions = []
    for number in range(1, count + 1):
        kept = max(1, len(paragraphs) * number // count)
        now = (
            text if number == count else "\n\n".join(paragraphs[:kept]) + "\n\n" * (number % 2) + "…" * number
        )
        who = by[number - 1] if by and number <= len(by) else words.editor()
        revisions.append(Revision(now, who, moment, words.comment() if number > 1 else "New page"))
        moment += timedelta(days=words.dice.randint(0, 400), minutes=words.dice.randint(1, 1400))
    return Page(title, shape, revisions)


def older(words, page: Page, more: int) -> Page:
    """The same page with so many revisions before its first: it began smaller."""
    first = page.revisions[0]
    begun = [
        Revision(
            first.text[: len(first.text) * number // (more + 1)] or "…",
            words.editor(),
            first.at - timedelta(days=30 * (more + 1 - number)),
            words.comment(),
        )
        for number in range(1, more + 1)
    ]
    return Page(page.title, page.shape, begun + page.revisions)


def redirect(words, old: str, new: str, *, shape: str = "redirect") -> Page:
    """What a move leaves behind."""
    mover = words.user()
    comment = f"{mover} moved page [[{old}]] to [[{new}]]"
    return Page(old, shape, [Revision(f"#REDIRECT [[{new}]]", mover, words.moment(), comment)])


def as_xml(pages: list[Page]) -> str:
    """The pages as an export of version 0.11; page and revision ids count from 1."""
    parts = [
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">',
        "<siteinfo><sitename>Made up</sitename><dbname>outreach</dbname></siteinfo>",
    ]
    revision_id = 0
    for page_id, page in enumerate(pages, start=1):
        parts.append(f"<page><title>{escape(page.title)}</title><ns>{page.namespace}</ns><id>{page_id}</id>")
        for revision in page.revisions:
            revision_id += 1
            parts.append(_revision_xml(revision_id, revision))
        parts.append("</page>")
    return "\n".join([*parts, "</mediawiki>", ""])


def _revision_xml(number: int, revision: Revision) -> str:
    name = escape(revision.by)
    who = f"<ip>{name}</ip>" if revision.is_anonymous else f"<username>{name}</username>"
    comment = f"<comment>{escape(revision.comment)}</comment>" if revision.comment else ""
    return (
        f"<revision><id>{number}</id><timestamp>{revision.at:%Y-%m-%dT%H:%M:%SZ}</timestamp>"
        f"<contributor>{who}</contributor>{comment}<model>wikitext</model><format>text/x-wiki</format>"
        f'<text xml:space="preserve">{escape(revision.text)}</text></revision>'
    )
