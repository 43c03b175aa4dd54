# SPDX-License-Identifier: GPL-3.0-or-later
"""Restricting what is done with an account's data, and lifting it."""

from django.utils import timezone

from accounts.models import User
from journal.actions import record, recorded
from privacy.actions.erasures import note_restriction


@recorded
def restrict_account(user: User, *, by, restricted: bool) -> bool:
    """Keep the account out of directories, mails, reminders and suggestions, or back in. Whether that is news."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if bool(user.restricted_at) == restricted:
        return False
    user.restricted_at = timezone.now() if restricted else None
    user.save(update_fields=["restricted_at"])
    note_restriction(user, restricted=restricted)
    record("account.restricted" if restricted else "account.unrestricted", user, by=by)
    return True
