# SPDX-License-Identifier: GPL-3.0-or-later
"""What putting back asks: which of what was struck, and the agreement as somebody saw it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.struck import KINDS
from interface.fields import Version


class PutBackForm(forms.Form):
    """The one button beside each thing that was struck."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(name, name) for name in KINDS])
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=2**63 - 1)
    version = Version()
