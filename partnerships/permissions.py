# SPDX-License-Identifier: GPL-3.0-or-later
"""Yes or no, for this app's doors; the table itself is `accounts.permissions.POLICY`."""

from accounts.permissions import may, may_somewhere


def may_add_institution(user) -> bool:
    return may_somewhere(user, "institution.add")


def may_correct_institution(user) -> bool:
    return may_somewhere(user, "institution.correct")


def may_edit_advocate(user, affiliate_id: int) -> bool:
    return may(user, "advocate.edit", affiliate_id=affiliate_id)


def may_open_partnership(user, affiliate_id: int) -> bool:
    return may(user, "partnership.open", affiliate_id=affiliate_id)


def may_steer(user, partnership) -> bool:
    """Move it, plan its next step, correct it."""
    return may(user, "partnership.steer", affiliate_id=partnership.affiliate_id)


def may_read_notes(user, partnership) -> bool:
    return may(user, "partnership.notes", affiliate_id=partnership.affiliate_id)


def may_edit_mou(user, partnership) -> bool:
    return may(user, "mou.edit", affiliate_id=partnership.affiliate_id)


def may_read_document(user, partnership) -> bool:
    return may(user, "mou.document", affiliate_id=partnership.affiliate_id)
