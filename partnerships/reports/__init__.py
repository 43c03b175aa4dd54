# SPDX-License-Identifier: GPL-3.0-or-later
"""Wide reads of this app: the board's columns and a partnership's timeline."""

from partnerships.reports.board import (
    CARDS_A_COLUMN,
    Card,
    Column,
    Step,
    board_columns,
    cards_for,
    lead_and_country_choices,
    stage_counts,
    steps,
    with_card_facts,
)
from partnerships.reports.timeline import Change, Line, timeline

__all__ = [
    "CARDS_A_COLUMN",
    "Card",
    "Change",
    "Column",
    "Line",
    "Step",
    "board_columns",
    "cards_for",
    "lead_and_country_choices",
    "stage_counts",
    "steps",
    "timeline",
    "with_card_facts",
]
