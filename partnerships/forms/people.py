# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked about an advocate's addresses, contacts, posts and relations."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interface.fields import FormKey, LineField, Version, WebAddressField
from partnerships.forms.advocates import PastDayField
from partnerships.models import Address, Advocate, Contact, Post, Relation


class ContactForm(forms.Form):
    """Asks when and how we were in touch, and who began."""

    form_key = FormKey()
    happened_on = PastDayField(label=_("When"))
    channel = forms.ChoiceField(label=_("How"), choices=Contact.Channel.choices)
    direction = forms.ChoiceField(
        label=_("Who began"), choices=Contact.Direction.choices, initial=Contact.Direction.OURS
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("About the matter, not the person: they may ask to read it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = timezone.localdate


class AddressForm(forms.Form):
    """Asks for one way to reach somebody, checked by its kind."""

    form_key = FormKey()
    kind = forms.ChoiceField(label=_("Kind"), choices=Address.Kind.choices)
    value = LineField(label=_("Address"), max_length=320)
    label = forms.ChoiceField(label=_("Which"), choices=Address.Label.choices, initial=Address.Label.WORK)
    is_preferred = forms.BooleanField(label=_("Use this one first"), required=False)

    def clean_value(self):
        # The raw text: joining its lines would make one address of two.
        raw, value = self.data.get(self.add_prefix("value"), "").strip(), self.cleaned_data["value"]
        if "\n" in raw or "\r" in raw:
            raise ValidationError(_("Enter one address, on one line."), code="several-lines")
        return value

    def clean(self):
        facts = super().clean()
        check = {Address.Kind.EMAIL: _an_email, Address.Kind.PHONE: _a_phone, Address.Kind.WEB: _a_page}
        if facts.get("value") and (kind := facts.get("kind")) in check:
            try:
                facts["value"] = check[kind](facts["value"])
            except ValidationError as error:
                self.add_error("value", error)
        return facts


def _an_email(value: str) -> str:
    validate_email(value)
    return value


def _a_phone(value: str) -> str:
    if len(value) > 50 or not any(character.isdecimal() for character in value):
        raise ValidationError(_("Enter a phone number."), code="no-phone")
    return value


def _a_page(value: str) -> str:
    return WebAddressField(max_length=320).clean(value)


class PostForm(forms.Form):
    """Asks what somebody is at an institution, and from when to when."""

    title = LineField(label=_("Post"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Post.Role.choices)
    started_on = PastDayField(label=_("Since"), required=False)
    ended_on = PastDayField(label=_("Until"), required=False, help_text=_("Empty: still."))

    def clean(self):
        facts = super().clean()
        began, ended = facts.get("started_on"), facts.get("ended_on")
        if began and ended and ended < began:
            self.add_error("ended_on", _("It ends before it begins."))
        return facts


class CorrectPostForm(PostForm):
    """Asks the same of a post that stands already."""

    version = Version()


class NotePostForm(PostForm):
    """Asks for the institution too: by its number, its page's address or its exact name."""

    form_key = FormKey()
    institution = LineField(
        label=_("Institution"),
        max_length=500,
        help_text=_("Its name as it stands here, or the address of its page."),
        widget=forms.TextInput(attrs={"list": "institutions-worked-with", "autocomplete": "off"}),
    )

    field_order = ["institution", "title", "role", "started_on", "ended_on"]

    def __init__(self, *args, institutions, **kwargs):
        super().__init__(*args, **kwargs)
        self.institutions = institutions

    def clean_institution(self):
        asked = self.cleaned_data["institution"]
        number = asked.rstrip("/").rsplit("/", 1)[-1].removeprefix("#")
        found = self.institutions.filter(name__iexact=asked)[:2]
        if not found and number.isascii() and number.isdigit() and len(number) < 19:
            found = self.institutions.filter(pk=int(number))[:2]
        if len(found) != 1:
            raise ValidationError(
                _("Several institutions have this name: give the address of the page.")
                if found
                else _("No institution has this name: add it first, or give the address of its page."),
                code="no-such-institution",
            )
        return found[0]


class RelationForm(forms.Form):
    """Asks how somebody stands to another person the affiliate knows."""

    form_key = FormKey()
    kind = forms.ChoiceField(label=_("How"), choices=Relation.Kind.choices)
    other = forms.ModelChoiceField(Advocate.objects.none(), label=_("To whom"))
    started_on = PastDayField(label=_("Since"), required=False)
    ended_on = PastDayField(label=_("Until"), required=False, help_text=_("Empty: still."))

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others

    def clean(self):
        facts = super().clean()
        began, ended = facts.get("started_on"), facts.get("ended_on")
        if began and ended and ended < began:
            self.add_error("ended_on", _("It ends before it begins."))
        return facts
