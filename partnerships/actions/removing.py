# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking a partnership that was opened by mistake out of sight, and bringing it back."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from journal.actions import record, recorded
from partnerships.actions.rows import locked, write_changes
from partnerships.errors import AlreadyPartners, RemovalReasonMissing
from partnerships.models import Partnership


@recorded
def remove_partnership(
    partnership: Partnership, *, by: User, reason: str, version: int | None = None
) -> Partnership:
    """Take it out of every list; nothing of it is lost. Removing it twice is removing it once.

    Raises ChangedMeanwhile or RemovalReasonMissing.
    """
    reason = reason.strip()
    if not reason:
        raise RemovalReasonMissing
    partnership = locked(partnership, version=version)
    if partnership.removed_at is None:
        write_changes(partnership, removed_at=timezone.now())
        record("partnership.removed", partnership, by=by, note=reason)
    return partnership


@recorded
def restore_partnership(partnership: Partnership, *, by: User) -> Partnership:
    """Bring a removed partnership back. Raises AlreadyPartners when another has taken its place."""
    partnership = locked(partnership, version=None)
    if partnership.removed_at is None:
        return partnership
    try:
        with transaction.atomic():
            write_changes(partnership, removed_at=None)
    except IntegrityError as error:  # the affiliate has begun anew with the institution meanwhile
        raise AlreadyPartners from error
    record("partnership.restored", partnership, by=by)
    return partnership
