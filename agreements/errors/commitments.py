# SPDX-License-Identifier: GPL-3.0-or-later
"""What making, keeping and settling commitments refuse, each in the user's words.

`field` names what was wrong, so that a form that asks for it can say so there.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class _AtField(ValidationError):
    """A refusal with its words and the field it is about in the class."""

    words, code_name, field = "", "", None

    def __init__(self, **params):
        super().__init__(self.words, code=self.code_name, params=params or None)


class AlreadySettled(_AtField):
    words, code_name = _("This commitment is settled already."), "already-settled"


class NotSettled(_AtField):
    words, code_name = _("This commitment is open: there is nothing to reopen."), "not-settled"


class NotPromisedYet(_AtField):
    words = _("The agreement is a draft: nothing is promised yet. Record the signatures first.")
    code_name = "not-promised-yet"


class PromisesLocked(_AtField):
    words = _("This agreement is signed; what it promises no longer changes. Make an amendment.")
    code_name = "promises-locked"


class WhatMissing(_AtField):
    words, code_name, field = _("Say what is promised."), "what-missing", "what"


class DueAfterEnd(_AtField):
    words = _("It would be due after the agreement ends, on %(ends_on)s.")
    code_name, field = "due-after-end", "due_on"


class DueBeforeStart(_AtField):
    words = _("It would be due before the agreement starts, on %(starts_on)s.")
    code_name, field = "due-before-start", "due_on"


class QuantityOutOfBounds(_AtField):
    words = _("How much: more than nothing, at most a thousand million, with at most two decimals.")
    code_name, field = "quantity-out-of-bounds", "quantity"


class QuantityMissing(_AtField):
    words = _("It says of what, but not how much: give both or neither.")
    code_name, field = "quantity-missing", "quantity"


class UnitMissing(_AtField):
    words = _("It says how much, but not of what: give both or neither.")
    code_name, field = "unit-missing", "unit"


class FirstDayMissing(_AtField):
    words = _("What comes again needs the day it is due for the first time.")
    code_name, field = "first-day-missing", "due_on"


class NotOfTheLeaders(_AtField):
    words = _("Choose somebody who has a role in an affiliate that leads the partnership.")
    code_name, field = "not-of-the-leaders", "user"


class NotOfTheInstitution(_AtField):
    words = _("Choose an advocate you know who has a post at this institution today.")
    code_name, field = "not-of-the-institution", "advocate"


class ProgressInFuture(_AtField):
    words, code_name, field = _("This day lies in the future."), "progress-in-future", "done_on"


class ProgressSaysNothing(_AtField):
    words = _("Say how much was done, or a word about it, or where it can be seen.")
    code_name, field = "progress-says-nothing", "note"


class NothingToCount(_AtField):
    words = _("Nothing is counted in this commitment: say in the note what was done.")
    code_name, field = "nothing-to-count", "quantity"


class ProgressOutOfBounds(_AtField):
    words = _("How much: at most a thousand million, with at most two decimals, and not zero.")
    code_name, field = "progress-out-of-bounds", "quantity"


class LessThanNothing(_AtField):
    words = _("You take back more than was noted: in all there would be less than nothing.")
    code_name, field = "less-than-nothing", "quantity"


class EvidenceNoAddress(_AtField):
    words = _("Where it can be seen: a web address that begins with https://.")
    code_name, field = "evidence-no-address", "evidence"


class KeptWithLess(_AtField):
    words = _("Less was noted than was promised. Say why it counts as kept, or settle it as partly kept.")
    code_name, field = "kept-with-less", "reason"


class NoSuchState(_AtField):
    words, code_name, field = _("A commitment is kept, partly kept or lapsed."), "no-such-state", "state"


class WaivingReasonMissing(_AtField):
    words, code_name, field = _("Say why it is waived."), "waiving-reason-missing", "reason"


class ReopeningReasonMissing(_AtField):
    words, code_name, field = _("Say why it is open again."), "reopening-reason-missing", "reason"
