# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that cannot be missed alone, for something stricter stands beside them: both are taken away together.

Every query is narrowed to what its reader may see, also one that asks for the reader's own anyway. Whoever adds a line
here has looked that no row passes the second that the first would hold back.
"""

from dataclasses import replace

from tests.mutants.checks import Check

# {place: the second guard in the same function: an argument of a call, the last call of a chain, or one that refuses}
TWINS = {
    # The case study was looked for among those that the reader sees.
    "casestudies/views/linked_data.py case_study_linked": ".to_read(found)",
    "casestudies/views/reading.py case_study": ".to_read(shown)",
    # Whoever writes guides sees all of them.
    "learning/views/guides.py guide_correct": "_writer(request)",
    "learning/reports/mentors.py mentees_of": "mentor=user.pk",
    "learning/views/obstacles.py of_case_study": "case_study=case_study",
    "learning/views/paths.py own_path": "user=request.user.pk",
    "learning/views/paths.py path": "user=request.user.pk",
    "today/sources/invitations.py Invitations.rows": "user=user.pk",
    "today/sources/mentoring.py FirstSteps.rows": "user=user.pk",
    "today/sources/mentoring.py Requests.rows": "mentor=user.pk",
    "today/sources/publishing.py _mine": "author=user.pk",
    "today/sources/reviews.py ToReview.rows": "reviewer=user.pk",
}


def with_twin(check: Check) -> Check | None:
    """The check and its second guard; None where it stands alone."""
    return replace(check, twin=TWINS[check.place]) if check.place in TWINS else None
