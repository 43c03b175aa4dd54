# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about leading a partnership together: whom to ask, what to say, and what to answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from interface.fields import FormKey

LONGEST_MESSAGE = 2000


class ProposeForm(forms.Form):
    """Asks which affiliate is to lead the partnership too, and for a few words to the other side."""

    affiliate = forms.ModelChoiceField(label=_("Affiliate"), queryset=Affiliate.objects.none())
    message = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Read by the coordinators and administrators of the other affiliate before they answer."),
    )

    def __init__(self, *args, affiliates, is_invitation: bool, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["affiliate"]
        field.queryset = affiliates
        field.label = (
            _("Which affiliate do you ask?") if is_invitation else _("For which affiliate do you ask?")
        )
        if not is_invitation:
            field.empty_label = None
        self.fields["form_key"] = FormKey()


class AnswerForm(forms.Form):
    """One of four buttons."""

    verdict = forms.ChoiceField(
        choices=[
            ("accept", _("Lead it together")),
            ("decline", _("Decline")),
            ("withdraw", _("Take the proposal back")),
            ("end", _("Stop leading together")),
        ],
        error_messages={
            "required": _("Say what you decide: use one of the buttons."),
            "invalid_choice": _("Say what you decide: use one of the buttons."),
        },
        label=_("Answer"),
    )
