# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of this app refuse, in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class AreaNotSaid(ValidationError):
    def __init__(self, area_class):
        super().__init__(
            _(
                "That does not go with “%(area_class)s”: a country is exactly one, several are at least two, a"
                " region or a theme has a name, and what is editorial has neither."
            ),
            code="area-not-said",
            params={"area_class": area_class},
        )
