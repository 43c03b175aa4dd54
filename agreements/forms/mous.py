# SPDX-License-Identifier: GPL-3.0-or-later
"""What drafting, correcting, summarising and signing an agreement asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements import uploads
from agreements.actions.terms import FLAGS, is_within
from agreements.languages import LANGUAGES
from interface.fields import DayField, FormKey, LineField, LongTextField, Version, WebAddressField
from interface.forms import QuickSelect
from partnerships.models import Mou
from partnerships.models.agreements import LONGEST_NOTICE

LONGEST_SUMMARY = 2000


class DocumentField(forms.FileField):
    """A document that passed `uploads.checked`; it comes out renamed, its old name in `original_name`."""

    widget = forms.FileInput(attrs={"accept": ",".join(uploads.TYPES)})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return uploads.checked(upload) if upload else None


class SummaryFields(forms.Form):
    """What the public may read of an agreement."""

    public_summary = LongTextField(
        label=_("Public summary"),
        required=False,
        rows=3,
        max_length=LONGEST_SUMMARY,
        help_text=_("For everybody: what it is for and what comes of it. No names of people."),
    )
    is_summary_public = forms.BooleanField(
        label=_("Open the summary to all"),
        required=False,
        help_text=_("It is shown once the agreement is signed and the partnership is public."),
    )

    def clean(self):
        terms = super().clean()
        if terms.get("is_summary_public") and "public_summary" in terms and not terms["public_summary"]:
            self.add_error("public_summary", _("Write the summary before you open it to all."))
        return terms


class MouForm(SummaryFields):
    """The terms of an agreement."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Mou.Kind.choices)
    title = LineField(label=_("Title"), max_length=300)
    language = forms.ChoiceField(
        label=_("Language of the text"),
        choices=[("", _("not said")), *LANGUAGES],
        required=False,
        widget=QuickSelect,
    )
    starts_on = DayField(label=_("Starts on"), required=False)
    ends_on = DayField(
        label=_("Ends on"),
        required=False,
        help_text=_("Leave empty if it has no end. You are reminded before."),
    )
    notice_days = forms.IntegerField(
        label=_("Notice period in days"),
        required=False,
        min_value=0,
        max_value=LONGEST_NOTICE,
        help_text=_("How long before the end each side must say so; the reminder comes before that."),
    )
    review_on = DayField(
        label=_("Looked at again on"),
        required=False,
        help_text=_("A day within the term on which both sides look at it together."),
    )
    link = WebAddressField(
        label=_("Link"), required=False, help_text=_("Where the text is, if it is on the web.")
    )
    document = DocumentField(
        label=_("Document"),
        required=False,
        help_text=_("PDF, DOCX, ODT, PNG or JPEG, at most 20 MB. Only your affiliate can open it."),
    )
    has_conflict_of_interest = forms.BooleanField(
        label=_("There is a conflict of interest"),
        required=False,
        help_text=_("Such as staff who would write about their own institution."),
    )
    has_paid_editing = forms.BooleanField(label=_("Somebody is paid to edit"), required=False)
    is_exclusive = forms.BooleanField(
        label=_("One side promises to do this with nobody else"), required=False
    )
    flags_note = LongTextField(
        label=_("How these are handled"),
        required=False,
        rows=3,
        help_text=_("Asked when one of the three is marked. Only your affiliate reads it."),
    )
    field_order = [
        "begin_from",
        "kind",
        "title",
        "language",
        "starts_on",
        "ends_on",
        "notice_days",
        "review_on",
        "link",
        "document",
        *FLAGS,
        "flags_note",
        "public_summary",
        "is_summary_public",
    ]

    def clean(self):
        terms = super().clean()
        starts_on, ends_on = terms.get("starts_on"), terms.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The end lies before the start."))
        elif not is_within(terms.get("review_on"), starts_on, ends_on):
            self.add_error("review_on", _("This day lies outside the term of the agreement."))
        if any(terms.get(flag) for flag in FLAGS) and "flags_note" in terms and not terms["flags_note"]:
            self.add_error("flags_note", _("Say how what you marked is handled."))
        return terms


class DraftMouForm(MouForm):
    """The terms of a new agreement, and the text it begins from.

    `beginnings` is {key: template} with `groups` of their labels, of `reports.beginnings`.
    """

    form_key = FormKey()
    begin_from = forms.ChoiceField(
        label=_("Begin from"),
        required=False,
        help_text=_("The draft has the clauses of the text you choose; you change them afterwards."),
    )

    def __init__(self, *args, beginnings, **kwargs):
        super().__init__(*args, **kwargs)
        self.beginnings = beginnings
        self.fields["begin_from"].choices = [("", _("an empty page")), *beginnings.groups]

    def clean_begin_from(self):
        return self.beginnings.texts.get(self.cleaned_data["begin_from"])

    def clean(self):
        terms = super().clean()
        text = terms.get("begin_from")
        if text and "kind" in terms and terms["kind"] != text.kind:
            self.add_error(
                "kind", _("The text you begin from is of another kind. Choose its kind, or another text.")
            )
        if text and not terms.get("language"):
            terms["language"] = text.language
        elif text and terms["language"] != text.language:
            self.add_error("language", _("The text you begin from is in another language."))
        return terms


class CorrectMouForm(MouForm):
    version = Version()


class SummaryForm(SummaryFields):
    """Asks what the public may read, of a signed agreement too."""

    version = Version()


class SignMouForm(forms.Form):
    """Asks for the day both sides signed, and what is to be done then. `plans` is of `reports.beginnings`."""

    version = Version()
    signed_on = DayField(label=_("Signed on"), help_text=_("The day of the last signature."))
    plan = forms.MultipleChoiceField(
        label=_("Tasks to plan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They go to whoever leads the partnership; the days count from the signature."),
    )

    def __init__(self, *args, plans, **kwargs):
        super().__init__(*args, **kwargs)
        self.plans = plans
        if plans.steps:
            self.fields["plan"].choices = plans.groups
            self.fields["plan"].initial = plans.usual
        else:
            del self.fields["plan"]

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The day of signing cannot lie in the future."), code="future")
        return day

    def clean_plan(self):
        return [self.plans.steps[key] for key in self.cleaned_data["plan"]]


class HoldForm(forms.Form):
    """Asks for what an agreement must be kept."""

    reason = LineField(
        label=_("Why it must be kept"),
        max_length=500,
        help_text=_("Which dispute or which law, for those who ask later. No names of people."),
    )
    form_key = FormKey()


class CutForm(forms.Form):
    """Asks for the document without the person, if there is one."""

    document = DocumentField(
        label=_("The document without the person"),
        required=False,
        help_text=_("Left empty, the agreement has no document any more; its terms, days and clauses stay."),
    )
    sure = forms.BooleanField(
        label=_("Delete every file that this agreement has or had"),
        help_text=_("Nobody can bring them back. A copy on paper is yours to keep or not."),
    )
    form_key = FormKey()
