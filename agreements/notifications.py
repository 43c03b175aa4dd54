# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is told of what happens to an agreement."""

from django.utils.translation import gettext_lazy

from partnerships.permissions import readers_of
from teamwork import notices
from teamwork.actions import tell_followers

notices.register(
    "agreement.signed",
    gettext_lazy("%(who)s recorded the signatures of “%(agreement)s” with “%(record)s”."),
    icon_name="article",
)


def tell_followers_of_signatures(mou, *, by) -> int:
    """Tell those who follow the partnership and may read what its people write."""
    partnership = mou.partnership
    return tell_followers(
        partnership,
        by=by,
        kind="agreement.signed",
        words={"who": by, "record": partnership.institution, "agreement": mou.title},
        address=mou.get_absolute_url(),
        readers=readers_of(partnership),
        key=f"agreement-signed-{mou.pk}-{mou.version}",
    )
