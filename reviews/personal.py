# SPDX-License-Identifier: GPL-3.0-or-later
"""What reviews of case studies hold of people."""

from privacy.classes import DataClass
from privacy.registry import classify

NO, STUDY, COLLEAGUE = DataClass.NOT_PERSONAL, DataClass.CASE_STUDY, DataClass.COLLEAGUE

classify(
    "reviews.Comment",
    STUDY,
    section=NO,
    author=COLLEAGUE,
    text=STUDY,
    quote=STUDY,
    fingerprint=NO,
    resolved_by=COLLEAGUE,
)
classify(
    "reviews.Review",
    NO,
    reviewer=COLLEAGUE,
    assigned_by=COLLEAGUE,
    state=NO,
    verdict=NO,
    summary=STUDY,
    answers=STUDY,
)
