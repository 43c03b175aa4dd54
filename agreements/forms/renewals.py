# SPDX-License-Identifier: GPL-3.0-or-later
"""What renewing an agreement asks, and letting it end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.fields import FormKey, LongTextField


class RenewForm(forms.Form):
    """Nothing but the key: the draft takes all else from the agreement."""

    form_key = FormKey()


class LetEndForm(forms.Form):
    """Asks why an agreement may run out."""

    reason = LongTextField(
        label=_("Why it may end"),
        rows=3,
        max_length=1000,
        help_text=_("Your colleagues read it in the record of the partnership."),
    )
