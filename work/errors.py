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


class NotNow(OSError):
    """The other side may take this message later (greylisted, a full box), and others at once."""


class NotReached(OSError):
    """The other side could not be reached, or left before it had the message: the next would fare the same."""


class NothingToDecide(ValidationError):
    """A person decides only on a message whose answer is unknown, or that was refused."""

    def __init__(self, message):
        super().__init__(
            _("“%(key)s” is “%(state)s”: there is nothing to decide."),
            code="nothing-to-decide",
            params={"key": message.key, "state": message.get_state_display()},
        )
