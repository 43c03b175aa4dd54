# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about guides."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casestudies.languages import LANGUAGES
from interface.fields import FormKey, LineField, LongTextField, Version, WebAddressField
from partnerships.models import Institution
from partnerships.stages import Phase

MOST_LINKS = 10


class LinksField(LongTextField):
    """A link a line, as `title | address`; becomes [[title, address], …]."""

    def prepare_value(self, value):
        return (
            "\n".join(f"{title} | {address}" for title, address in value)
            if isinstance(value, list)
            else value
        )

    def clean(self, value):
        text = super().clean(value)
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if len(lines) > MOST_LINKS:
            raise ValidationError(_("At most ten links."), code="too-many-links")
        address = WebAddressField()
        found = []
        for line in lines:
            title, bar, where = line.partition("|")
            where = address.clean((where if bar else title).strip())
            found.append([title.strip()[:200] or where, where])
        return found


class GuideForm(forms.Form):
    """Asks for a guide in one language."""

    title = LineField(label=_("Title"), max_length=200)
    code = forms.SlugField(
        label=_("Code"),
        max_length=60,
        help_text=_("The same for all translations of a guide, such as first-letter."),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGES, initial="en")
    phase = forms.ChoiceField(label=_("Phase it helps in"), choices=Phase.choices)
    institution_kind = forms.ChoiceField(
        label=_("Kind of institution"),
        required=False,
        choices=[("", _("every kind")), *Institution.Kind.choices],
    )
    text = LongTextField(label=_("Text"), rows=14, help_text=_("Wikitext."))
    links = LinksField(
        label=_("Links"), rows=3, required=False, help_text=_("One a line: title | https://address")
    )
    position = forms.IntegerField(label=_("Place in its phase"), min_value=0, max_value=999, initial=1)
    is_published = forms.BooleanField(label=_("Published"), required=False)


class MakeGuideForm(GuideForm):
    form_key = FormKey()


class CorrectGuideForm(GuideForm):
    version = Version()
