# SPDX-License-Identifier: GPL-3.0-or-later
"""A report's title and its topics, from the title templates at its head.

A title is a list: “Wiki Loves Monuments 2013; A new archive joins; Workshops in June”. Each part is a topic. The
first is also the headline, by which the report is called in lists; it counts as a topic like the others, since
most short titles consist of it alone. The raw title is kept beside.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from outreach.parsing.bylines import TitleTemplate
from outreach.parsing.emails import strip_emails
from outreach.parsing.media import without_pictures
from outreach.parsing.wikitext import Unparsable, hide_unread, one_line, plain

LONGEST_TITLE = 1_000
LONGEST_TOPIC = 200
MOST_TOPICS = 30
_TOKEN = re.compile(r"\{\{|\}\}|\[\[|\]\]|&#?\w{1,20};|;")
_FIRST = re.compile(r"\s{0,20}1\s{0,5}=")
_BREAK = re.compile(r"<br\s{0,5}/?>", re.IGNORECASE)
# Templates that merely dress up their last argument.
_DRESSED = re.compile(
    r"\{\{\s?(?:lang|small|smaller|big|nowrap|w|ill|sic)\s?\|(?:[^{}|]{0,300}\|){0,3}([^{}|]{0,500})\}\}",
    re.I,
)
_YEAR = re.compile(r"[\s,:(–-]{1,5}(?:in\s)?(?:19|20)\d\d\)?$")
_EDGES = " .,:;!?–—-*•·\"'“”‘’«»"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a report is about: how it stands there, and the key under which the same topic is known again.

    The key knows neither case nor accents nor the year at the end: “Wiki Loves Monuments 2013” and “wiki loves
    monuments” are one topic.
    """

    key: str
    name: str


def raw_title(templates: Iterable[TitleTemplate]) -> str:
    """The titles as they are written, without the by-lines."""
    titles = (_FIRST.sub("", each.arguments[0]).strip() for each in templates if each.arguments)
    return "; ".join(title for title in titles if title)[:LONGEST_TITLE]


def parts_of(title: str) -> list[str]:
    """The parts of a raw title as plain words; a semicolon inside a link or a template parts nothing."""
    title = without_pictures(hide_unread(_BREAK.sub(" ", title), fill=""))
    parts, depth, start = [], 0, 0
    for match in _TOKEN.finditer(title):
        if match[0] in ("{{", "[["):
            depth += 1
        elif match[0] in ("}}", "]]"):
            depth = max(0, depth - 1)
        elif match[0] == ";" and not depth:
            parts.append(title[start : match.start()])
            start = match.end()
    shown = (_plain(part) for part in [*parts, title[start:]][:MOST_TOPICS])
    return [part for part in shown if part]


def topics_of(parts: Iterable[str]) -> tuple[Topic, ...]:
    """The parts as topics, each once."""
    topics: dict[str, Topic] = {}
    for part in parts:
        name = _YEAR.sub("", part.strip(_EDGES)).strip(_EDGES)[:LONGEST_TOPIC] or part[:LONGEST_TOPIC]
        if key := topic_key(name):
            topics.setdefault(key, Topic(key, name))
    return tuple(topics.values())


def topic_key(name: str) -> str:
    """A topic's name without case, accents and punctuation at its ends; "" if it holds no letter or digit."""
    letters = unicodedata.normalize("NFKD", name[: 10 * LONGEST_TOPIC].replace("’", "'"))
    bare = "".join(each for each in letters if not unicodedata.combining(each)).casefold()
    bare = " ".join(bare.split()).strip(_EDGES)[:LONGEST_TOPIC]
    return bare if any(each.isalnum() for each in bare) else ""


def _plain(part: str) -> str:
    part = _DRESSED.sub(r"\1", part)
    try:
        shown = plain(part)
    except Unparsable:
        shown = one_line(part)
    return strip_emails(shown).strip(" .")
