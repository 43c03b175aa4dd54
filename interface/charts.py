# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts drawn on the server as SVG: no script, right in both directions, the same on screen and on paper."""

import math
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from interface import words
from interface.drawing import BLUE, GRID, INK, MUTED, linked, shorten, svg
from interface.worldmap import choropleth

Row = tuple[str, int, str]  # label, count, address of the records ("" for none)

_WIDTH, _LABEL, _NUMBER, _LINE, _GAP = 640, 170, 100, 36, 10
_LONGEST_LABEL = 25

__all__ = ["bar_rows", "bars", "choropleth", "columns", "funnel"]


def _rtl(rtl: bool | None) -> bool:
    return bool(get_language_bidi()) if rtl is None else rtl


def _summary(rows: Sequence[Row]) -> str:
    return "; ".join(f"{label}: {words.number(count)}" for label, count, _ in rows)


def funnel(rows: Sequence[Row], title: str, rtl: bool | None = None) -> SafeString:
    """Horizontal bars, each with its share of the first: how far things come along a path."""
    first = rows[0][1] if rows else 0
    shares = [
        f"{words.number(count)} ({words.percent(count / first)})" if place and first else words.number(count)
        for place, (_, count, _) in enumerate(rows)
    ]
    return _horizontal("funnel", rows, shares, title, rtl)


def bars(rows: Sequence[Row], title: str, rtl: bool | None = None) -> SafeString:
    """Horizontal bars with their counts: things compared with each other."""
    return _horizontal("bars", rows, [words.number(count) for _, count, _ in rows], title, rtl)


def _horizontal(kind, rows, numbers, title, rtl) -> SafeString:
    mirrored = _rtl(rtl)
    most = max((count for _, count, _ in rows), default=0) or 1
    room = _WIDTH - _LABEL - _NUMBER
    drawn = [
        (_bar(label, text, address, place * _LINE, room * count / most, mirrored),)
        for place, ((label, count, address), text) in enumerate(zip(rows, numbers, strict=True))
    ]
    body = format_html_join("", "{}", drawn)
    has_links = any(address for _, _, address in rows)
    return svg(kind, _WIDTH, max(1, len(rows)) * _LINE, title, _summary(rows), body, linked=has_links)


def _bar(label: str, text: str, address: str, y: float, width: float, mirrored: bool) -> SafeString:
    """One line: label at the start, bar, number behind its end."""
    start, end = _LABEL, _LABEL + width
    label_x, number_x, anchor = 2, end + 8, "start"
    if mirrored:
        start, label_x, number_x, anchor = _WIDTH - end, _WIDTH - label_x, _WIDTH - number_x, "end"
    # The name stands whole in the tooltip if it had to be cut; otherwise all is said by what one sees.
    short = shorten(label, _LONGEST_LABEL)
    whole = format_html("<title>{}</title>", label) if short != label else ""
    content = format_html(
        '<text class="chart__label" x="{lx}" y="{ty}" text-anchor="{anchor}" fill="{ink}">{short}{whole}</text>'
        '<rect class="chart__bar" x="{x}" y="{y}" width="{w}" height="{h}" rx="2" fill="{blue}"/>'
        '<text class="chart__number" x="{nx}" y="{ty}" text-anchor="{anchor}" fill="{muted}">{text}</text>',
        lx=label_x, nx=f"{number_x:.1f}", ty=y + _LINE / 2 + 5, anchor=anchor, ink=INK, muted=MUTED, blue=BLUE,
        x=f"{start:.1f}", y=y + _GAP / 2, w=f"{width:.1f}", h=_LINE - _GAP, short=short, whole=whole, text=text,
    )  # fmt: skip
    return linked(content, address)


def bar_rows(rows: Sequence[Row], rtl: bool | None = None) -> list[dict]:
    """The same bars for narrow screens, where a scaled drawing could not be read: text lines with a bar each.

    Returns dicts of label, count, address and `bar`, an SVG that stretches to the width it gets.
    """
    mirrored = _rtl(rtl)
    most = max((count for _, count, _ in rows), default=0) or 1
    return [
        {"label": label, "count": count, "address": address, "bar": _strip(100 * count / most, mirrored)}
        for label, count, address in rows
    ]


def _strip(width: float, mirrored: bool) -> SafeString:
    return format_html(
        '<svg class="chart__strip" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 8" width="100%" height="8"'
        ' preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="chart__bar" x="{}" width="{}" height="8" fill="{}"/></svg>',
        f"{100 - width if mirrored else 0:.1f}",
        f"{width:.1f}",
        BLUE,
    )


def ticks(most: float, wanted: int = 4) -> list[float]:
    """Round values for an axis, from 0 to at least `most`; never halves of a countable thing below 4."""
    if most <= 0:
        return [0, 1]
    rough = most / wanted
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough)
    if most == int(most):
        step = max(1, math.ceil(step))
    return [step * place for place in range(math.ceil(most / step) + 1)]


def columns(rows: Sequence[Row], title: str, rtl: bool | None = None) -> SafeString:
    """Upright bars over time, the oldest at the start of the line (on the right in right-to-left languages)."""
    mirrored = _rtl(rtl)
    height, left, top, bottom = 240, 44, 12, 28
    scale = ticks(max((count for _, count, _ in rows), default=0))
    unit = (height - top - bottom) / scale[-1]
    floor = height - bottom
    lines = [
        (GRID, 0 if mirrored else left, _WIDTH - left if mirrored else _WIDTH, f"{floor - value * unit:.1f}",
         _WIDTH - left + 6 if mirrored else left - 6, f"{floor - value * unit + 4:.1f}",
         "start" if mirrored else "end", MUTED, words.number(value))
        for value in scale
    ]  # fmt: skip
    grid = format_html_join(
        "",
        '<line class="chart__grid" stroke="{0}" x1="{1}" x2="{2}" y1="{3}" y2="{3}"/>'
        '<text class="chart__number" x="{4}" y="{5}" text-anchor="{6}" fill="{7}">{8}</text>',
        lines,
    )
    wide = (_WIDTH - left) / max(1, len(rows))
    every = max(1, math.ceil(len(rows) / 8))
    drawn = []
    for place, row in enumerate(rows):
        x = _WIDTH - left - wide * (place + 1) if mirrored else left + wide * place
        drawn.append((_column(row, x, wide, floor, row[1] * unit, named=place % every == 0),))
    body = format_html("{}{}", grid, format_html_join("", "{}", drawn))
    has_links = any(address for _, _, address in rows)
    return svg("columns", _WIDTH, height, title, _summary(rows), body, linked=has_links)


def _column(row: Row, x: float, wide: float, floor: float, tall: float, *, named: bool) -> SafeString:
    label, count, address = row
    text = f"{label}: {words.number(count)}"
    bar = format_html(
        '<rect class="chart__bar" fill="{}" x="{}" y="{}" width="{}" height="{}" rx="1"><title>{}</title></rect>',
        BLUE, f"{x + wide * 0.15:.1f}", f"{floor - tall:.1f}", f"{wide * 0.7:.1f}", f"{tall:.1f}", text,
    )  # fmt: skip
    if not named:
        return linked(bar, address, text)
    name = format_html(
        '<text class="chart__number" x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>',
        f"{x + wide / 2:.1f}", floor + 20, MUTED, label,
    )  # fmt: skip
    return format_html("{}{}", linked(bar, address, text), name)
