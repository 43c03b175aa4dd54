# SPDX-License-Identifier: GPL-3.0-or-later
"""Stopping mails of a kind by the link in one of them."""

from accounts.models import User
from accounts.optional_mails import mark
from journal.actions import record, recorded
from work.actions import withdraw


@recorded
def stop_mails(user_id: int, kind: str) -> bool:
    """No more mails of that kind to this person, those that wait included.

    Whether that was news; nobody of that number is no news.
    """
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None or not user.wants(kind):
        return False
    user.unwanted_mails = [*user.unwanted_mails, kind]
    user.save(update_fields=["unwanted_mails"])
    withdraw("mail", **mark(user, kind))
    # By whoever holds the mail: nobody has signed in.
    record("mails.stopped", user, by=None, after=kind)
    return True
