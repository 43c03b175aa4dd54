# SPDX-License-Identifier: GPL-3.0-or-later
"""What the text of a case study that we hold seems to say it was: offered to whoever says it, written by nobody."""

from casestudies.models import CaseStudy
from casestudies.parsing.facts import ReadFacts, read_facts


def facts_read_in(case_study: CaseStudy) -> ReadFacts:
    """Read title and sections; one query."""
    sections = list(case_study.sections.all())
    return read_facts(
        case_study.title,
        headings=[section.heading for section in sections],
        words=case_study.search_text,
        wikitext="\n\n".join(section.text for section in sections),
    )
