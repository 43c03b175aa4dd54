# SPDX-License-Identifier: GPL-3.0-or-later
"""What the author of a case study is told of its life on the wiki."""

from django.utils.translation import gettext_lazy as _

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
