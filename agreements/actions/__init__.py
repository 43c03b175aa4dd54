# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of this app: verbs of the trade."""

from agreements.actions.commitments import make_commitment, settle_commitment
from agreements.actions.mous import correct_mou, draft_mou, sign_mou
from agreements.actions.renewing import ask_to_renew

__all__ = [
    "ask_to_renew",
    "correct_mou",
    "draft_mou",
    "make_commitment",
    "settle_commitment",
    "sign_mou",
]
