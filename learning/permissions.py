# SPDX-License-Identifier: GPL-3.0-or-later
"""Yes or no, for this app's doors; the table itself is `accounts.permissions.POLICY`."""

from accounts.permissions import may, may_somewhere
from casestudies.models import CaseStudy
from casestudies.permissions import may_write


def may_note_everywhere(user) -> bool:
    """Those who link case studies: they confirm, correct, add and reject obstacles of all that they see."""
    return may_somewhere(user, "obstacle.note")


def may_note_obstacles(user, case_study: CaseStudy) -> bool:
    """They, and who writes it."""
    return may_note_everywhere(user) or may_write(user, case_study)


def may_edit_guides(user) -> bool:
    return may_somewhere(user, "guide.edit")


def may_walk(user) -> bool:
    """Whether the user may begin a first path: everybody who is signed in."""
    return may_somewhere(user, "path.walk")


def may_mentor(user) -> bool:
    """Whether the user may offer to be a mentor: everybody who is signed in; whom they help is asked of both."""
    return may_somewhere(user, "mentor.offer")


def may_answer(user, mentorship) -> bool:
    """Accept or decline: whoever was asked."""
    return may(user, "mentor.offer", owner_id=mentorship.mentor_id)
