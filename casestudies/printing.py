# SPDX-License-Identifier: GPL-3.0-or-later
"""A case study on one sheet of paper: as much of it as fits, and where the rest is read."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils import translation

from casestudies.models import CaseStudy, Section
from casestudies.sheets import sheet_of, words_of
from interface.paper import document, turn

STYLES = "sheet-print.css"
# Letters of the answers: more than a sheet holds of the narrowest, drawn again with less until it fits.
MOST_ROOM, STEP = 6_400, 200


def one_sheet(
    case_study: CaseStudy,
    sections: Sequence[Section],
    *,
    address: str,
    source: dict | None,
    patience: float | None = None,
) -> bytes:
    """The PDF, always of one page; `patience` is how long to wait for a turn. Raises PdfNotPossible."""
    words, site = words_of(case_study.language), {"address": address, "source": source}
    with turn(patience=patience), translation.override(words):
        return fitted(case_study, sections, site | {"words": words}).write_pdf()


def fitted(case_study: CaseStudy, sections: Sequence[Section], site: dict):
    """The drawn document with the most text that leaves it at one page."""
    drawn = _draw(case_study, sections, site, room=MOST_ROOM)
    if len(drawn.pages) == 1:
        return drawn
    fits, spills, best = 0, MOST_ROOM // STEP, None
    while spills - fits > 1:
        middle = (fits + spills) // 2
        drawn = _draw(case_study, sections, site, room=middle * STEP)
        if len(drawn.pages) == 1:
            fits, best = middle, drawn
        else:
            spills = middle
    drawn = best or _draw(case_study, sections, site, room=0)
    return drawn.copy(drawn.pages[:1])  # should even a bare title and its source not fit


def _draw(case_study: CaseStudy, sections: Sequence[Section], site: dict, *, room: int):
    sheet = sheet_of(case_study, sections, room=room)
    page = site | {"sheet": sheet, "language": case_study.language, "direction": sheet.direction}
    return document(render_to_string("casestudies/sheet.html", page), styles=STYLES)
