# SPDX-License-Identifier: GPL-3.0-or-later
"""Places on the world map as bubbles, from the whole world down to one town; drawn on the server, no tiles."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from interface import words
from interface.drawing import svg
from interface.worldmap import RAMP, world

# Equal Earth (Šavrič, Patterson and Jenny 2018), as d3-geo draws it: world.mjs fits the sphere into 960 and
# moves it up by the empty sea north of Greenland.
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2
_WIDTH = 960
_SCALE = _WIDTH / (2 * math.pi / (_M * _A[0]))
_EQUATOR = 235.6  # the row of latitude 0 in world.json's drawing
CLOSER = 3  # one step of zoom shows a third of the width
DEEPEST = 6
_SMALLEST, _GROWTH = 7, 5


@dataclass(frozen=True)
class Bubble:
    """A place with how many it stands for, what it is called, and where a click leads."""

    latitude: float
    longitude: float
    count: int
    label: str
    address: str = ""


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees to the coordinates of world.json's drawing."""
    a1, a2, a3, a4 = _A
    angle = math.asin(_M * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    x = (
        math.radians(longitude)
        * math.cos(angle)
        / (_M * (a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)))
    )
    y = angle * (a1 + a2 * square + sixth * (a3 + a4 * square))
    return _WIDTH / 2 + _SCALE * x, _EQUATOR - _SCALE * y


def window(zoom: int, latitude: float, longitude: float) -> tuple[float, float, float, float]:
    """The part of the drawing shown: x, y, width, height; the whole world at zoom 0."""
    height = world()["height"]
    if zoom <= 0:
        return 0, 0, _WIDTH, height
    wide, high = _WIDTH / CLOSER**zoom, height / CLOSER**zoom
    x, y = project(latitude, longitude)
    return min(max(x - wide / 2, 0), _WIDTH - wide), min(max(y - high / 2, 0), height - high), wide, high


def bubbles(
    places: Sequence[Bubble],
    title: str,
    said: str,
    *,
    zoom: int = 0,
    latitude: float = 0,
    longitude: float = 0,
) -> SafeString:
    """Draw the places over the outlines, the largest first, so that small ones stay reachable.

    Not mirrored in right-to-left languages: east stays on the right. Beside it belongs a list of the same
    places for whoever does not see maps.
    """
    x, y, wide, high = window(zoom, latitude, longitude)
    scale = wide / _WIDTH
    ground = format_html_join("", '<path class="q0" fill="{}" d="{}"/>', _outlines())
    ordered = sorted(places, key=lambda place: -place.count)
    drawn = format_html_join("", "{}", [(_bubble(place, scale),) for place in ordered])
    body = format_html(
        '<svg x="0" y="0" width="{0}" height="{1}" viewBox="{2} {3} {4} {5}">'
        '<g stroke="#a2a9b1" stroke-width="{6}">{7}</g>{8}</svg>',
        _WIDTH, world()["height"], *_rounded(x, y, wide, high, 0.6 * scale), ground, drawn,
    )  # fmt: skip
    return svg("places", _WIDTH, world()["height"], title, said, body, linked=True)


def _rounded(*numbers: float) -> list[float]:
    """Three decimals: at the deepest look a pixel is a thousandth of the drawing."""
    return [round(number, 3) for number in numbers]


def _outlines():
    drawing = world()
    shapes = [*drawing["ground"], *(country["d"] for country in drawing["countries"].values())]
    return [(RAMP[0], path) for path in shapes]


def _bubble(place: Bubble, scale: float) -> SafeString:
    x, y = project(place.latitude, place.longitude)
    # By magnitude: two are a little more than one, and a hundred thousand do not hide a continent.
    radius = (_SMALLEST + _GROWTH * math.log10(place.count) + 2 * (place.count > 1)) * scale
    number = ""
    if place.count > 1:
        number = format_html(
            '<text x="{}" y="{}" font-size="{}" fill="#fff" text-anchor="middle">{}</text>',
            *_rounded(x, y + 4.5 * scale, 13 * scale), words.number(place.count),
        )  # fmt: skip
    shape = format_html(
        '<title>{}</title><circle class="place" fill="#3366cc" fill-opacity=".82" stroke="#fff"'
        ' stroke-width="{}" cx="{}" cy="{}" r="{}"/>{}',
        place.label, *_rounded(1.2 * scale, x, y, radius), number,
    )  # fmt: skip
    if not place.address:
        return format_html("<g>{}</g>", shape)
    # The list beside the map holds the same links for the keyboard.
    return format_html(
        '<a class="chart__link" href="{}" tabindex="-1" aria-label="{}">{}</a>',
        place.address,
        place.label,
        shape,
    )
