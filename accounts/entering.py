# SPDX-License-Identifier: GPL-3.0-or-later
"""The one way in: whoever has given all proofs that are asked of them gets a session here."""

from django.contrib.auth import login
from django.http import HttpRequest

from accounts import sessions
from accounts.fresh import note_proof
from accounts.models import User


def enter(request: HttpRequest, user: User) -> None:
    """Sign somebody in, under a session id that nobody knew before, as having just shown who they are."""
    login(request, user)
    sessions.begin(request)
    note_proof(request.session)
