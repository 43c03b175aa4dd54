# SPDX-License-Identifier: GPL-3.0-or-later
"""A signed agreement that ends soon, which may be renewed or let end."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import MouFactory


def furnish(world) -> None:
    ending = MouFactory(
        partnership_id=world.objects["private"],
        signed=True,
        ends_on=timezone.localdate() + timedelta(days=30),
    )
    world.objects |= {"mou that ends": ending.pk}
