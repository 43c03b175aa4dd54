# SPDX-License-Identifier: GPL-3.0-or-later
"""What each newer area adds to the world of the doors: a module with `furnish(world)`, which names objects.

`world.people` are the users by their name in the table; `world.objects` the keys by the words in its brackets.
"""
