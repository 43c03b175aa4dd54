# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of this app: verbs of the trade."""

from partnerships.actions.advocates import correct_advocate, introduce_advocate
from partnerships.actions.agreements import (
    correct_mou,
    draft_mou,
    make_commitment,
    settle_commitment,
    sign_mou,
)
from partnerships.actions.institutions import add_institution, correct_institution
from partnerships.actions.pipeline import (
    correct_partnership,
    make_pipeline,
    move_to_stage,
    open_partnership,
    plan_next_step,
)

__all__ = [
    "add_institution",
    "correct_advocate",
    "correct_institution",
    "correct_mou",
    "correct_partnership",
    "draft_mou",
    "introduce_advocate",
    "make_commitment",
    "make_pipeline",
    "move_to_stage",
    "open_partnership",
    "plan_next_step",
    "settle_commitment",
    "sign_mou",
]
