# SPDX-License-Identifier: GPL-3.0-or-later
"""What is refused where a person says what a case study is about."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class GuessDecided(ValidationError):
    """Somebody decided the other way before."""

    def __init__(self, state):
        super().__init__(
            _("Somebody has decided this already: %(state)s."), code="guess-decided", params={"state": state}
        )


class GuessGone(ValidationError):
    """It was answered together with another, or the page no longer says it."""

    def __init__(self):
        super().__init__(_("This guess has been answered together with another one."), code="guess-gone")


class LinkedByHand(ValidationError):
    """A person's link stands; a guess does not go over it."""

    def __init__(self, institution):
        super().__init__(
            _("Somebody linked “%(institution)s” meanwhile. Change the link itself if that is wrong."),
            code="linked-by-hand",
            params={"institution": institution},
        )
