# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks under which name a list's filters are kept, and who sees them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import affiliate_ids
from interface.fields import FormKey, Version
from teamwork import pages
from teamwork.models import SavedView
from teamwork.permissions import reaches_for


class ViewForm(forms.Form):
    """What every view has: a name, and who sees it. Offered is what the user may do."""

    name = forms.CharField(
        label=_("Name of the view"), max_length=100, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    reach = forms.ChoiceField(label=_("Who sees it"), initial=SavedView.Reach.MINE)
    affiliate = forms.ModelChoiceField(label=_("Affiliate"), queryset=None, required=False, empty_label=None)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        reaches = reaches_for(user)
        self.fields["reach"].choices = [each for each in SavedView.Reach.choices if each[0] in reaches]
        lending = affiliate_ids(user, "view.lend")
        self.fields["affiliate"].queryset = Affiliate.objects.filter(pk__in=lending)
        if len(reaches) == 1:
            self.fields["reach"].widget = forms.HiddenInput()
        if len(lending) < 2:
            self.fields["affiliate"].widget = forms.HiddenInput()
            self.fields["affiliate"].initial = next(iter(lending), None)


class SaveViewForm(ViewForm):
    """A new view of a page's filters."""

    page = forms.CharField(max_length=60, widget=forms.HiddenInput, label=_("Page"))
    query = forms.CharField(required=False, max_length=8000, widget=forms.HiddenInput, label=_("Filters"))
    form_key = FormKey()

    def clean_page(self):
        page = self.cleaned_data["page"]
        if not pages.is_known(page):
            raise forms.ValidationError(_("Views of that page cannot be kept."), code="no-such-page")
        return page


class CorrectViewForm(ViewForm):
    """A view that is there already."""

    version = Version()
