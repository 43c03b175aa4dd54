# SPDX-License-Identifier: GPL-3.0-or-later
"""What drafting, correcting and signing an agreement asks, and its commitments."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements import uploads
from interface.fields import DayField, FormKey, LineField, Version, WebAddressField
from partnerships.models import Mou


class DocumentField(forms.FileField):
    """A document that passed `uploads.checked`; it comes out renamed, its old name in `original_name`."""

    widget = forms.FileInput(attrs={"accept": ",".join(uploads.TYPES)})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return uploads.checked(upload) if upload else None


class MouForm(forms.Form):
    """The terms of an agreement."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Mou.Kind.choices)
    title = LineField(label=_("Title"), max_length=300)
    starts_on = DayField(label=_("Starts on"), required=False)
    ends_on = DayField(
        label=_("Ends on"),
        required=False,
        help_text=_("Leave empty if it has no end. You are reminded before."),
    )
    link = WebAddressField(
        label=_("Link"), required=False, help_text=_("Where the text is, if it is on the web.")
    )
    document = DocumentField(
        label=_("Document"),
        required=False,
        help_text=_("PDF, DOCX, ODT, PNG or JPEG, at most 20 MB. Only your affiliate can open it."),
    )

    def clean(self):
        terms = super().clean()
        starts_on, ends_on = terms.get("starts_on"), terms.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The end lies before the start."))
        return terms


class DraftMouForm(MouForm):
    form_key = FormKey()


class CorrectMouForm(MouForm):
    version = Version()


class SignMouForm(forms.Form):
    """Asks for the day both sides signed."""

    version = Version()
    signed_on = DayField(label=_("Signed on"), help_text=_("The day of the last signature."))

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The day of signing cannot lie in the future."), code="future")
        return day
