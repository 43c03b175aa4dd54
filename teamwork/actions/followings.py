# SPDX-License-Identifier: GPL-3.0-or-later
"""Following a record, and no longer following it."""

from journal import actions as journal
from teamwork.models import Following
from teamwork.models.threads import thread_of


@journal.recorded
def follow(record, *, by) -> Following:
    """`by` hears of what happens on the record from now on; following twice is following once."""
    following, is_new = Following.objects.get_or_create(**thread_of(record), user=by)
    if is_new:
        journal.record("record.followed", record, by=by)
    return following


@journal.recorded
def unfollow(record, *, by) -> None:
    """`by` hears no more of the record."""
    ended, _rows = Following.objects.about(record).filter(user=by).delete()
    if ended:
        journal.record("record.unfollowed", record, by=by)
