# SPDX-License-Identifier: GPL-3.0-or-later
"""The boxes of the facets, drawn here: a hundred of them by the template engine took half the page's time."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from casestudies.facets import Facet
from casestudies.reports.facets import Offer, Offered
from interface import words

BOX = (
    '<label class="checkline" for="facet-{0}-{1}"><span class="cdx-checkbox__wrapper check">'
    '<input class="cdx-checkbox__input" type="checkbox" name="{0}" value="{1}" id="facet-{0}-{1}"{4}>'
    '<span class="cdx-checkbox__icon"></span></span><span class="checkline__label"><bdi>{2}</bdi>'
    ' <span class="subtle">{3}</span></span></label>'
)
CHECKED = SafeString(" checked")


@dataclass(frozen=True)
class Drawn:
    """One facet of the page: its first boxes, and the rest with how many they are."""

    facet: Facet
    first: SafeString
    rest: SafeString
    number_of_rest: int
    is_open: bool


def draw_facets(facets: Iterable[Offered]) -> list[Drawn]:
    """The first three begin unfolded, and those of which something is chosen."""
    return [
        Drawn(
            each.facet,
            _boxes(each.facet, each.first),
            _boxes(each.facet, each.rest),
            len(each.rest),
            each.is_chosen or place < 3,
        )
        for place, each in enumerate(facets)
    ]


def _boxes(facet: Facet, offers: list[Offer]) -> SafeString:
    return format_html_join(
        "\n",
        BOX,
        (
            (facet.name, each.value, each.label, words.number(each.number), CHECKED if each.is_chosen else "")
            for each in offers
        ),
    )
