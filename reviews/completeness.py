# SPDX-License-Identifier: GPL-3.0-or-later
"""How complete a case study is, and what would help: a pure function, and a score that is nothing but its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from casestudies.actions.drafts import FORM_KEYS
from casestudies.models import SectionKey
from casestudies.parsing import Unparsable, figures_in
from outreach.parsing.media import addresses_in, images_in, wiki_links_in
from outreach.parsing.wording import searchable

# So many letters make a section that says something.
THIN = 240
# Chinese, Japanese, Korean: from here on a sign is about a word, and counts for more.
_DENSE, _WEIGHT = 0x2E80, 3


class Standing(StrEnum):
    """How a part stands."""

    GOOD = "good"
    THIN = "thin"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of a case study besides its sections' words: {section: wikitext} and what was said of it."""

    sections: Mapping[str, str]
    has_institution: bool = False
    facts_said: frozenset[str] = field(default_factory=frozenset)
    pictures: int = 0
    figures: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a reader looks for: how it stands, what it gives to the score, and a sentence of what would help."""

    code: str
    label: object
    standing: Standing
    points: int
    most: int
    advice: object = ""

    @property
    def is_good(self) -> bool:
        return self.standing == Standing.GOOD


@dataclass(frozen=True, slots=True)
class Completeness:
    """The parts, and what they come to."""

    parts: tuple[Part, ...]

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)

    @property
    def most(self) -> int:
        return sum(part.most for part in self.parts)

    @property
    def missing(self) -> tuple[Part, ...]:
        """What would help, in the order of the form."""
        return tuple(part for part in self.parts if not part.is_good)


FACTS = ("kind", "outcome", "year", "country", "means")
_SECTION_POINTS = 10
_EMPTY = {
    SectionKey.SUMMARY: _("Begin with one to three paragraphs for a reader who stops there."),
    SectionKey.CONTEXT: _("Say what led to it, why the partner saw value in it, and what had to be agreed."),
    SectionKey.GOALS: _("Say what it was meant to change, and how you wanted to know."),
    SectionKey.IMPLEMENTATION: _("Say step by step who did what, with which tools, so that others can repeat it."),
    SectionKey.OUTCOMES: _("Say whether the goals were met, with the numbers you have."),
    SectionKey.REFLECTION: _("Say what was difficult and what you would do differently: this is what others learn from."),
    SectionKey.RESOURCES: _("Name documentation, related case studies and links, in any language."),
}  # fmt: skip
_SHORT = {
    SectionKey.SUMMARY: _("A sentence or two more: what was done, with whom, and what came of it?"),
    SectionKey.CONTEXT: _(
        "A little more: did it take money or staff, and which earlier experience led to it?"
    ),
    SectionKey.GOALS: _("A little more: what did the partner want, and how was success to be measured?"),
    SectionKey.IMPLEMENTATION: _("A little more: could somebody repeat it with what stands there?"),
    SectionKey.OUTCOMES: _("A little more: which numbers are there, and what do they not show?"),
    SectionKey.REFLECTION: _("A little more: what would you advise to somebody who begins tomorrow?"),
    SectionKey.RESOURCES: _("A little more: say in a word what each link leads to."),
}


def completeness_of(written: Written) -> Completeness:
    """What of the form is filled, and what a reader would still look for. Knows no database."""
    text = "\n\n".join(written.sections.values())
    links = len(addresses_in(text)) + len(wiki_links_in(text))
    pictures = written.pictures + len(images_in(text))
    return Completeness(
        (
            *(_section(key, written.sections.get(key, "")) for key in FORM_KEYS),
            _there("figures", _("Figures"), written.figures + _figures(text), 8, _("Give a number: how many came, how much was put online, how often it is seen.")),
            _there("pictures", _("Pictures"), pictures, 7, _("Show a picture from Commons: of the place, the people at work, or what was put online.")),
            _there("links", _("Links"), links, 5, _("Link what can be looked up: the institution's page, the category, the documentation.")),
            _there("institution", _("Institution"), written.has_institution, 5, _("Link the institution: its case studies stand on its page.")),
            _facts(written.facts_said),
        )
    )  # fmt: skip


def length_of(text: str) -> int:
    """About how many letters a reader reads, without markup; a sign that is a word counts as three."""
    words = searchable([("", text)])
    return len(words) + (_WEIGHT - 1) * sum(ord(sign) >= _DENSE for sign in words)


def _section(key: SectionKey, text: str) -> Part:
    length = length_of(text)
    if length >= THIN:
        return Part(key.value, key.label, Standing.GOOD, _SECTION_POINTS, _SECTION_POINTS)
    if length:
        return Part(key.value, key.label, Standing.THIN, _SECTION_POINTS // 2, _SECTION_POINTS, _SHORT[key])
    return Part(key.value, key.label, Standing.EMPTY, 0, _SECTION_POINTS, _EMPTY[key])


def _there(code: str, label, count: int, most: int, advice) -> Part:
    if count:
        return Part(code, label, Standing.GOOD, most, most)
    return Part(code, label, Standing.EMPTY, 0, most, advice)


def _facts(said: frozenset[str]) -> Part:
    count = len(said.intersection(FACTS))
    standing = Standing.GOOD if count == len(FACTS) else Standing.THIN if count else Standing.EMPTY
    advice = "" if standing == Standing.GOOD else _(
        "Say what it was: its kind, outcome, year and country, and a programme, tool or medium. It is found and compared by them."
    )  # fmt: skip
    return Part("facts", _("What it was"), standing, count, len(FACTS), advice)


def _figures(text: str) -> int:
    try:
        return len(figures_in(text))
    except Unparsable:
        return 0
