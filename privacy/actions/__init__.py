# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of privacy."""

from privacy.actions.closing import close_account
from privacy.actions.erasures import file_erasures, note_erasure, replay
from privacy.actions.restricting import restrict_account
from privacy.actions.rewriting import erase_words, withdraw_mails
from privacy.actions.suppressing import lift, suppress

__all__ = [
    "close_account",
    "erase_words",
    "file_erasures",
    "lift",
    "note_erasure",
    "replay",
    "restrict_account",
    "suppress",
    "withdraw_mails",
]
