# SPDX-License-Identifier: GPL-3.0-or-later
"""What the register knows beyond an institution's own row."""

from institutions.models.duplicates import LikelyDuplicate, Merge, NotDuplicate
from institutions.models.items import ItemRecord, SourcedFact
from institutions.models.judgements import Alignment, Dispute
from institutions.models.suggestions import Suggestion, Vote
from institutions.models.ties import Tie

__all__ = [
    "Alignment",
    "Dispute",
    "ItemRecord",
    "LikelyDuplicate",
    "Merge",
    "NotDuplicate",
    "SourcedFact",
    "Suggestion",
    "Tie",
    "Vote",
]
