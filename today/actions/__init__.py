# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of what is put off, of feeds, and of mails that somebody stops."""

from today.actions.feeds import make_feed, revoke_feed
from today.actions.snoozing import snooze, wake
from today.actions.stopping import stop_mails

__all__ = ["make_feed", "revoke_feed", "snooze", "stop_mails", "wake"]
