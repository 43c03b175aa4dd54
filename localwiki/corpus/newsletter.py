# SPDX-License-Identifier: GPL-3.0-or-later
"""Issues of the monthly newsletter: a page, its contents, a page for each report, and all of them once more on one page."""

from localwiki.corpus.page import Page, history
from localwiki.corpus.words import USERS, Words

PREFIX = "GLAM/Newsletter/"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
AREAS = ["France", "Norway", "Ghana", "India", "Côte d'Ivoire", "Kosovo", "USA", "UK", "Estonia", "Serbia",
         "Australia and New Zealand", "Content Partnerships Hub", "Morocco", "Japan"]  # fmt: skip
# Which names stand in a by-line, and how; the last ones are broken or empty, as some are.
BY_LINES = ["By Ada Example", "By Nadia Specimen and ArchiveOtter", "By Sven Påhitt, Kaja Näidis", "By [[User:Uma Udaharan|Uma Udaharan]]",
            "By Pretend Pete, Rosa Beispiel and Quentin Fictif", "By and Victualler", ""]  # fmt: skip


def report(words: Words, month: str, by_line: str) -> str:
    """One report: header, title with topics, sections with figures, comments as a footer that is not transcluded."""
    topics = "; ".join(words.sentence().rstrip(".") for _ in range(words.dice.randint(1, 3)))
    sections = "\n\n".join(
        f"=== {words.institution()} ===\n[[File:Made up {words.dice.randint(1, 99)}.jpg|thumb|{words.sentence()}]]\n"
        f"{words.paragraph()}\n* {words.dice.randint(10, 5000)} files\n* {words.dice.randint(2, 60)} people came"
        for _ in range(words.dice.randint(1, 3))
    )
    return (
        f"{{{{GLAM/Newsletter/Header|month={month}}}}}\n{{{{GLAM/Newsletter/Title|{topics}|{by_line}}}}}\n\n{sections}\n"
        f"<noinclude>{{{{GLAM/Newsletter/Comments|month={month}}}}}</noinclude>"
    )


def issue(words: Words, month: str, reports: list[tuple[str, str]]) -> list[Page]:
    """A whole issue with reports of these names and by-lines."""
    top = f"{PREFIX}{month}"
    names = [name for name, _ in reports]
    listed = "\n".join(f"* [[/{name}|{name}]]" for name in names)
    pages = [
        history(
            words,
            top,
            "issue",
            f"{{{{GLAM/Newsletter/Header|month={month}}}}}\n{{{{{top}/Contents}}}}",
            edits=1,
        ),
        history(words, f"{top}/Contents", "contents", listed, edits=1),
    ]
    for name, by_line in reports:
        author = next((user for user in USERS if user in by_line), "Catalogue cat")
        pages.append(
            history(
                words, f"{top}/Contents/{name}", "report", report(words, month, by_line), edits=2, by=[author]
            )
        )
    single = "\n".join(f"{{{{:{top}/Contents/{name}}}}}" for name in names)
    return [*pages, history(words, f"{top}/Single", "single", single, edits=1)]


def fixed(words: Words) -> list[Page]:
    """An early issue with two reports and a late one with five."""
    early = [("UK report", BY_LINES[1]), ("Derby", BY_LINES[5])]
    late = [("France report", BY_LINES[2]), ("Côte d'Ivoire report", BY_LINES[3]), ("Kosovo report", BY_LINES[6]),
            ("From the team", BY_LINES[0]), ("Calendar", "")]  # fmt: skip
    return [*issue(words, "June 2011", early), *issue(words, "February 2022", late), *_odd()]


def _odd() -> list[Page]:
    """Reports out of shape: two titles on one page, and a title that nobody closed about a country nobody knows."""
    words = Words(2013)  # dice of their own, so that the pages after these stay as they were
    twice = "\n\n".join(
        f"{{{{GLAM/Newsletter/Title2|{title}; Workshops 2013|By [[User:{user}|{user}]]}}}}\n\n=== {title} ===\n{words.paragraph()}"
        for title, user in (("Maps of Zenda", "Cleo Placeholder (WMNW)"), ("Letters of Ys", "Jonas Dummy"))
    )
    unclosed = f"{{{{GLAM/Newsletter/Title|Cinema|By Pretend Pete\n\n=== Cinema ===\n{words.paragraph()}\n* 1,234 films"
    return [
        history(words, f"{PREFIX}June 2011/Contents/Netherlands report", "report", twice, edits=1),
        history(
            words, f"{PREFIX}Issue II, Volume XII/Contents/Freedonia report", "report", unclosed, edits=1
        ),
    ]


def filler(words: Words, number: int) -> Page:
    """A report in some month; the number makes its name unique."""
    month = f"{words.dice.choice(MONTHS)} {2012 + number % 10}"
    title = f"{PREFIX}{month}/Contents/{words.dice.choice(AREAS)} report {number}"
    return history(words, title, "report", report(words, month, words.dice.choice(BY_LINES)))
