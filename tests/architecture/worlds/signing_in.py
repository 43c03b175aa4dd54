# SPDX-License-Identifier: GPL-3.0-or-later
"""A session and a passkey of the volunteer, in a browser elsewhere."""

import json
from datetime import timedelta

from django.utils import timezone

from accounts import passkeys
from accounts.actions import add_passkey
from accounts.models import Session
from tests.passkey import Key

ASKED = json.dumps({"rp": {"id": "glam.example"}, "challenge": "A" * 43})


def furnish(world) -> None:
    elsewhere = Session.objects.create(
        session_key="a" * 64,
        session_data="",
        expire_date=timezone.now() + timedelta(days=1),
        user=world.people["volun"],
    )
    world.objects["session"] = elsewhere.handle
    add_passkey(world.people["volun"], name="Phone", credential=json.loads(Key().made(ASKED)))
    world.objects["passkey"] = passkeys.of(world.people["volun"])[0].pk
