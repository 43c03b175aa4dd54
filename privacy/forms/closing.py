# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of somebody who closes their account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from privacy.actions.closing import DELETE, HAND_OVER


class CloseForm(forms.Form):
    """Asks what becomes of drafts, whether lists of contributors leave them out, and for a yes."""

    drafts = forms.ChoiceField(
        label=_("Case studies that are not published"),
        choices=[
            (DELETE, _("delete those that are mine alone")),
            (HAND_OVER, _("hand them over to a co-author, or else to an administrator of the affiliate")),
        ],
        initial=DELETE,
        widget=forms.RadioSelect,
        help_text=_("One that somebody else writes along is theirs afterwards, either way."),
    )
    leaves_lists = forms.BooleanField(
        label=_("Leave me out of the lists of contributors that are made from the wiki"),
        required=False,
        initial=True,
    )
    sure = forms.BooleanField(label=_("Yes, close the account for good"))


class CloseForThemForm(CloseForm):
    """The same, asked of a platform administrator on behalf of somebody."""

    leaves_lists = forms.BooleanField(
        label=_("Leave them out of the lists of contributors that are made from the wiki"),
        required=False,
        initial=True,
    )
    sure = forms.BooleanField(label=_("Yes, they asked for it themselves: close the account for good"))
