# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place where figures of the newsletter are held back before they are shown to the public."""

from collections.abc import Mapping
from typing import TypeVar

Figures = TypeVar("Figures")


def public_figures(by_area: Mapping[str, Figures], user) -> Mapping[str, Figures]:
    """What this reader may be shown of figures by area (a country's code, or a region's or theme's name).

    Reports count what the newsletter itself published, one page each, so that nothing is held back here yet. A
    list of protected countries is asked in this function and nowhere else.
    """
    return by_area
