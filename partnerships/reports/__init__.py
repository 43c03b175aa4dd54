# SPDX-License-Identifier: GPL-3.0-or-later
"""Wide reads of this app: the board's columns and a partnership's timeline."""

from partnerships.reports.board import (
    CARDS_A_COLUMN,
    SUMS,
    Column,
    board_columns,
    counted_stages,
    sum_in_words,
)
from partnerships.reports.cards import (
    Card,
    CardWriter,
    agreement_standing,
    card_rows,
    cards_for,
    with_card_facts,
)
from partnerships.reports.changes import Change
from partnerships.reports.choices import lead_and_country_choices, remembered_choices
from partnerships.reports.outcomes import Outcome, outcomes_by_origin
from partnerships.reports.strip import Station, strip
from partnerships.reports.timeline import KINDS, Line, Sight, entries_of, timeline

__all__ = [
    "CARDS_A_COLUMN",
    "Card",
    "CardWriter",
    "Change",
    "Column",
    "KINDS",
    "Line",
    "Outcome",
    "SUMS",
    "Sight",
    "Station",
    "agreement_standing",
    "board_columns",
    "card_rows",
    "cards_for",
    "counted_stages",
    "entries_of",
    "lead_and_country_choices",
    "remembered_choices",
    "outcomes_by_origin",
    "sum_in_words",
    "strip",
    "timeline",
    "with_card_facts",
]
