# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what with the newsletter; the table itself is in `accounts.permissions`."""

from accounts.permissions import may


def may_map_names(user) -> bool:
    """Whether the user may say what areas reports' names stand for."""
    return may(user, "areaname.map")
