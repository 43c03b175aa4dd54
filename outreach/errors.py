# SPDX-License-Identifier: GPL-3.0-or-later
"""What can stand in the way of a sync, in the reader's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class MostPagesVanished(ValidationError):
    """The wiki's listing lacks most of what we hold: more likely a wrong wiki than a great deletion."""

    def __init__(self, vanished: int, held: int):
        super().__init__(
            _(
                "The wiki no longer lists %(vanished)d of the %(held)d pages we hold. That looks like another "
                "wiki or a broken listing, so nothing was changed. Check WIKI_URL."
            ),
            code="most-pages-vanished",
            params={"vanished": vanished, "held": held},
        )
