# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies: written accounts of partnerships; ours, or mirrored from the wiki."""

from casestudies.models.editions import Edition, KnownRevision
from casestudies.models.sections import Section, SectionKey
from casestudies.models.studies import CaseStudy

__all__ = ["CaseStudy", "Edition", "KnownRevision", "Section", "SectionKey"]
