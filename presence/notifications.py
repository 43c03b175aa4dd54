# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lead of a partnership is told about its categories: once for each thing that happened."""

from django.utils.translation import gettext_lazy as _

from partnerships.permissions import readers_of
from presence.models import CategoryRecord
from teamwork import notices
from teamwork.actions import tell

notices.register(
    "category.gone", _("Commons no longer has “%(category)s” of “%(record)s”."), icon_name="alert"
)
notices.register(
    "category.moved",
    _("Commons redirects “%(category)s” of “%(record)s” to “%(target)s”."),
    icon_name="alert",
)


def tell_of_gone(row: CategoryRecord) -> None:
    """The category was there when it was counted last, and is not any longer."""
    _tell_lead(row, "gone", str(row.counted_at), {})


def tell_of_move(row: CategoryRecord) -> None:
    """Commons has begun to redirect the category."""
    _tell_lead(row, "moved", row.moved_to, {"target": f"Category:{row.moved_to}"})


def _tell_lead(row: CategoryRecord, what: str, when: str, words: dict) -> None:
    """Nobody where it is an institution's own place: that has no lead."""
    place = row.place
    if place.partnership is None:
        return
    tell(
        readers_of(place.partnership).filter(pk=place.partnership.lead_id),
        kind=f"category.{what}",
        record=place.partnership,
        key=f"place-{place.pk}-{what}-{when}",
        words={"category": place.name, "record": place.partnership} | words,
        address=place.get_absolute_url(),
    )
