# SPDX-License-Identifier: GPL-3.0-or-later
"""What a review makes of a filed case study: handed back to its authors, or accepted."""

from casestudies.errors import ChangedMeanwhile, NotFiled
from casestudies.models import CaseStudy
from journal.actions import record, recorded


@recorded
def hand_back(case_study: CaseStudy, *, version: int, by) -> CaseStudy:
    """Give it back to its authors, who write again and file again.

    Raises NotFiled, and ChangedMeanwhile when the text judged is no longer the one that stands there.
    """
    return _judge(case_study, CaseStudy.State.CHANGES, "casestudy.handed_back", version=version, by=by)


@recorded
def accept_case_study(case_study: CaseStudy, *, version: int, by) -> CaseStudy:
    """Accept it: from now on its author may publish it. Raises NotFiled and ChangedMeanwhile."""
    return _judge(case_study, CaseStudy.State.ACCEPTED, "casestudy.accepted", version=version, by=by)


def _judge(case_study: CaseStudy, state, verb: str, *, version: int, by) -> CaseStudy:
    case_study = CaseStudy.objects.select_for_update(of=("self",)).get(pk=case_study.pk)
    if case_study.state != CaseStudy.State.FILED or case_study.is_mirrored:
        raise NotFiled(case_study.get_state_display())
    if case_study.version != version:
        raise ChangedMeanwhile(case_study)
    before, case_study.state = case_study.state, state
    # The version stays: the text is the one that was judged.
    case_study.save(update_fields=["state"])
    record(verb, case_study, by=by, before=before, after=state)
    return case_study
