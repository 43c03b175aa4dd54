# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the mirror: its runs, the people on its pages, what is claimed of them, and being left out."""

from outreach.views.claims import claim_list, decide
from outreach.views.contributors import contributor, contributor_list, export
from outreach.views.removals import remove_me
from outreach.views.syncs import start_sync, sync_run, sync_run_list

__all__ = [
    "claim_list",
    "contributor",
    "contributor_list",
    "decide",
    "export",
    "remove_me",
    "start_sync",
    "sync_run",
    "sync_run_list",
]
