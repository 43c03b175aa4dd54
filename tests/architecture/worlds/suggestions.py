# SPDX-License-Identifier: GPL-3.0-or-later
"""A suggestion with a vote."""

from institutions.actions.suggestions import suggest


def furnish(world):
    made = suggest(by=world.people["volun"], name="House of Kites", country="JP", why="They fly.")
    world.objects["suggestion"] = made.pk
