# SPDX-License-Identifier: GPL-3.0-or-later
"""Yes or no, for this app's doors; the table itself is `accounts.permissions.POLICY`.

Whether the record may be read and worked on is asked of its kind (`teamwork.records`) before.
"""

from accounts.permissions import affiliate_ids, may, may_somewhere
from teamwork.models import SavedView


def may_edit_note(user, note) -> bool:
    """One's own words only."""
    return note.author_id == user.pk and may(user, "note.write", affiliate_id=note.affiliate_id)


def may_remove_note(user, note) -> bool:
    """One's own, and as an administrator of the affiliate everybody's."""
    return may_edit_note(user, note) or may(user, "note.remove", affiliate_id=note.affiliate_id)


def may_change_view(user, view) -> bool:
    return may(user, "view.save", owner_id=view.owner_id)


def reaches_for(user) -> list[str]:
    """To whom the user may show a view of theirs."""
    reaches = [SavedView.Reach.MINE]
    if affiliate_ids(user, "view.lend"):
        reaches.append(SavedView.Reach.AFFILIATE)
    if may_somewhere(user, "view.share"):
        reaches.append(SavedView.Reach.SHARED)
    return reaches
