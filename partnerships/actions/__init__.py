# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of this app: verbs of the trade."""

from partnerships.actions.advocates import (
    add_address,
    correct_advocate,
    introduce_advocate,
    plan_to_win_back,
    prefer_address,
    remove_address,
)
from partnerships.actions.bulk import hand_many, move_many, plan_many, show_many, undo_many
from partnerships.actions.clocks import renew_clocks
from partnerships.actions.co_leads import (
    accept_co_lead,
    decline_co_lead,
    end_co_lead,
    propose_co_lead,
    withdraw_co_lead,
)
from partnerships.actions.consents import note_answer, note_consent, withdraw_consent
from partnerships.actions.contacts import note_contact, spoke_today, take_back_contact
from partnerships.actions.erasing import erase_advocate, erase_fields, note_export, restrict_advocate
from partnerships.actions.handing_over import hand_over_portfolio, portfolio
from partnerships.actions.institutions import add_institution, correct_institution
from partnerships.actions.leaving import leave_institution, stands_for
from partnerships.actions.notices import note_notice, send_notice
from partnerships.actions.opening import open_partnership
from partnerships.actions.partnerships import (
    correct_partnership,
    finish_next_step,
    plan_next_step,
    put_back,
)
from partnerships.actions.pipeline import move_to_stage, tick_checklist
from partnerships.actions.pipelines import (
    correct_pipeline,
    make_pipeline,
    restore_pipeline,
    retire_pipeline,
)
from partnerships.actions.posts import correct_post, end_relation, note_post, relate
from partnerships.actions.removing import remove_partnership, restore_partnership
from partnerships.actions.retention import anonymise_advocate, remind_of_ends, renew_advocate
from partnerships.actions.stages import (
    add_stage,
    correct_stage,
    order_stages,
    restore_stage,
    retire_stage,
)
from partnerships.actions.undoing import undo_change, undo_move

__all__ = [
    "accept_co_lead",
    "add_address",
    "add_institution",
    "add_stage",
    "anonymise_advocate",
    "erase_advocate",
    "erase_fields",
    "note_export",
    "restrict_advocate",
    "correct_advocate",
    "correct_institution",
    "correct_partnership",
    "correct_pipeline",
    "correct_post",
    "correct_stage",
    "decline_co_lead",
    "end_co_lead",
    "end_relation",
    "finish_next_step",
    "hand_many",
    "hand_over_portfolio",
    "introduce_advocate",
    "leave_institution",
    "make_pipeline",
    "move_many",
    "move_to_stage",
    "note_answer",
    "note_consent",
    "note_contact",
    "note_notice",
    "note_post",
    "open_partnership",
    "order_stages",
    "plan_many",
    "plan_next_step",
    "plan_to_win_back",
    "portfolio",
    "prefer_address",
    "propose_co_lead",
    "put_back",
    "relate",
    "remind_of_ends",
    "remove_address",
    "remove_partnership",
    "renew_advocate",
    "renew_clocks",
    "restore_partnership",
    "restore_pipeline",
    "restore_stage",
    "retire_pipeline",
    "retire_stage",
    "send_notice",
    "show_many",
    "spoke_today",
    "stands_for",
    "take_back_contact",
    "tick_checklist",
    "undo_change",
    "undo_many",
    "undo_move",
    "withdraw_co_lead",
    "withdraw_consent",
]
