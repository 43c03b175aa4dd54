# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked about telling an advocate what we keep, and about what they agreed or objected to."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from interface.fields import DayField, FormKey, LineField
from partnerships.forms.advocates import PastDayField
from partnerships.models import Notice
from privacy.models import Consent


class NoticeLanguageForm(forms.Form):
    """Asks in which language the notice is written."""

    language = forms.ChoiceField(label=_("Language of the notice"), choices=settings.LANGUAGES)


class SendNoticeForm(forms.Form):
    """Shows the mail to whoever sends it, who may word it otherwise."""

    form_key = FormKey()
    language = forms.ChoiceField(choices=settings.LANGUAGES, widget=forms.HiddenInput)
    subject = LineField(label=_("Subject"), max_length=150)
    body = forms.CharField(
        label=_("Mail"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 20, "dir": "auto"})
    )


class NoteNoticeForm(forms.Form):
    """Asks how and when somebody was told otherwise than by a mail from here."""

    form_key = FormKey()
    how = forms.ChoiceField(
        label=_("How they were told"),
        choices=[(how, how.label) for how in Notice.How if how != Notice.How.MAIL],
    )
    given_on = PastDayField(label=_("When"))
    note = LineField(label=_("Note"), max_length=300, required=False)


class AnswerForm(forms.Form):
    """Asks what somebody agreed or objected to, when and how, and until when it counts."""

    form_key = FormKey()
    category = forms.ChoiceField(
        label=_("What for"),
        choices=[(each, each.label) for each in Consent.Category if each != Consent.Category.WIKI_ACCOUNT],
    )
    answer = forms.ChoiceField(label=_("Answer"), choices=Consent.Answer.choices)
    given_on = PastDayField(label=_("When"))
    source = forms.ChoiceField(label=_("How it was given"), choices=Consent.Source.choices)
    expires_on = DayField(label=_("Until"), required=False, help_text=_("Empty: until they take it back."))
    note = LineField(label=_("Note"), max_length=300, required=False)

    def clean(self):
        facts = super().clean()
        given, expires = facts.get("given_on"), facts.get("expires_on")
        if given and expires and expires < given:
            self.add_error("expires_on", _("It cannot end before it was given."))
        return facts
