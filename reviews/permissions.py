# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what in a review; the table itself is in `accounts.permissions`."""

from accounts.permissions import may, may_somewhere
from casestudies.models import CaseStudy
from casestudies.permissions import may_write
from reviews.models.access import REVIEWED, has_written, is_about_confidential


def may_see_queue(user) -> bool:
    """Whether there is anything the user could review."""
    return may_somewhere(user, "casestudy.review")


def may_review(user, case_study: CaseStudy) -> bool:
    """Whether the user may judge it and comment on it: by their role, and nobody their own."""
    return _reaches(user, "casestudy.review", case_study) and not has_written(user, case_study)


def may_assign(user, case_study: CaseStudy) -> bool:
    """Whether the user may say who reviews it; its authors do not choose their judges."""
    return _reaches(user, "review.assign", case_study) and not has_written(user, case_study)


def may_read_review(user, case_study: CaseStudy) -> bool:
    """Whether they read, comment, answer and settle: those who write it, and those who may review."""
    return _reaches(user, "casestudy.review", case_study) or may_write(user, case_study)


def _reaches(user, action: str, case_study: CaseStudy) -> bool:
    is_ours = not case_study.is_mirrored and case_study.state in REVIEWED
    if not is_ours:
        return False
    # Asked of those only whom their affiliate does not bring there: it costs a query.
    own = may(user, action, affiliate_id=case_study.affiliate_id)
    return own or (may(user, action, is_open=True) and not is_about_confidential(case_study))
