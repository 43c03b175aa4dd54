# SPDX-License-Identifier: GPL-3.0-or-later
"""Translatable pages and their translations, and pages that only look like translations."""

from localwiki.corpus.page import Page, history
from localwiki.corpus.tidy import GENERIC, HEADINGS, PREFIX
from localwiki.corpus.words import Words

_LEADS = {
    "fr": "Cette étude de cas parle d’un musée qui n’existe pas.",
    "ar": "تحكي هذه الدراسة عن متحف لا وجود له.",
    "de": "Diese Fallstudie handelt von einem Museum, das es nicht gibt.",
}


def source(words: Words) -> str:
    """A page marked for translation, with marks of the old and the new kind."""
    units = [
        f"<!--T:{number}-->\n== {heading} ==\n\n<!--T:{number + 50}-->\n{words.paragraph()}"
        for number, heading in enumerate(HEADINGS, start=1)
    ]
    marked = "\n\n".join(units).replace(
        "[https://example.org/report", "[<tvar|url>https://example.org/report</>", 1
    )
    lead = "<!--T:99-->\nThe museum counted <tvar name=figure>1,204</tvar> visitors."
    return f"<languages/>\n{{{{GLAM navigation}}}}\n<translate nowrap>\n{lead}\n</translate>\n<translate>\n{marked}\n</translate>"


def translation(words: Words, code: str) -> str:
    """What the extension makes of a page of which little is translated: the rest stays English, wrapped."""
    left = "\n\n".join(f"== {heading} ==\n\n{words.paragraph()}" for heading in HEADINGS[1:])
    return f'<languages/>\n{{{{GLAM navigation}}}}\n{_LEADS[code]}\n\n<div lang="en" dir="ltr" class="mw-content-ltr">\n{left}\n</div>'


def translatable(words: Words, title: str, codes: str) -> list[Page]:
    """A page marked for translation and its translations into the languages of the codes."""
    pages = [history(words, title, "translatable", source(words), edits=2)]
    return pages + [
        history(words, f"{title}/{code}", "translation", translation(words, code), edits=1)
        for code in codes.split()
    ]


def fixed(words: Words) -> list[Page]:
    """Two translatable pages with their translations; a translation by hand, without the extension; a false friend."""
    by_hand = (
        "'''Langues :''' [[GLAM/Case studies/Museum of Brobdingnag|English]] · français\n\n" + _LEADS["fr"]
    )
    return [
        *translatable(words, PREFIX + "City Museum of Atlantis", "fr ar de"),
        *translatable(words, GENERIC + "Maps of Lilliput", "fr"),
        history(words, PREFIX + "Museum of Brobdingnag", "language bar", words.paragraph(6), edits=2),
        history(words, PREFIX + "Museum of Brobdingnag/fr", "translated by hand", by_hand, edits=1),
        history(words, PREFIX + "Museum of Example Bay/IT", "false friend", words.paragraph(5), edits=1),
    ]
