# SPDX-License-Identifier: GPL-3.0-or-later
"""Giving a case study the sections of a text, and knowing its own as parsed ones."""

from collections.abc import Sequence

from django.utils import timezone

from casestudies.models import CaseStudy, Section
from casestudies.parsing import ParsedSection
from outreach.parsing.wording import lead_of, searchable


def sections_of(case_study: CaseStudy) -> list[ParsedSection]:
    """Its sections, as a page's are read."""
    return [ParsedSection(each.key, each.heading, each.text) for each in case_study.sections.all()]


def take_sections(case_study: CaseStudy, sections: Sequence[ParsedSection]) -> None:
    """Put these in place of its own, and raise its version; what is shown and searched of them follows.

    A section that says what it said keeps the version that it is from: whoever writes on it has no conflict.
    """
    case_study.version += 1
    standing = {(each.key, each.text): each.changed_in for each in case_study.sections.all()}
    case_study.sections.all().delete()
    Section.objects.bulk_create(
        Section(
            case_study=case_study,
            key=each.key,
            heading=each.heading[:300],
            text=each.text,
            position=position,
            changed_in=standing.get((each.key, each.text), case_study.version),
        )
        for position, each in enumerate(sections)
    )
    case_study.lead = lead_of(each.text for each in sections)
    case_study.search_text = searchable((each.heading, each.text) for each in sections)
    case_study.saved_at = timezone.now()
    case_study.save(update_fields=["lead", "search_text", "saved_at", "version"])
