# SPDX-License-Identifier: GPL-3.0-or-later
"""A statement that nobody is asked to agree to, for the doors to statements."""

from privacy.actions import publish


def furnish(world):
    statement = publish("notice", by=world.people["plat"], texts={"en": "Dear {name}"}, changes={}, number=1)
    world.objects |= {"statement": statement.pk, "published kind": statement.kind}
