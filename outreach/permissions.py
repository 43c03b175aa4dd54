# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may look at the sync, and who may start one."""

from accounts.permissions import may, may_somewhere


def may_see_syncs(user) -> bool:
    return may_somewhere(user, "sync.see")


def may_start_sync(user) -> bool:
    return may(user, "sync.start")
