# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of this app refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnerships.errors import ChangedMeanwhile

__all__ = [
    "AlreadyAsked",
    "AlreadyDecided",
    "AlreadyMentored",
    "AlreadyOnThePath",
    "AnsweredNo",
    "ChangedMeanwhile",
    "GuideThere",
    "MentorFull",
    "NotMentorOfOneself",
    "RequestAnswered",
    "RequestOver",
    "StepUnknown",
    "TooManyRequests",
]


class AlreadyDecided(ValidationError):
    def __init__(self, state):
        super().__init__(
            _("Somebody has decided on this obstacle already: %(state)s."),
            code="already-decided",
            params={"state": state},
        )


class GuideThere(ValidationError):
    def __init__(self):
        super().__init__(_("There is a guide with this code in this language already."), code="guide-there")


class AlreadyOnThePath(ValidationError):
    def __init__(self):
        super().__init__(_("You are on your way already."), code="already-on-the-path")


class StepUnknown(ValidationError):
    def __init__(self):
        super().__init__(_("There is no such step."), code="step-unknown")


class NotMentorOfOneself(ValidationError):
    def __init__(self):
        super().__init__(_("You cannot be your own mentor."), code="not-mentor-of-oneself")


class AlreadyAsked(ValidationError):
    def __init__(self):
        super().__init__(_("You have asked them already; wait for their answer."), code="already-asked")


class AnsweredNo(ValidationError):
    def __init__(self):
        super().__init__(_("They have said that they cannot. Ask somebody else."), code="answered-no")


class AlreadyMentored(ValidationError):
    def __init__(self):
        super().__init__(_("There is a mentor on this path already."), code="already-mentored")


class TooManyRequests(ValidationError):
    def __init__(self, most):
        super().__init__(
            _("You have asked %(most)s people who have not answered. Wait, or take one request back."),
            code="too-many-requests",
            params={"most": most},
        )


class MentorFull(ValidationError):
    def __init__(self):
        super().__init__(
            _("They help as many newcomers as they have time for. Ask somebody else."), code="mentor-full"
        )


class RequestAnswered(ValidationError):
    def __init__(self, state):
        super().__init__(
            _("This request is over already: %(state)s."), code="request-answered", params={"state": state}
        )


class RequestOver(ValidationError):
    def __init__(self):
        super().__init__(_("This is over already."), code="request-over")
