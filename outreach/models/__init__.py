# SPDX-License-Identifier: GPL-3.0-or-later
"""The mirror of a wiki: its pages as we last saw them, the people on them, and each sync's outcome."""

from outreach.models.claims import Claim, Evidence
from outreach.models.contributors import Contribution, Contributor
from outreach.models.pages import Page
from outreach.models.publications import Publication
from outreach.models.removals import Removal
from outreach.models.runs import SyncRun
from outreach.models.sources import Source

__all__ = [
    "Claim",
    "Contribution",
    "Contributor",
    "Evidence",
    "Page",
    "Publication",
    "Removal",
    "Source",
    "SyncRun",
]
