# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of this app: verbs of the trade."""

from agreements.actions.amendments import amend_mou
from agreements.actions.commitments import correct_commitment, make_commitment, remove_commitment
from agreements.actions.cutting import cut_document
from agreements.actions.documents import ask_for_scan, note_verdict, release_waiting, scan_again, sweep_files
from agreements.actions.keeping import hold_agreement, release_agreement
from agreements.actions.lapsing import lapse_overdue
from agreements.actions.mous import correct_mou, draft_mou, sign_mou, summarise_mou
from agreements.actions.progress import note_progress
from agreements.actions.reminding import remind
from agreements.actions.renewing import ask_to_renew, draft_renewal, let_end
from agreements.actions.restoring import put_back
from agreements.actions.settling import reopen_commitment, settle_commitment, waive_commitment
from agreements.actions.templates import correct_template, make_template, retire_template
from agreements.actions.texts import (
    add_piece,
    correct_piece,
    forget_signatories,
    move_clause,
    remove_piece,
    what_binds,
)

__all__ = [
    "add_piece",
    "amend_mou",
    "ask_for_scan",
    "ask_to_renew",
    "correct_commitment",
    "correct_mou",
    "correct_piece",
    "correct_template",
    "draft_mou",
    "draft_renewal",
    "forget_signatories",
    "cut_document",
    "hold_agreement",
    "what_binds",
    "lapse_overdue",
    "let_end",
    "make_commitment",
    "make_template",
    "move_clause",
    "note_progress",
    "note_verdict",
    "put_back",
    "release_agreement",
    "release_waiting",
    "remind",
    "remove_commitment",
    "remove_piece",
    "reopen_commitment",
    "retire_template",
    "scan_again",
    "settle_commitment",
    "sign_mou",
    "summarise_mou",
    "sweep_files",
    "waive_commitment",
]
