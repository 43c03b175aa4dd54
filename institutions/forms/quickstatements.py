# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about commands for QuickStatements; asked by a GET, as nothing is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from institutions.quickstatements import Reference, Wish
from interface.fields import DayField, WebAddressField


class _WishForm(forms.Form):
    """What both forms ask. `shown` tells a form that was sent from a page opened by its bare address."""

    language = forms.RegexField(
        r"^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}\Z",
        label=_("Language of the main name"),
        initial="en",
        max_length=20,
        help_text=_("For new items: the code of the language, such as en or pt-br."),
        error_messages={"invalid": _("Write the code of a language, such as en or pt-br.")},
    )
    beside = forms.BooleanField(
        label=_("Also values that somebody kept here against Wikidata's"),
        required=False,
        help_text=_("They are added beside what is there; nothing is taken away."),
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False, initial="1")

    def __init__(self, asked):
        super().__init__(asked if "shown" in asked else None)

    def wish(self, *, with_new: bool) -> Wish:
        """What was asked for; of a page that was only opened, the usual."""
        if not self.is_bound:
            return Wish(with_new=with_new)
        return Wish(self.cleaned_data["language"], with_new, self.cleaned_data["beside"])


class OneForm(_WishForm):
    """Asks where the facts of one institution can be checked."""

    source = WebAddressField(
        label=_("Where it can be checked"),
        required=False,
        help_text=_("An address that says it; becomes the reference of each statement."),
    )
    seen_on = DayField(label=_("Somebody looked there on"), required=False)

    field_order = ["source", "seen_on", "language", "beside"]

    def reference(self) -> Reference | None:
        if not self.is_bound or not self.cleaned_data["source"]:
            return None
        return Reference(self.cleaned_data["source"], self.cleaned_data["seen_on"])


class ListForm(_WishForm):
    """Asks the same for many: their own websites are where it can be checked."""

    new = forms.BooleanField(
        label=_("Also new items for institutions without one"),
        required=False,
        help_text=_("Look first whether Wikidata has them already."),
    )
    own_site = forms.BooleanField(
        label=_("Refer to each institution's own website"),
        required=False,
        help_text=_("Only if somebody looked there."),
    )
    seen_on = DayField(label=_("Somebody looked there on"), required=False)

    field_order = ["own_site", "seen_on", "new", "language", "beside"]

    def reference(self, institution) -> Reference | None:
        if not self.is_bound or not self.cleaned_data["own_site"] or not institution.website:
            return None
        return Reference(institution.website, self.cleaned_data["seen_on"])
