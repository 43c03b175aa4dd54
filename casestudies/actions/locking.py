# SPDX-License-Identifier: GPL-3.0-or-later
"""The row of a case study, held until the transaction ends, for whoever may write on it by then."""

from casestudies.errors import BelongsToTheWiki, NoLongerWriting, NotADraft
from casestudies.models import CaseStudy, CoAuthor


def locked_draft(case_study: CaseStudy, *, by) -> CaseStudy:
    """The locked row. The door asked before the lock was had: what changed between the two is refused here.

    Raises BelongsToTheWiki, NotADraft, NoLongerWriting.
    """
    case_study = CaseStudy.objects.select_for_update().get(pk=case_study.pk)
    if case_study.is_mirrored:
        raise BelongsToTheWiki
    if not case_study.can_be_written:
        raise NotADraft(case_study.get_state_display())
    if by.pk != case_study.author_id:
        _refuse_who_left(case_study, by)
    return case_study


def _refuse_who_left(case_study: CaseStudy, by) -> None:
    shares = CoAuthor.objects.filter(case_study=case_study, user=by.pk)
    if shares.exists() and not shares.writing().exists():
        raise NoLongerWriting
