# SPDX-License-Identifier: GPL-3.0-or-later
"""What a door that shows contact data does besides: asks for the signature first, and notes who read what."""

from collections.abc import Iterable
from functools import wraps

from django.http import HttpRequest
from django.urls import reverse

from privacy.actions import note_readings
from privacy.asking import must_sign
from privacy.middleware import led_to
from privacy.models import Reading


def shows_contacts(view):
    """A view that shows how to reach people: it asks for the signature first."""

    @wraps(view)
    def ask(request, *args, **kwargs):
        if request.user.is_authenticated and must_sign(request.user):
            return led_to(request, reverse("privacy:sign"))
        return view(request, *args, **kwargs)

    return ask


def note_shown(request: HttpRequest, subjects: Iterable, how: str = Reading.How.LIST) -> None:
    """Note that this answer shows the reader how to reach these people."""
    note_readings(subjects, by=request.user, how=how, path=request.path)
