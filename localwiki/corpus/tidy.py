# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies as their forms would have them: every heading there, in order."""

from localwiki.corpus.page import Page, history
from localwiki.corpus.words import Words

PREFIX = "GLAM/Case studies/"
GENERIC = "Case studies/"
IFLA = "GLAM/IFLA Case Studies/"
HEADINGS = [
    "Summary/Abstract",
    "Context/Background",
    "Goals",
    "Implementation/Steps",
    "Outcomes",
    "Reflection and lessons learned",
    "Resources/Links/Additional Context",
]
QUESTIONS = {
    "Summary/Abstract": "<!-- The most important things, in one to three paragraphs. -->",
    "Goals": "<!-- What should change, for whom, and how would you notice? -->",
    "Outcomes": "<!-- Were the goals met? What can be counted, and what cannot? -->",
}


def body(words: Words) -> str:
    """The seven sections, filled, under a lead of file, navigation and category."""
    name, country = words.institution(), words.country()
    parts = [
        "{{GLAM navigation}}",
        f"[[File:{name}.jpg|thumb|The {name} in winter, photographed by its caretaker]]",
    ]
    for heading in HEADINGS:
        parts.append(f"== {heading} ==\n" + words.paragraph(words.dice.randint(2, 4)))
        if heading == "Context/Background":
            parts.append(
                f"The {name} in {country} had worked with {words.dice.choice(['nobody', 'schools'])} before."
            )
        if heading == "Implementation/Steps":
            parts.append("\n".join(f"# {words.sentence()}" for _ in range(words.dice.randint(2, 5))))
        if heading == "Outcomes":
            parts.append("\n".join(f"* {words.sentence()}" for _ in range(words.dice.randint(1, 4))))
    return "\n\n".join([*parts, "[[Category:GLAM case studies]]", f"[[Category:{country}]]"])


def fixed(words: Words) -> list[Page]:
    """One of each tidy kind, under each of the three prefixes, and with a long history."""
    generic = "== Title ==\nThe sheets nobody had read\n\n" + body(words)
    return [
        history(words, PREFIX + "Museum of Example Bay", "tidy", body(words), by=["Ada Example"], edits=3),
        history(words, GENERIC + "Reading the harbour logs", "generic", generic, edits=2),
        history(words, IFLA + "Public Library of Erewhon", "ifla", body(words), edits=2),
        history(
            words, PREFIX + "Sound Archive of Laputa", "many hands", body(words), edits=9,
            by=["Nadia Specimen", "192.0.2.17", "Émile Exemple", "مثال محمد", "2001:DB8:0:0:0:0:0:7"],
        ),
        history(words, PREFIX + "Музей Нигде", "unicode title", body(words), edits=2, by=["Пример Примеров"]),
        history(words, PREFIX + "أرشيف مدينة الخيال", "right-to-left title", body(words), edits=1),
        history(words, PREFIX + "Gallery of Blefuscu", "hidden", body(words), edits=3),
        history(words, PREFIX + "Library of Utopia", "hidden names", body(words), edits=2),
    ]  # fmt: skip


def form() -> str:
    """What the form preloads: headings and questions in comments, nothing else."""
    return "\n\n".join(
        f"== {heading} ==\n{QUESTIONS.get(heading, '<!-- Please tell. -->')}" for heading in HEADINGS
    )


def filler(words: Words, number: int) -> Page:
    """Another tidy case study, with a title of its own."""
    prefix = words.dice.choice([PREFIX, PREFIX, PREFIX, GENERIC, IFLA])
    return history(words, f"{prefix}{words.institution()} {number}", "tidy", body(words))
