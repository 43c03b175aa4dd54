# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about places: what is meant, what to call it, when a task was resolved."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interface.fields import DayField, FormKey, LineField
from presence.parsing import LONGEST, NotAPlace, Spot, recognise


class WhatField(LineField):
    """What somebody pastes: becomes a `Spot`."""

    def __init__(self, **kwargs):
        super().__init__(max_length=LONGEST, **kwargs)

    def clean(self, value) -> Spot:
        text = super().clean(value)
        try:
            return recognise(text, settings.PLACE_HOSTS)
        except NotAPlace as error:
            raise ValidationError(
                _(
                    "This is none of the places we take: a category on %(category)s, a programme on "
                    "%(programme)s, an event or a page on %(meta)s, a page on %(outreach)s, or a task "
                    "on %(task)s. Paste its address, or write Category:…, Event:… or T12345."
                ),
                code="not-a-place",
                params={name: hosts[0] for name, hosts in settings.PLACE_HOSTS.items()},
            ) from error


class AddPlaceForm(forms.Form):
    """Asks for a place, by its address or name."""

    what = WhatField(
        label=_("Address or name"),
        help_text=_(
            "A Commons category, a Dashboard programme, an event or project page on Meta or Outreach, or a "
            "Phabricator task. Only the name is kept; nothing is fetched but the counts of categories."
        ),
    )
    label = LineField(
        label=_("In your words"),
        required=False,
        max_length=200,
        help_text=_("Shown to whoever sees the place."),
    )
    form_key = FormKey()


class NamePlaceForm(forms.Form):
    """Asks what to call a place."""

    label = LineField(
        label=_("In your words"),
        required=False,
        max_length=200,
        help_text=_("Shown to whoever sees the place."),
    )


class ResolveForm(forms.Form):
    """Asks when a task was resolved."""

    resolved_on = DayField(label=_("Resolved on"), initial=timezone.localdate)
