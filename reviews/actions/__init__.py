# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of reviews and of the comments in them."""

from reviews.actions.assigning import assign, hand_over, let_go
from reviews.actions.comments import reopen, resolve, say
from reviews.actions.reminding import remind
from reviews.actions.rounds import begin_round
from reviews.actions.verdicts import accept, ask_for_changes, keep_answers

__all__ = [
    "accept",
    "ask_for_changes",
    "assign",
    "begin_round",
    "hand_over",
    "keep_answers",
    "let_go",
    "remind",
    "reopen",
    "resolve",
    "say",
]
