# SPDX-License-Identifier: GPL-3.0-or-later
"""What the author of a case study is told of its life on the wiki, and those who write together of each other."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interface import words
from teamwork import notices
from teamwork.actions import tell

notices.register(
    "casestudy.published", _("“%(title)s” is on the wiki now, as “%(page)s”."), icon_name="article"
)
notices.register(
    "casestudy.conflict",
    _("“%(title)s” was changed on the wiki and here. Nothing was overwritten: compare both and decide."),
    icon_name="alert",
)
notices.register(
    "casestudy.stopped",
    _("“%(title)s” could not be published. The page of the publication says why and what to do."),
    icon_name="alert",
)
notices.register(
    "casestudy.gone",
    _("“%(title)s” is no longer on the wiki. What you wrote is kept here."),
    icon_name="alert",
)
notices.register(
    "casestudy.followed", _("“%(title)s” was changed on the wiki, and follows it here."), icon_name="update"
)

IDLE = "casestudy.idle"
notices.register(
    IDLE,
    _(
        "Nobody has written on “%(title)s” for a long time: it is thrown away on %(day)s. Save it once to keep it, "
        "or download it."
    ),
    reading=lambda said: said | {"day": words.day(date.fromisoformat(said["day"]))},
    icon_name="clock",
    mail_reason=_("You get this mail because you write a case study on the platform."),
)


def tell_author(case_study, what: str, *, key: str, address: str, mail: bool = False, page: str = "") -> None:
    """Tell the author once per `key`; `what` is the second half of the kind."""
    tell(
        [case_study.author],
        kind=f"casestudy.{what}",
        record=case_study,
        key=f"casestudy-{what}-{case_study.pk}-{key}",
        words={"title": case_study.title, "page": page},
        address=address,
        mail=mail,
    )


def tell_of_idle(case_study, *, day: date) -> None:
    """Warn all who write it that it is thrown away on that day, once for each time it was last saved."""
    writing = [share.user for share in case_study.coauthors.writing().select_related("user")]
    tell(
        [case_study.author, *writing],
        kind=IDLE,
        record=case_study,
        key=f"casestudy-idle-{case_study.pk}-{case_study.saved_at.isoformat()}",
        words={"title": case_study.title, "day": day.isoformat()},
        address=case_study.get_absolute_url(),
        mail=True,
    )


# Those who write together.

_ASKED = _("You get this mail because somebody asked you to write a case study together.")
notices.register(
    "coauthor.invited",
    _("%(who)s invites you to write “%(title)s” together."),
    icon_name="userAdd",
    mail_reason=_ASKED,
)
notices.register("coauthor.accepted", _("%(who)s writes “%(title)s” with you now."), icon_name="userAvatar")
notices.register(
    "coauthor.declined", _("%(who)s does not want to write “%(title)s”."), icon_name="userAvatar"
)
notices.register("coauthor.left", _("%(who)s no longer writes “%(title)s” with you."), icon_name="userAvatar")
notices.register(
    "coauthor.let_go",
    _("You no longer write “%(title)s”: %(who)s writes it on. What you saved stays in it."),
    icon_name="userAvatar",
)
notices.register(
    "hold.taken_over", _("%(who)s has taken over “%(section)s” of “%(title)s”."), icon_name="lock"
)
notices.register(
    "picture.unfit",
    _("Commons no longer has the picture “%(picture)s” free to use; “%(title)s” shows it."),
    icon_name="alert",
)


def tell_of_share(share, what: str, *, to, by, mail: bool = False) -> None:
    """Tell one of the two sides of an invitation what the other did."""
    address = reverse("casestudies:coauthors", args=[share.case_study_id])
    if what == "let_go":  # who does not see it any more
        address = reverse("casestudies:together")
    tell(
        [to],
        kind=f"coauthor.{what}",
        record=share.case_study,
        key=f"coauthor-{what}-{share.pk}",
        words={"who": by, "title": share.case_study.title},
        address=address,
        mail=mail,
        by=by,
    )


def tell_of_hold(hold, *, by) -> None:
    """Tell whoever wrote a section that its author took it over."""
    tell(
        [hold.held_by],
        kind="hold.taken_over",
        record=hold.case_study,
        key=f"hold-{hold.pk}-{hold.held_at.isoformat()}",
        words={"who": by, "section": hold.get_section_display(), "title": hold.case_study.title},
        address=reverse("casestudies:write", args=[hold.case_study_id]),
        by=by,
    )


def tell_of_picture(picture, *, key: str) -> None:
    """Tell all who write it that a picture which was free is so no more, or is gone."""
    study = picture.case_study
    writing = [share.user for share in study.coauthors.writing().select_related("user")]
    tell(
        [study.author, *writing],
        kind="picture.unfit",
        record=study,
        key=f"picture-unfit-{picture.pk}-{key}",
        words={"picture": picture.name, "title": study.title},
        address=reverse("casestudies:pictures", args=[study.pk]),
    )
