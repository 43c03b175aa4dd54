# SPDX-License-Identifier: GPL-3.0-or-later
"""Which page of the wiki's user space is brought as a draft."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.forms.drafts import new_key
from casestudies.parsing.user_space import NotInUserSpace, OtherWiki, title_meant
from outreach.connection import wiki_host
from outreach.models import Source


class BringForm(forms.Form):
    """Names a page of user space on our wiki: its title, a link, or its address."""

    form_key = forms.CharField(widget=forms.HiddenInput, initial=new_key)
    title = forms.CharField(
        label=_("Page on the wiki"),
        max_length=1000,
        help_text=_("Such as User:Ada/Draft about the museum, or the address of that page."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_title(self):
        host = wiki_host()
        source = Source.objects.filter(host=host).values_list("page_url", flat=True).first()
        try:
            return title_meant(self.cleaned_data["title"], host=host, page_url=source or "")
        except OtherWiki as error:
            raise forms.ValidationError(
                _("That is an address on “%(there)s”. Drafts come from “%(here)s” only."),
                code="other-wiki",
                params={"there": error.args[0], "here": host},
            ) from error
        except NotInUserSpace as error:
            raise forms.ValidationError(
                _("That is no page below a user's, such as User:Ada/Draft."), code="not-user-space"
            ) from error
