# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of writing together ask: whom to invite, how one answers, and which section one writes."""

from django import forms
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casestudies.models import SectionKey
from casestudies.seen import FORM_KEYS
from outreach.parsing.usernames import username


class InviteForm(forms.Form):
    """Names an account: the wiki's, or that of the platform."""

    name = forms.CharField(
        label=_("Account name"),
        max_length=255,
        help_text=_("The name on the wiki, such as Ada or User:Ada. They must have signed in here once."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_name(self):
        typed = " ".join(self.cleaned_data["name"].split())
        # Accounts of the platform alone have an empty name on the wiki, which “User:” must not find.
        names = {typed, username(typed.rpartition(":")[2])} - {""}
        is_exact = Case(When(wiki_username__in=names, then=Value(0)), default=Value(1))
        found = User.objects.filter(Q(wiki_username__in=names) | Q(username=typed), is_active=True)
        self.cleaned_data["user"] = found.order_by(is_exact, "pk").first()
        if self.cleaned_data["user"] is None:
            raise forms.ValidationError(
                _("Nobody called “%(name)s” has signed in here. Ask them to sign in once, then invite them."),
                code="nobody",
                params={"name": typed},
            )
        return typed


class AnswerForm(forms.Form):
    """What is to become of an invitation or a share."""

    answer = forms.ChoiceField(
        choices=[
            ("accept", _("Accept")),
            ("decline", _("Decline")),
            ("leave", _("Leave")),
            ("let-go", _("Let go")),
        ]
    )


class HoldForm(forms.Form):
    """Which section somebody begins, or ends, to write."""

    section = forms.ChoiceField(choices=[(key.value, key.label) for key in FORM_KEYS])
    what = forms.ChoiceField(
        choices=[("take", _("Write")), ("release", _("Release")), ("take-over", _("Take over"))]
    )

    @property
    def label(self) -> str:
        return SectionKey(self.cleaned_data["section"]).label
