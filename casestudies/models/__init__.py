# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies: written accounts of partnerships; ours, or mirrored from the wiki."""

from casestudies.models.coauthors import CoAuthor
from casestudies.models.editions import Edition, KnownRevision
from casestudies.models.guesses import Guess
from casestudies.models.holds import Hold
from casestudies.models.linked_figures import LinkedFigure
from casestudies.models.pictures import Picture
from casestudies.models.readings import Reading
from casestudies.models.sections import Section, SectionKey
from casestudies.models.studies import CaseStudy
from casestudies.models.translations import Translation
from casestudies.models.wiki_drafts import WikiDraft

__all__ = [
    "CaseStudy",
    "CoAuthor",
    "Edition",
    "Guess",
    "Hold",
    "KnownRevision",
    "LinkedFigure",
    "Picture",
    "Reading",
    "Section",
    "SectionKey",
    "Translation",
    "WikiDraft",
]
