# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place where figures of the newsletter are held back before they are shown to the public."""

from collections.abc import Mapping
from typing import TypeVar

from outreach.protection import is_hidden

Figures = TypeVar("Figures")


def public_figures(by_area: Mapping[str, Figures], user) -> Mapping[str, Figures]:
    """What this reader may be shown of figures by area (a country's code, or a region's or theme's name).

    A report is a page the newsletter published, so that its count tells of nobody; but a protected country stands
    in no figure for readers without a role.
    """
    return {area: figures for area, figures in by_area.items() if not is_hidden(area, user)}
