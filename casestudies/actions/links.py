# SPDX-License-Identifier: GPL-3.0-or-later
"""Saying which institution a case study is about."""

from casestudies.models import CaseStudy, Guess
from journal.actions import record, recorded
from partnerships.models import Institution


@recorded
def link_case_study(case_study: CaseStudy, institution: Institution | None, *, by) -> CaseStudy:
    """Link the case study to an institution, or take the link away with None.

    The country follows the institution. A partnership with another institution is let go, and its agreement. On a public case
    study the line stands in the institution's timeline; a draft's stays its own. Open guesses end with the link:
    a person has said it.
    """
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    before = case_study.institution
    if before == institution:
        return case_study
    case_study.institution = institution
    if institution:
        case_study.country = institution.country
    if case_study.partnership and case_study.partnership.institution != institution:
        case_study.partnership = case_study.mou = None
    case_study.version += 1
    case_study.save(update_fields=["institution", "partnership", "mou", "country", "version"])
    if institution:
        case_study.guesses.filter(state=Guess.State.OPEN).delete()
    is_public = case_study.state in CaseStudy.PUBLIC_STATES
    record(
        "casestudy.linked",
        case_study,
        by=by,
        about=institution if institution and is_public else None,
        before=before or "",
        after=institution or "",
    )
    return case_study
