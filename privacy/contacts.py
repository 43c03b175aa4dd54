# SPDX-License-Identifier: GPL-3.0-or-later
"""What a door that shows contact data, a file or a dispute does besides: asks for the signature, notes who read what."""

from collections.abc import Iterable
from functools import wraps

from django.http import HttpRequest
from django.urls import reverse

from accounts.tenants import across_affiliates
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


def note_taken(request: HttpRequest, record, affiliate_id: int, how: str = Reading.How.EXPORT) -> None:
    """Note that the reader took a file of the record along; told to the affiliate whose it is."""
    with across_affiliates("who took a file is told to the affiliate whose it is, whoever leads along"):
        note_readings([record], by=request.user, how=how, path=request.path, affiliate_id=affiliate_id)
