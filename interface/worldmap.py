# SPDX-License-Identifier: GPL-3.0-or-later
"""The world map as a shaded SVG: one path a country, darker for more."""

import json
from functools import cache
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from interface import words
from interface.drawing import INK, svg

# Light to dark, none first. The style sheet reverses them on a dark ground; downloads keep these.
RAMP = ["#eaecf0", "#cbd6f6", "#9db8f0", "#6d92e6", "#3366cc", "#1f3f8f"]
_LEGEND_STEP, _LEGEND_SIZE = 150, 22


@cache
def world() -> dict:
    """Width, height, countries by ISO alpha-2 (path `d`, centre `x` `y`, whether `small`), and other ground.

    Made once by `interface.vendoring` from Natural Earth through world-atlas, in Equal Earth projection.
    """
    return json.loads((Path(__file__).parent / "world.json").read_text(encoding="utf-8"))


def bounds(most: int) -> list[int]:
    """The highest count of each shade, at most five: squares, since a few countries always lead by far."""
    shades = len(RAMP) - 1
    if most <= shades:
        return list(range(1, most + 1))
    return sorted({max(1, round(most * (step / shades) ** 2)) for step in range(1, shades + 1)})


def shade(count: int, upper: list[int]) -> int:
    """The shade of a count: 0 for none, else the first whose bound holds it."""
    if count <= 0:
        return 0
    return 1 + next(step for step, bound in enumerate(upper) if count <= bound)


def _country(code: str, shape: dict, count: int, tone: int, address: str) -> SafeString:
    if not count:
        return format_html(
            '<path class="q0" fill="{}" stroke="#fff" stroke-width=".4" d="{}"/>', RAMP[0], shape["d"]
        )
    label = f"{words.country(code)}: {words.number(count)}"
    parts = format_html(
        '<path class="q{0}" fill="{1}" stroke="#fff" stroke-width=".4" d="{2}"/>',
        tone,
        RAMP[tone],
        shape["d"],
    )
    if shape.get("small"):
        # A state of a few pixels would not be seen, however dark.
        parts += format_html(
            '<circle class="q{}" fill="{}" stroke="#fff" stroke-width="1" cx="{}" cy="{}" r="4.5"/>',
            tone, RAMP[tone], shape["x"], shape["y"],
        )  # fmt: skip
    body = format_html("<g><title>{}</title>{}</g>", label, parts)
    if not address:
        return body
    # The table beside the map holds the same links for the keyboard: here a hundred stops would only delay.
    return format_html(
        '<a class="chart__link" href="{}" tabindex="-1" aria-label="{}">{}</a>', address, label, body
    )


def _legend(upper: list[int], height: float) -> SafeString:
    """Squares with the counts they stand for, on the map's empty lower edge."""
    marks, low = [(0, "0")], 1
    for tone, bound in enumerate(upper, 1):
        text = words.number(bound) if low == bound else f"{words.number(low)}–{words.number(bound)}"
        marks.append((tone, text))
        low = bound + 1
    side = _LEGEND_SIZE - 4
    places = [
        (tone, RAMP[tone], 8 + place * _LEGEND_STEP, height - side - 4, side, 16 + side + place * _LEGEND_STEP,
         height - 7, INK, _LEGEND_SIZE, text)
        for place, (tone, text) in enumerate(marks)
    ]  # fmt: skip
    return format_html_join(
        "",
        '<rect class="q{0}" fill="{1}" stroke="#a2a9b1" stroke-width=".5" x="{2}" y="{3}" width="{4}" height="{4}"/>'
        '<text class="chart__label" x="{5}" y="{6}" fill="{7}" font-size="{8}" text-anchor="start">{9}</text>',
        places,
    )


def choropleth(counts: dict[str, int], title: str, links: dict[str, str] | None = None) -> SafeString:
    """Draw counts by ISO alpha-2 code; `links` leads from a country to its records.

    Codes the atlas lacks (Tuvalu) are only in the table beside. The map is not mirrored in right-to-left
    languages: east stays on the right.
    """
    drawing, links = world(), links or {}
    upper = bounds(max(counts.values(), default=0))
    ground = format_html_join(
        "", '<path class="q0" fill="{}" d="{}"/>', [(RAMP[0], path) for path in drawing["ground"]]
    )
    tones = {code: shade(count, upper) for code, count in counts.items()}
    # Counted ones last, so that their dots lie on top of their neighbours.
    ordered = sorted(drawing["countries"].items(), key=lambda pair: bool(counts.get(pair[0])))
    countries = format_html_join(
        "",
        "{}",
        [(_country(c, shape, counts.get(c, 0), tones.get(c, 0), links.get(c, "")),) for c, shape in ordered],
    )
    height = drawing["height"] + 34
    said = _("%(countries)s countries; the legend is below the map.") % {
        "countries": words.number(sum(1 for count in counts.values() if count))
    }
    body = format_html("{}{}{}", ground, countries, _legend(upper, height))
    return svg("world", drawing["width"], height, title, said, body, linked=bool(links))
