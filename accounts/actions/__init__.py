# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of accounts."""

from accounts.actions.elevation import note_elevated, note_stepped_down
from accounts.actions.passkeys import add_passkey, note_passkey_used, remove_passkey
from accounts.actions.roles import (
    add_account,
    correct_profile,
    end_role,
    found_affiliate,
    grant_role,
    make_token,
    revoke_token,
)
from accounts.actions.second_factor import (
    make_recovery_codes,
    note_second_factor_used,
    remove_app,
    remove_second_factor,
    reseal_second_factors,
    set_up_second_factor,
)
from accounts.actions.sessions import (
    destroy_old_sessions,
    disable_account,
    enable_account,
    end_session,
    end_sessions,
    note_proof_refused,
    note_seen,
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
    "add_passkey",
    "connect_wiki",
    "correct_profile",
    "destroy_old_sessions",
    "destroy_unused",
    "disable_account",
    "disconnect_wiki",
    "enable_account",
    "end_role",
    "end_session",
    "end_sessions",
    "found_affiliate",
    "grant_role",
    "make_recovery_codes",
    "make_token",
    "note_elevated",
    "note_passkey_used",
    "note_proof_refused",
    "note_second_factor_used",
    "note_seen",
    "note_stepped_down",
    "note_wiki_facts",
    "remove_app",
    "remove_passkey",
    "remove_second_factor",
    "reseal_all",
    "reseal_second_factors",
    "revoke_token",
    "set_up_second_factor",
    "sign_in_by_wiki",
    "suspend_wiki",
]
