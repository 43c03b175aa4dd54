# SPDX-License-Identifier: GPL-3.0-or-later
"""What can stand in the way of work."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class AlreadyUnderWay(ValidationError):
    """A run of this kind is waiting or running."""

    def __init__(self, run):
        super().__init__(_("This is already under way; its progress is shown below."), code="under-way")
        self.run = run


class AlreadyDone(Exception):
    """The form was sent before; `led_to` is where the first one led (may be empty)."""

    def __init__(self, led_to: str):
        super().__init__(led_to)
        self.led_to = led_to


class NoLongerOurs(Exception):
    """Another worker took the run over, or it was ended: stop without writing."""


class AnswerUnknown(Exception):
    """The message left, and whether it arrived cannot be known. Never repeated by itself."""


class Refused(Exception):
    """The other side said no in words; repeating will not help."""
