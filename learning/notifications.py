# SPDX-License-Identifier: GPL-3.0-or-later
"""What a newcomer and a mentor are told of each other: in the product, and by mail to those who take such mails."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from learning.models import Mentorship
from teamwork import notices
from teamwork.actions import tell

_REASON = _("You get this mail because of a first partnership with a mentor on the platform.")

notices.register(
    "mentor.asked",
    _("%(who)s asks you to be their mentor for a first partnership."),
    icon_name="userAdd",
    mail_reason=_REASON,
)
notices.register("mentor.accepted", _("%(who)s is your mentor now."), icon_name="check", mail_reason=_REASON)
notices.register(
    "mentor.declined",
    _("%(who)s cannot be your mentor at present. Ask somebody else: it says nothing about you."),
    icon_name="userAvatarOutline",
    mail_reason=_REASON,
)
notices.register(
    "mentor.ended", _("%(who)s has ended the mentoring."), icon_name="userAvatarOutline", mail_reason=_REASON
)


def tell_of_request(mentorship: Mentorship, *, by) -> None:
    """Somebody is asked."""
    _tell(mentorship, mentorship.mentor, "asked", by=by, address=reverse("learning:mentoring"))


def tell_of_answer(mentorship: Mentorship, *, by) -> None:
    """Whoever asked hears the answer."""
    _tell(mentorship, mentorship.path.user, mentorship.state, by=by, address=reverse("learning:path"))


def tell_of_end(mentorship: Mentorship, *, by) -> None:
    """The other of the two hears that it ended."""
    is_mentor = by.pk == mentorship.mentor_id
    other = mentorship.path.user if is_mentor else mentorship.mentor
    address = reverse("learning:path" if is_mentor else "learning:mentoring")
    _tell(mentorship, other, "ended", by=by, address=address)


def _tell(mentorship: Mentorship, whom, what: str, *, by, address: str) -> None:
    tell(
        [whom],
        kind=f"mentor.{what}",
        record=mentorship.path,
        key=f"mentorship-{mentorship.pk}-{what}",
        words={"who": by, "record": ""},
        address=address,
        mail=True,
        by=by,
    )
