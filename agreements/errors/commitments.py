# SPDX-License-Identifier: GPL-3.0-or-later
"""What making and settling commitments refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class AlreadySettled(ValidationError):
    def __init__(self):
        super().__init__(_("This commitment is settled already."), code="already-settled")
