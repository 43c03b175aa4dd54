# SPDX-License-Identifier: GPL-3.0-or-later
"""What introducing and correcting an advocate asks."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from partnerships.forms.fields import DayField, FormKey, LineField, Version
from partnerships.models import Advocate

# MediaWiki refuses these in user names.
_NEVER_IN_USERNAMES = re.compile(r"[#<>\[\]|{}/@:]")


class WikiUsernameField(LineField):
    """A user name as the wiki shows it: without “User:”, spaces for underscores, the first letter large."""

    def clean(self, value):
        name = " ".join(super().clean(value).replace("_", " ").split())
        name = re.sub(r"^user\s*:\s*", "", name, flags=re.IGNORECASE)
        if _NEVER_IN_USERNAMES.search(name):
            raise ValidationError(_("Give the user name alone, without a link."), code="no-username")
        return name[:1].upper() + name[1:]


class AdvocateForm(forms.Form):
    """What is known of an advocate."""

    name = LineField(label=_("Name"), max_length=200)
    post = LineField(label=_("Post"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = LineField(label=_("Phone"), max_length=50, required=False)
    wiki_username = WikiUsernameField(label=_("Wiki username"), max_length=255, required=False)
    engagement = forms.ChoiceField(label=_("Engagement"), choices=Advocate.Engagement.choices)
    last_contact_on = DayField(label=_("Last contact"), required=False)

    def clean_last_contact_on(self):
        day = self.cleaned_data["last_contact_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("The last contact cannot lie in the future."), code="future")
        return day


class IntroduceAdvocateForm(AdvocateForm):
    """Asks for the affiliate too, where the user works for several."""

    form_key = FormKey()
    affiliate = forms.ModelChoiceField(
        Affiliate.objects.none(), label=_("Known to"), help_text=_("No other affiliate sees this person.")
    )

    field_order = ["affiliate"]

    def __init__(self, *args, affiliates: set[int], **kwargs):
        super().__init__(*args, **kwargs)
        if len(affiliates) == 1:
            del self.fields["affiliate"]
            self.only_affiliate = next(iter(affiliates))
        else:
            self.fields["affiliate"].queryset = Affiliate.objects.filter(pk__in=affiliates)

    def clean(self):
        facts = super().clean()
        if "affiliate" not in self.fields:
            facts["affiliate"] = Affiliate.objects.get(pk=self.only_affiliate)
        return facts


class CorrectAdvocateForm(AdvocateForm):
    version = Version()
