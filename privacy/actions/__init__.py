# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of privacy."""

from privacy.actions.closing import close_account
from privacy.actions.consents import assess, forget_subject, note_consent
from privacy.actions.erasures import file_erasures, note_erasure, note_restriction, replay
from privacy.actions.readings import note_readings
from privacy.actions.restricting import restrict_account
from privacy.actions.rewriting import erase_words, withdraw_mails
from privacy.actions.searching import ask_for_search
from privacy.actions.statements import accept, publish
from privacy.actions.suppressing import lift, suppress

__all__ = [
    "accept",
    "ask_for_search",
    "assess",
    "close_account",
    "erase_words",
    "file_erasures",
    "forget_subject",
    "lift",
    "note_consent",
    "note_erasure",
    "note_readings",
    "note_restriction",
    "publish",
    "replay",
    "restrict_account",
    "suppress",
    "withdraw_mails",
]
