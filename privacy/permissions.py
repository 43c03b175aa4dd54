# SPDX-License-Identifier: GPL-3.0-or-later
"""Who looks at how personal data are treated."""

from accounts.permissions import may


def may_see_purges(user) -> bool:
    return may(user, "system.see")
