# SPDX-License-Identifier: GPL-3.0-or-later
"""Saving what the form has no field for: sections under their own headings, and all sections at once."""

from collections.abc import Mapping, Sequence

from casestudies.actions.holds import hold_written
from casestudies.actions.locking import locked_draft
from casestudies.actions.rewriting import sections_of, take_sections
from casestudies.errors import ChangedMeanwhile
from casestudies.models import CaseStudy
from casestudies.parsing import ParsedSection
from casestudies.parsing.whole import completed
from journal.actions import record, recorded


@recorded
def save_own_sections(
    case_study: CaseStudy, texts: Mapping[int, str], *, version: int, by, quietly: bool = False
) -> CaseStudy:
    """Save the texts of sections the form has no key for: {position: wikitext}.

    What is the same already is not written, and is no conflict. Raises NotADraft, ChangedMeanwhile, NoLongerWriting.
    """
    case_study = locked_draft(case_study, by=by)
    standing = list(case_study.sections.all())
    there = {each.position: each.text for each in standing}
    changed = {place: text for place, text in texts.items() if there.get(place) != text}
    if not changed:
        return case_study
    if case_study.version != version or changed.keys() - there.keys():
        raise ChangedMeanwhile(case_study)
    take_sections(
        case_study,
        [ParsedSection(each.key, each.heading, changed.get(each.position, each.text)) for each in standing],
    )
    if not quietly:
        record("casestudy.saved", case_study, by=by)
    return case_study


@recorded
def rewrite_case_study(
    case_study: CaseStudy, sections: Sequence[ParsedSection], *, version: int, by, quietly: bool = False
) -> CaseStudy:
    """Put these sections in place of all that the draft has, as when somebody edited it as one wikitext.

    The same sections are not written, and are no conflict. Raises NotADraft, ChangedMeanwhile, NoLongerWriting,
    SectionHeld.
    """
    case_study = locked_draft(case_study, by=by)
    if list(sections) == completed(sections_of(case_study)):
        return case_study
    if case_study.version != version:
        raise ChangedMeanwhile(case_study)
    hold_written(case_study, _changed_keys(case_study, sections), by=by)
    take_sections(case_study, sections)
    if not quietly:
        record("casestudy.saved", case_study, by=by)
    return case_study


def _changed_keys(case_study: CaseStudy, sections: Sequence[ParsedSection]) -> set[str]:
    """The keys under which the two say something different."""
    return {key for key, _text in _said(sections_of(case_study)) ^ _said(sections)}


def _said(sections: Sequence[ParsedSection]) -> set[tuple[str, str]]:
    return {(each.key, each.text) for each in sections}
