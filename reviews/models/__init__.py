# SPDX-License-Identifier: GPL-3.0-or-later
"""Reviews of case studies: who judges which round, and what was said about which section."""

from reviews.models.comments import Comment
from reviews.models.rounds import Review

__all__ = ["Comment", "Review"]
