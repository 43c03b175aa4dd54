# SPDX-License-Identifier: GPL-3.0-or-later
"""A session of the volunteer, in a browser elsewhere."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Session


def furnish(world) -> None:
    elsewhere = Session.objects.create(
        session_key="a" * 32,
        session_data="",
        expire_date=timezone.now() + timedelta(days=1),
        user=world.people["volun"],
    )
    world.objects["session"] = elsewhere.handle
