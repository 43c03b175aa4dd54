# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked about an advocate: who they are, how we know them, consent, plan, how long."""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from interface.fields import DayField, FormKey, LineField, Version
from partnerships.models import Advocate, Post

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


def _not_before_1900(day):
    if day.year < 1900:
        raise ValidationError(_("Enter a day of our time."), code="too-early")


class PastDayField(DayField):
    """A day that has been, in living memory."""

    default_validators = [_not_before_1900]

    def validate(self, value):
        super().validate(value)
        if value and value > timezone.localdate():
            raise ValidationError(_("This day lies in the future."), code="future")


class AdvocateForm(forms.Form):
    """What is known of an advocate."""

    name = LineField(label=_("Name"), max_length=200)
    engagement = forms.ChoiceField(label=_("Engagement"), choices=Advocate.Engagement.choices)
    source = forms.ChoiceField(
        label=_("How we know them"),
        choices=Advocate.Source.choices,
        required=False,
        help_text=_("They may ask where you have their name from."),
    )
    source_note = LineField(label=_("In words"), max_length=300, required=False)
    lawful_basis = forms.ChoiceField(
        label=_("Why you may keep this"), choices=Advocate.LawfulBasis.choices, required=False
    )

    def clean_source(self):
        return self.cleaned_data["source"] or Advocate.Source.OTHER

    def clean_lawful_basis(self):
        return self.cleaned_data["lawful_basis"] or Advocate.LawfulBasis.LEGITIMATE_INTEREST


class IntroduceAdvocateForm(AdvocateForm):
    """Asks for post, addresses and last contact too, and for the affiliate where the user works for several."""

    form_key = FormKey()
    affiliate = forms.ModelChoiceField(
        Affiliate.objects.none(), label=_("Known to"), help_text=_("No other affiliate sees this person.")
    )
    post = LineField(label=_("Post"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Post.Role.choices, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = LineField(label=_("Phone"), max_length=50, required=False)
    last_contact_on = PastDayField(label=_("Last contact"), required=False)

    field_order = ["affiliate", "name", "post", "role", "email", "phone", "engagement", "last_contact_on"]

    def __init__(self, *args, affiliates: set[int], **kwargs):
        super().__init__(*args, **kwargs)
        if len(affiliates) == 1:
            del self.fields["affiliate"]
            self.only_affiliate = next(iter(affiliates))
        else:
            self.fields["affiliate"].queryset = Affiliate.objects.filter(pk__in=affiliates)

    def clean_role(self):
        return self.cleaned_data["role"] or Post.Role.ADVOCATE

    def clean(self):
        facts = super().clean()
        if "affiliate" not in self.fields:
            facts["affiliate"] = Affiliate.objects.get(pk=self.only_affiliate)
        return facts


class CorrectAdvocateForm(AdvocateForm):
    version = Version()


class ConsentForm(forms.Form):
    """Asks for the wiki account, and when and how they agreed that you note it."""

    wiki_username = WikiUsernameField(label=_("Wiki username"), max_length=255)
    wiki_consent_on = PastDayField(label=_("They agreed on"))
    wiki_consent_note = LineField(
        label=_("How they agreed"),
        max_length=300,
        help_text=_("For example: in a mail, or on their user page."),
    )
    version = Version()


class PlanForm(forms.Form):
    """Asks how to win somebody back and when to look again."""

    plan = forms.CharField(
        label=_("Plan to win them back"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("What made them cool, who speaks with them, what you can offer."),
    )
    plan_on = DayField(
        label=_("Look again on"), required=False, help_text=_("The lead of the partnership gets a task.")
    )
    version = Version()

    def clean_plan_on(self):
        day = self.cleaned_data["plan_on"]
        if day and not timezone.localdate() <= day <= timezone.localdate() + timedelta(days=3653):
            raise ValidationError(_("Choose a day to come, within ten years."), code="not-to-come")
        return day


class RenewForm(forms.Form):
    """Asks why somebody is kept longer."""

    reason = LineField(label=_("Why you still need their data"), max_length=500)
    version = Version()
