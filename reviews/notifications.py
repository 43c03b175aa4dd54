# SPDX-License-Identifier: GPL-3.0-or-later
"""What authors and reviewers are told of a review; never what was said in it."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interface import words as reader
from reviews.models import Review
from reviews.models.access import authors_of, reviewers_for
from teamwork import notices
from teamwork.actions import tell


def _in_readers_words(said: dict) -> dict:
    """The day and the number as the reader's language writes them."""
    told = dict(said)
    if "day" in told:
        told["day"] = reader.day(date.fromisoformat(told["day"]))
    if "number" in told:
        told["number"] = reader.number(int(told["number"]))
    return told


_REASON = _("You get this mail because you write or review a case study on the platform.")
for _kind, _template, _icon in (
    ("waiting", _("“%(title)s” was filed and waits for a reviewer."), "articles"),
    ("asked", _("%(who)s asks you to review “%(title)s”, until %(day)s."), "userAdd"),
    ("taken", _("%(who)s reviews “%(title)s”."), "userTalk"),
    ("changes", _("%(who)s asks for changes to “%(title)s”."), "edit"),
    ("accepted", _("%(who)s accepted “%(title)s”."), "success"),
    ("again", _("“%(title)s” was filed again after your review, and waits for you until %(day)s."), "update"),
    ("comment", _("%(who)s commented on “%(title)s”."), "speechBubble"),
    ("due", _("“%(title)s” waits for your review until %(day)s."), "clock"),
    ("overdue", _("“%(title)s” waits for your review; it was due on %(day)s."), "alert"),
    ("due-several", _("%(number)s case studies wait for your review, the first until %(day)s."), "clock"),
    ("still", _("“%(title)s” has waited for your changes since %(day)s."), "edit"),
    ("still-several", _("%(number)s case studies wait for your changes, the first since %(day)s."), "edit"),
):
    notices.register(
        f"review.{_kind}", _template, reading=_in_readers_words, icon_name=_icon, mail_reason=_REASON
    )


def tell_of(
    case_study, users, what: str, *, key: str, by=None, mail: bool = False, address: str = "", **words
):
    """Tell them once per `key`; `what` is the second half of the kind. Returns those who were told."""
    return tell(
        users,
        kind=f"review.{what}",
        record=case_study,
        key=f"review-{what}-{case_study.pk}-{key}",
        words={"title": case_study.title, "who": by or "", **words},
        address=address or reverse("reviews:review", args=[case_study.pk]),
        mail=mail,
        by=by,
    )


def remind_of(case_study, user, what: str, *, key: str, address: str, **words) -> None:
    """Remind the user once per `key`, which names no case study: of several that wait only the first is named."""
    tell(
        [user],
        kind=f"review.{what}",
        record=case_study,
        key=f"review-{key}",
        words={"title": case_study.title, **words},
        address=address or reverse("reviews:review", args=[case_study.pk]),
        mail=True,
    )


def tell_authors(case_study, what: str, *, key: str, by, mail: bool = False) -> None:
    """Tell everybody who writes it."""
    tell_of(case_study, authors_of(case_study), what, key=key, by=by, mail=mail)


def tell_reviewer(review: Review, what: str, *, by) -> None:
    """Tell the reviewer of their review and its day."""
    day = review.due_on.isoformat()
    tell_of(review.case_study, [review.reviewer], what, key=f"{review.pk}", by=by, mail=True, day=day)


def tell_that_it_waits(case_study, *, by) -> None:
    """Tell those of its affiliate who may review it; WMF staff where it has none, for nobody else could."""
    found = reviewers_for(case_study)
    if case_study.affiliate_id:
        found = found.filter(
            memberships__ended_at=None, memberships__affiliate=case_study.affiliate_id
        ).distinct()
    tell_of(case_study, found, "waiting", key=str(case_study.version), by=by)
