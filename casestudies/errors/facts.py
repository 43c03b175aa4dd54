# SPDX-License-Identifier: GPL-3.0-or-later
"""What is refused of facts and of figures."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class FactsChangedMeanwhile(ValidationError):
    """Somebody else said what it is about after this page was opened; the text is not concerned."""

    def __init__(self, current):
        super().__init__(
            _(
                "Somebody saved these facts meanwhile. What you chose is still here: look at it and save again, or open the page anew."
            ),
            code="facts-changed-meanwhile",
        )
        self.current = current


class AgreementElsewhere(ValidationError):
    def __init__(self):
        super().__init__(
            _("That agreement is not one of the partnership that this case study is about."),
            code="agreement-elsewhere",
        )


class FigureUnknown(ValidationError):
    def __init__(self):
        super().__init__(
            _("That figure is not known any more, or its source is not yours to see."), code="figure-unknown"
        )
