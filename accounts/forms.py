# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about tokens and roles."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.models import Affiliate, Membership, User
from interface.forms import QuickSelect


class ProfileForm(forms.Form):
    """Asks what somebody can help with, and how they like to work."""

    language = forms.ChoiceField(
        label=_("Language of mails to you"),
        required=False,
        choices=[("", _("as the platform has it")), *settings.LANGUAGES],
    )
    skills = forms.MultipleChoiceField(
        label=_("What you can help others with"),
        required=False,
        choices=User.Skill.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Colleagues who look for somebody experienced see it beside your name."),
    )
    has_shortcuts = forms.BooleanField(
        label=_("Keyboard shortcuts"),
        required=False,
        help_text=_("Switch them off if they get in the way of your screen reader or your typing."),
    )


class TokenForm(forms.Form):
    """Asks how long a new token should work."""

    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("one year"))],
        initial=90,
    )


class AffiliateForm(forms.Form):
    """Asks which affiliate joins the platform."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Affiliate.Kind.choices)
    country = CountryField(blank=True, blank_label=_("none or several")).formfield(
        label=_("Country"), required=False, widget=QuickSelect
    )


class RoleForm(forms.Form):
    """Asks who gets which role. People are named by their user name, so that nobody browses accounts."""

    username = forms.CharField(label=_("User name"), max_length=150)
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)

    def clean(self):
        cleaned = super().clean()
        username = cleaned.get("username")
        if username:
            cleaned["user"] = User.objects.filter(username=username, is_active=True).first()
            if cleaned["user"] is None:
                self.add_error("username", _("Nobody with this user name has signed in here."))
        return cleaned
