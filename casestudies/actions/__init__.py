# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of case studies."""

from casestudies.actions.drafts import (
    begin_case_study,
    file_case_study,
    save_case_study,
    withdraw_case_study,
)
from casestudies.actions.links import link_case_study
from casestudies.actions.mirror import mirror, withdraw_mirrored

__all__ = [
    "begin_case_study",
    "file_case_study",
    "link_case_study",
    "mirror",
    "save_case_study",
    "withdraw_case_study",
    "withdraw_mirrored",
]
