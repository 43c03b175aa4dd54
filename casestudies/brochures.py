# SPDX-License-Identifier: GPL-3.0-or-later
"""A brochure: case studies on paper behind a cover, with contents, an overview, and by whom and under what they are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import timezone, translation

from casestudies.choosing import Candidate
from casestudies.facts import Programme
from casestudies.models import CaseStudy
from casestudies.regions import region_name, region_of
from casestudies.reports.credits import writers_of
from casestudies.reports.listing import light
from casestudies.sheets import IN_FULL, Sheet, sheet_of
from interface.paper import document, turn
from outreach.models import Contributor

STYLES = "brochure-print.css"
# Letters of the answers of one case study: a page for most, two at most, whatever the script.
ROOM = 3_400
NAMED = 20


@dataclass(frozen=True, slots=True)
class Chapter:
    """One case study in the brochure, under its number; `names` wrote it, `further` counts the rest."""

    number: int
    sheet: Sheet
    address: str
    names: tuple[str, ...]
    further: int


def brochure_of(chosen: Sequence[CaseStudy], *, title: str, foreword: str, absolute) -> dict:
    """All that stands in it, in the reader's language. `absolute` makes a full address of a path.

    Needs the public case studies with page, source, institution, author, reading and sections.
    """
    # It goes on to others: it names whom everybody is shown.
    writers, names = writers_of(chosen, reader=AnonymousUser()), _names_on([each.page_id for each in chosen])
    chapters = []
    for number, each in enumerate(chosen, 1):
        wrote = list(dict.fromkeys([*writers.get(each.pk, []), *names[each.page_id]]))
        sheet = sheet_of(each, each.sections.all(), room=ROOM, questions=IN_FULL)
        address = absolute(each.get_absolute_url())
        chapters.append(Chapter(number, sheet, address, tuple(wrote[:NAMED]), max(0, len(wrote) - NAMED)))
    return {
        "title": title,
        "foreword": [each.strip() for each in foreword.splitlines() if each.strip()],
        "chapters": chapters,
        "regions": _numbers_by(chapters, lambda study: [region_name(region_of(study.country.code))]),
        "programmes": _numbers_by(chapters, _programmes_of),
        "countries": len({each.country.code for each in chosen if each.country}),
        "made_on": timezone.localdate(),
        "language": translation.get_language(),
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }


def pdf(brochure: dict) -> bytes:
    """The brochure drawn. Raises PdfNotPossible."""
    page = render_to_string("casestudies/brochure_pdf.html", brochure)
    with turn():
        return document(page, styles=STYLES).write_pdf()


def in_order(case_studies, picks: Sequence[int]) -> list[CaseStudy]:
    """Those of the picks that may be seen, in the order they were picked, with all a brochure needs."""
    found = light(case_studies.filter(pk__in=picks)).select_related("reading")
    by_number = {each.pk: each for each in found.prefetch_related("sections", "linked_figures")}
    return [by_number[pk] for pk in picks if pk in by_number]


def as_candidate(case_study: CaseStudy) -> Candidate:
    """A case study as it is compared with others."""
    reading = getattr(case_study, "reading", None)
    return Candidate(
        case_study.pk, case_study.title, case_study.country.code or "", case_study.kind, tuple(case_study.programmes),
        case_study.language, case_study.year, reading.complete if reading else 0,
    )  # fmt: skip


def _names_on(pages: list[int]) -> dict[int, list[str]]:
    """{page: whom everybody is shown as its contributors}: paper goes on to others."""
    names = defaultdict(list)
    everybody = Contributor.objects.visible_to(AnonymousUser()).filter(contributions__page__in=pages)
    rows = everybody.order_by("username").values_list("contributions__page", "username").distinct()
    for page, name in rows:
        names[page].append(name)
    return names


def _numbers_by(chapters: Sequence[Chapter], words) -> list[tuple[str, list[int]]]:
    """(word, numbers of the chapters it belongs to), by the word."""
    found = defaultdict(list)
    for chapter in chapters:
        for word in words(chapter.sheet.case_study):
            if word:
                found[str(word)].append(chapter.number)
    return sorted(found.items())


def _programmes_of(case_study: CaseStudy) -> list[str]:
    return [Programme(each).label for each in case_study.programmes if each in Programme.values]
