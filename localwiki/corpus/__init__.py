# SPDX-License-Identifier: GPL-3.0-or-later
"""The made-up pages of the local wiki: every shape of page once, then more of the common ones up to any number."""

from collections import Counter
from dataclasses import dataclass

from localwiki.corpus import furniture, newsletter, people, tidy, translated, untidy
from localwiki.corpus.page import Page, as_xml, older, redirect
from localwiki.corpus.words import USERS, Words

# Shapes of pages under the three prefixes that a mirror of case studies leaves out.
NOT_CASE_STUDIES = {"index", "form", "questions", "translation", "redirect", "double redirect"}
QUIET = 500  # pages; those of a larger wiki have longer histories
PREFIXES = (tidy.PREFIX, tidy.GENERIC, tidy.IFLA)


@dataclass(frozen=True)
class Corpus:
    """Pages and the accounts that must exist before they are imported."""

    pages: list[Page]
    users: list[str]

    @property
    def revision_count(self) -> int:
        """How many revisions all pages have together."""
        return sum(len(page.revisions) for page in self.pages)

    @property
    def case_studies(self) -> list[Page]:
        """The pages that a complete mirror of case studies holds, subpages and hand-made translations included."""
        return [
            page
            for page in self.pages
            if page.title.startswith(PREFIXES) and page.shape not in NOT_CASE_STUDIES
        ]

    @property
    def shapes(self) -> Counter:
        """How many pages there are of each shape."""
        return Counter(page.shape for page in self.pages)

    def titled(self, shape: str) -> list[str]:
        """Titles of the pages of that shape."""
        return [page.title for page in self.pages if page.shape == shape]

    def page(self, title: str) -> Page:
        """The page of that title; KeyError if there is none."""
        for page in self.pages:
            if page.title == title:
                return page
        raise KeyError(title)

    def as_xml(self) -> str:
        """The export that MediaWiki imports."""
        return as_xml(self.pages)


def generate(pages: int, *, seed: int = 1) -> Corpus:
    """A corpus of so many pages: none for 0, else at least one of each shape, however few are asked for.

    Beyond those, eight of ten pages are case studies, one a newsletter report, and the tenth a redirect or a translation.
    """
    if not pages:
        return Corpus([], [])
    words = Words(seed)
    made = [
        page
        for part in (tidy, untidy, translated, people, newsletter, furniture)
        for page in part.fixed(words)
    ]
    number = 0
    while len(made) < pages:
        number += 1
        made += _filler(words, number)[: pages - len(made)]
    return Corpus(made[:QUIET] + _older(made[QUIET:], seed), USERS)


def _older(made: list[Page], seed: int) -> list[Page]:
    """A large wiki is an old one: about three revisions a page. Its dice are its own, so that small ones stay the same."""
    words = Words(seed + 1)
    return [
        page if page.shape == "redirect" else older(words, page, words.dice.choice([0, 1, 2, 3]))
        for page in made
    ]


def _filler(words: Words, number: int) -> list[Page]:
    kind = number % 20
    if kind in (5, 15):
        return [newsletter.filler(words, number)]
    if kind == 9:
        page = tidy.filler(words, number)
        return [page, redirect(words, f"{page.title} (old name)", page.title)]
    if kind == 19:
        return translated.translatable(words, f"{tidy.PREFIX}{words.institution()} {number}", "fr")
    return [tidy.filler(words, number) if number % 2 else untidy.filler(words, number)]
