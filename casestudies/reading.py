# SPDX-License-Identifier: GPL-3.0-or-later
"""A case study's text ready to be read: its sections as HTML, its links and pictures as addresses."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from casestudies.models import CaseStudy, Picture, Section, SectionKey
from casestudies.reports.credits import credits_of
from outreach.models import Source
from outreach.rendering import render
from outreach.rendering.links import Links, external
from outreach.rendering.pieces import Budget

MOST = 30


@dataclass(frozen=True)
class Written:
    """A section ready to be read; `anchor` is its place in the page.

    `is_ours`: the heading is the form's, in the reader's language, and not the text's own.
    """

    anchor: str
    heading: str
    is_ours: bool
    html: SafeString
    credits: list[Picture]


def written(case_study: CaseStudy, sections: Iterable[Section]) -> list[Written]:
    """The sections that say something."""
    page_url, title = wiki_of(case_study)
    budget = Budget()
    sections = list(sections)
    credits_by_place = credits_of(case_study, sections)
    return [
        Written(
            f"section-{section.position}",
            "" if _opens(section) else str(section),
            not section.heading,
            render(section.text, page_url=page_url, title=title, budget=budget),
            credits_by_place.get(section.position, []),
        )
        for section in sections
        if section.text.strip()
    ]


def links_of(case_study: CaseStudy) -> list[str]:
    """The web addresses its text names."""
    reading = getattr(case_study, "reading", None)
    found = (external(address) for address in reading.links) if reading else ()
    return [address for address in found if address][:MOST]


def pictures_of(case_study: CaseStudy) -> list[tuple[str, str]]:
    """The files its text shows, each with the page that says its author and licence: nothing of them is loaded."""
    reading = getattr(case_study, "reading", None)
    if not reading or not case_study.page:
        return []
    links = Links(case_study.page.source.page_url)
    found = [(name, links.file(name)) for name in reading.images[:MOST]]
    return [(name, address) for name, address in found if address]


def _opens(section: Section) -> bool:
    """Whether it is what a wiki page says before its first heading."""
    return section.position == 0 and section.key == SectionKey.OTHER and not section.heading


def wiki_of(case_study: CaseStudy) -> tuple[str, str]:
    """Where links lead: to the wiki of the page; for our own text to the one we mirror."""
    if case_study.page:
        return case_study.page.source.page_url, case_study.page.title
    first = Source.objects.order_by("pk").values_list("page_url", flat=True).first()
    return first or "", ""
