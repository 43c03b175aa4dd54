# SPDX-License-Identifier: GPL-3.0-or-later
"""What the text of a draft asks: a clause, the rights in a set of content, somebody who signs."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models import ClauseKind, RightsTerm, Signatory
from interface.fields import DayField, FormKey, LineField, LongTextField, Version
from partnerships.models import Advocate, Mou

TICKET_DIGITS = 16


class PieceForm(forms.Form):
    """A part of an agreement's text: a new one with a key against double clicks, else with the version seen."""

    def __init__(self, *args, is_new: bool, user, mou: Mou, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form_key" if is_new else "version"] = FormKey() if is_new else Version()


class ClauseForm(PieceForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=ClauseKind.choices)
    title = LineField(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("In the language of the text. Empty: its kind is its title."),
    )
    text = LongTextField(
        label=_("Text"),
        required=False,
        rows=10,
        help_text=_("An empty line begins a new paragraph. Lines that begin with “- ” make a list."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == ClauseKind.OTHER and "title" in cleaned and not cleaned["title"]:
            self.add_error("title", _("Say what this clause is about."))
        return cleaned


class RightsForm(PieceForm):
    content_set = LineField(
        label=_("Set of content"), max_length=300, help_text=_("Such as “Posters before 1930”.")
    )
    licence = forms.ChoiceField(label=_("Licence"), choices=RightsTerm.Licence.choices)
    vrt_ticket = LineField(
        label=_("VRT ticket"),
        required=False,
        max_length=40,
        help_text=_("The 16 digits of the ticket in which the permission lies."),
    )
    note = LongTextField(
        label=_("Note"), required=False, rows=3, help_text=_("Only your affiliate reads it.")
    )

    def clean_vrt_ticket(self):
        ticket = "".join(self.cleaned_data["vrt_ticket"].removeprefix("#").split())
        digits = "".join(str(unicodedata.digit(c, "?")) for c in ticket)
        if ticket and (len(digits) != TICKET_DIGITS or not digits.isdecimal()):
            raise ValidationError(_("A VRT ticket has 16 digits and nothing else."), code="ticket")
        return digits


class AdvocateChoice(forms.ModelChoiceField):
    def __init__(self):
        super().__init__(
            Advocate.objects.none(), label=_("Advocate"), required=False, empty_label=_("nobody we know")
        )


class SignatoryForm(PieceForm):
    side = forms.ChoiceField(label=_("Signs for"), choices=Signatory.Side.choices)
    advocate = AdvocateChoice()
    name = LineField(
        label=_("Name"),
        required=False,
        max_length=200,
        help_text=_("Empty with an advocate chosen: theirs. Only your affiliate sees it."),
    )
    post = LineField(label=_("Post"), required=False, max_length=200)
    signed_on = DayField(
        label=_("Signed on"), required=False, help_text=_("Leave empty until they have signed.")
    )

    def __init__(self, *args, user, mou, **kwargs):
        super().__init__(*args, user=user, mou=mou, **kwargs)
        linked = self.initial.get("advocate")
        known = (
            Advocate.objects.visible_to(user)
            .filter(affiliate=mou.partnership.affiliate_id)
            .filter(Q(pk=linked) | Q(pk__in=Advocate.objects.at(mou.partnership.institution_id).values("pk")))
        )
        if linked and not known.filter(pk=linked).exists():
            # A co-leading affiliate does not know the person: the link stays as it is.
            del self.fields["advocate"]
        else:
            self.fields["advocate"].queryset = known

    def clean_signed_on(self):
        day = self.cleaned_data["signed_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("The day of signing cannot lie in the future."), code="future")
        return day

    def clean(self):
        cleaned = super().clean()
        advocate = cleaned.get("advocate")
        if advocate and cleaned.get("side") == Signatory.Side.AFFILIATE:
            self.add_error("advocate", _("An advocate signs for the institution."))
        if advocate and not cleaned.get("name"):
            cleaned["name"] = str(advocate)
        if "name" in cleaned and not cleaned["name"]:
            self.add_error("name", _("Who signs?"))
        return cleaned


class RemoveForm(forms.Form):
    """The version of the agreement that somebody saw who takes a part of its text out."""

    version = Version()


class MoveForm(RemoveForm):
    """The two buttons beside a clause."""

    where = forms.ChoiceField(label=_("Where"), choices=[("up", _("up")), ("down", _("down"))])


class AmendForm(forms.Form):
    """The button that begins an amendment; it asks nothing, and keeps the refusal."""
