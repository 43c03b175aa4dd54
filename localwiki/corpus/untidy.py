# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies as people really leave them: each kind of disorder once, by name, and more of them at will."""

from collections.abc import Callable

from localwiki.corpus.page import Page, history
from localwiki.corpus.tidy import GENERIC, IFLA, PREFIX, form
from localwiki.corpus.words import Words

Body = Callable[[Words], str]


def _no_headings(words: Words) -> str:
    return "\n\n".join(words.paragraph(4) for _ in range(5))


def _bold_labels(words: Words) -> str:
    labels = ["What we wanted", "What we did:", "What came of it", "Advice"]
    return "\n\n".join(f"'''{label}'''<br />\n{words.paragraph()}" for label in labels)


def _question_headings(words: Words) -> str:
    asked = ["Why did the archive say yes?", "Who paid for the scanner?", "What would we do differently next time?",
             "We learned that a signed letter is worth more than a good talk."]  # fmt: skip
    return "\n\n".join(f"== {question} ==\n{words.paragraph()}" for question in asked)


def _gallery_only(words: Words) -> str:
    files = "\n".join(f"File:{words.institution()} {number}.jpg|{words.sentence()}" for number in range(6))
    return f"<gallery mode=packed>\n{files}\n</gallery>\n\n[[Category:GLAM case studies]]"


def _contents_by_hand(words: Words) -> str:
    names = ["The beginning", "The middle", "The end"]
    listed = "\n".join(f"# [[#{name}|{name}]]" for name in names)
    sections = "\n\n".join(f"=={name}==\n{words.paragraph()}" for name in names)
    return f"__NOTOC__\n'''Contents'''\n{listed}\n\n{sections}"


def _first_person(words: Words) -> str:
    told = "\n\n".join(f"I remember it well. {words.paragraph()}" for _ in range(3))
    return f"{told}\n\nI would do it again. [[User:Pretend Pete|Pete]] ([[User talk:Pretend Pete|talk]]) 21:07, 3 May 2011 (UTC)"


def _mixed_levels(words: Words) -> str:
    return (
        f"=== Summary ===\n{words.paragraph()}\n\n==Goals==\n{words.paragraph()}\n\n=== Outcomes===\n"
        f"{words.paragraph()}\n\n====Figures====\n* 120 planned\n* 83 came\n\n= Lessons learned =\n{words.paragraph()}"
    )


def _tables(words: Words) -> str:
    rows = "\n".join(
        f"|-\n| {year} || {words.dice.randint(10, 900)} || {words.sentence()}" for year in range(2012, 2018)
    )
    return (
        f"== Summary/Abstract ==\n{words.paragraph()}\n\n== Outcomes ==\n"
        f'{{| class="wikitable sortable"\n|+ Files in use\n! Year !! Files !! Note\n{rows}\n|}}\n\n'
        f"{{| align=right\n| A table || that never ends\n|-\n| {words.sentence()}"
    )


def _email_by_template(words: Words) -> str:
    return (
        f"== Summary/Abstract ==\n{words.paragraph()}\n\n== Contact ==\n"
        "Write to {{Email|keeper|example.org}} or to <nowiki>curator(at)example.org</nowiki>, not on Mondays."
    )


def _author_in_a_bullet(words: Words) -> str:
    return (
        "{{GLAM navigation}}\n* Author: [[User:Ines Ejemplo|Ines Ejemplo]], affiliate: Wikimedia Nowhere\n* Year: 2014\n\n"
        f"== Goals ==\n{words.paragraph()}\n\n== Outcomes ==\n{words.paragraph()}"
    )


def _author_in_a_sentence(words: Words) -> str:
    return f"This case study was written by {{{{u|Sven Påhitt}}}}, with Kaja Näidis of the Print Room.\n\n{_no_headings(words)}"


def _broken_lead(words: Words) -> str:
    return (
        "<noinclude>{{GLAM navigation}}</noinclude>\n{{DEFAULTSORT:Nowhere, Harbour Museum of}}\n"
        f"We began with [[File:Harbour.jpg|thumb|left|A caption with a [[Harbour|link]] in it,\n\nand a break]] {words.sentence()}\n\n"
        f"== Outcomes ==\n<ul><li>{words.sentence()}</li><li>{words.sentence()}</li></ul>\nhttps://example.org/a-bare-link\n"
    )


def _unclosed(words: Words) -> str:
    return (
        "== Goals ==\n"
        + "<ref>".join(words.sentence() for _ in range(40))
        + "\n{{Broken|[[Link|"
        + "''a'''b " * 40
    )


def _empty_sections(words: Words) -> str:
    return form().replace("<!-- Please tell. -->", "", 2) + f"\n\n{words.sentence()}"


def _never_filled(words: Words) -> str:
    return form()


def _blank(words: Words) -> str:
    return ""


def _soft_redirect(words: Words) -> str:
    return "{{Soft redirect|:m:GLAM/Case studies/Moved to another wiki}}"


# Title, shape, body. Apostrophes, slashes to a depth of three, archived ones and subpages are in the titles.
SHAPES: list[tuple[str, str, Body]] = [
    (PREFIX + "Harbour Archive of Nowhere", "no headings", _no_headings),
    (PREFIX + "Botanical Garden of Ys", "bold labels", _bold_labels),
    (PREFIX + "Federal Archive of Ruritania", "question headings", _question_headings),
    (PREFIX + "Print Room of Zenda", "gallery only", _gallery_only),
    (PREFIX + "Film Archive of Freedonia", "contents by hand", _contents_by_hand),
    (PREFIX + "The Children's Museum of Nowhere/Success story", "first person", _first_person),
    (PREFIX + "Library of Cockaigne", "mixed levels", _mixed_levels),
    (PREFIX + "Utopia's Network of Public Libraries", "tables", _tables),
    (GENERIC + "Letters from the attic", "email by template", _email_by_template),
    (PREFIX + "Observatory of Hyperborea", "author in a bullet", _author_in_a_bullet),
    (IFLA + "Library of Barataria", "author in a sentence", _author_in_a_sentence),
    (PREFIX + "Harbour Museum of Lyonesse", "broken lead", _broken_lead),
    (PREFIX + "Museum of Unclosed Tags", "unclosed", _unclosed),
    (PREFIX + "Museum of Graustark", "empty sections", _empty_sections),
    (PREFIX + "Museum of Later", "never filled", _never_filled),
    (PREFIX + "Museum of Silence", "blank", _blank),
    (PREFIX + "Museum of Elsewhere", "soft redirect", _soft_redirect),
    (PREFIX + "Archived/Archive of Shangri-La", "archived", _no_headings),
    (PREFIX + "Archived/Herbarium of Sylvania/Backstage Pass", "deep subpage", _first_person),
    (PREFIX + "Museum of Example Bay/Institutional awareness", "subpage", _mixed_levels),
]


def fixed(words: Words) -> list[Page]:
    """Each kind once."""
    return [history(words, title, shape, body(words)) for title, shape, body in SHAPES]


def filler(words: Words, number: int) -> Page:
    """Another untidy case study; blank and moved ones stay rare."""
    _, shape, body = words.dice.choice(SHAPES[:14])
    return history(words, f"{PREFIX}{words.institution()} {number}", shape, body(words))
