# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of the mirror, its people and the sync runs."""

from outreach.actions.accounts import apply_accounts
from outreach.actions.alarms import tell_of_failures
from outreach.actions.claims import decide_claims
from outreach.actions.contributors import Told, state_contributors
from outreach.actions.mirror import Held, apply_batch, drop_hidden, take_away
from outreach.actions.publications import cancel, claim_publication, request_publication, try_again
from outreach.actions.removals import forget_contributor, take_back
from outreach.actions.runs import fail_sync, finish_sync, note_listing, request_sync

__all__ = [
    "Held",
    "Told",
    "apply_accounts",
    "apply_batch",
    "cancel",
    "claim_publication",
    "drop_hidden",
    "decide_claims",
    "fail_sync",
    "forget_contributor",
    "finish_sync",
    "note_listing",
    "request_publication",
    "request_sync",
    "state_contributors",
    "take_away",
    "tell_of_failures",
    "try_again",
    "take_back",
]
