# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of accounts."""

from accounts.actions.roles import (
    add_account,
    correct_profile,
    end_role,
    found_affiliate,
    grant_role,
    make_token,
    revoke_token,
)
from accounts.actions.wiki import (
    connect_wiki,
    destroy_unused,
    disconnect_wiki,
    note_wiki_facts,
    reseal_all,
    sign_in_by_wiki,
    suspend_wiki,
)

__all__ = [
    "add_account",
    "connect_wiki",
    "correct_profile",
    "destroy_unused",
    "disconnect_wiki",
    "end_role",
    "found_affiliate",
    "grant_role",
    "make_token",
    "note_wiki_facts",
    "reseal_all",
    "revoke_token",
    "sign_in_by_wiki",
    "suspend_wiki",
]
