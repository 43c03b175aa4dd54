# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked when an advocate wants to be erased, in whole or in part."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.fields import LineField


class ForgetForm(forms.Form):
    """Asks for a yes, what is to be left to a hand, and why agreements that bind keep the name."""

    also = forms.TypedMultipleChoiceField(
        label=_("The same person, noted twice? Forget these too"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only called the same? Leave them: another’s own name and addresses stay as they are."),
    )
    left = forms.MultipleChoiceField(
        label=_("Leave these as they are, to be cut by hand within 30 days"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everywhere else the name is replaced by “former contact” and a number."),
    )
    hold = LineField(
        label=_("Why signed agreements keep the name"),
        max_length=300,
        required=False,
        help_text=_("Only while a legal claim is open. Empty: the name goes there too."),
    )
    sure = forms.BooleanField(label=_("Yes, forget this person for good"))

    def __init__(self, *args, naming, binding, same=(), **kwargs):
        super().__init__(*args, **kwargs)
        if same:
            self.fields["also"].choices = [(each.pk, _said(each)) for each in same]
        else:
            del self.fields["also"]
        bound = {each.key for each in binding}
        places = [place for place in naming.shown if place.key not in bound]
        if places:
            self.fields["left"].choices = [(each.key, f"{each.label}: {each.excerpt}") for each in places]
        else:
            del self.fields["left"]
        if not binding:
            del self.fields["hold"]


def _said(advocate) -> str:
    """Told apart from others of the same name by number and by where they work."""
    places = ", ".join(str(post.institution) for post in advocate.posts.all())
    return f"{advocate} (#{advocate.pk}){': ' if places else ''}{places}"


class EraseFieldsForm(forms.Form):
    """Asks which of the person's data go, while the rest stays."""

    fields_to_erase = forms.MultipleChoiceField(
        label=_("Erase"),
        choices=[
            ("email", _("e-mail addresses")),
            ("phone", _("phone numbers")),
            ("other", _("web pages and other addresses")),
            ("wiki", _("the wiki account, with the consent to note it")),
            ("words", _("what you wrote about them: notes of contacts, plan, how you know them")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    sure = forms.BooleanField(label=_("Yes, erase this for good, from the history too"))
