# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps in which a case study is written: what it is about, each section, and what stands under other headings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy, Section, SectionKey
from casestudies.parsing import ParsedSection
from casestudies.parsing.sections import is_filled, words_in
from casestudies.parsing.unclosed import unclosed_in
from casestudies.parsing.whole import own_headings
from casestudies.prompts import PROMPTS, QUESTIONS
from casestudies.seen import FORM_KEYS

# From so many words on a section is no mere beginning; of resources a single link is enough.
ENOUGH_WORDS = 25
MOST_READ = 200_000


class Progress(TextChoices):
    """How far a section is. It says nothing of how good it is: people say that."""

    EMPTY = "empty", _("empty")
    BEGUN = "begun", _("begun")
    FILLED = "filled", _("filled")


@dataclass(frozen=True)
class Step:
    """One step: its name in the address, the form's field, and how far its text is."""

    slug: str
    field: str
    label: object
    prompt: object = ""
    questions: Sequence = field(default_factory=tuple)
    section: ParsedSection | None = None

    @property
    def text(self) -> str:
        return self.section.text if self.section else ""

    @cached_property
    def words(self) -> int:
        return words_in(self.text[:MOST_READ])

    @cached_property
    def progress(self) -> Progress:
        if not self.section or not is_filled(self.section):
            return Progress.BEGUN if self.text.strip() else Progress.EMPTY
        is_enough = self.words >= ENOUGH_WORDS or self.section.key == SectionKey.RESOURCES
        return Progress.FILLED if is_enough else Progress.BEGUN

    @cached_property
    def unclosed(self) -> list:
        """Markup in its text that does not close."""
        return unclosed_in(self.text)

    @property
    def named_unclosed(self) -> list:
        return [(self.label, each) for each in self.unclosed]

    @cached_property
    def own_headings(self) -> list:
        """Headings in its text that make sections of their own on a page: [(heading, of which section or "", line)]."""
        labels = dict(SectionKey.choices)
        found = own_headings(self.section) if self.section else []
        return [
            (each.heading, "" if each.key == SectionKey.OTHER else labels[each.key], each.line)
            for each in found
        ]


def steps_of(case_study: CaseStudy) -> list[Step]:
    """The form's sections in its order, whether they have a row or not, then what has another heading."""
    return steps_from(list(case_study.sections.all()))


def steps_from(sections: Sequence[Section | ParsedSection]) -> list[Step]:
    places = list(enumerate(sections))
    # Of two sections under one key the form shows the last; the others come after the form's.
    shown = {each.key: number for number, each in places}
    steps = []
    for key in FORM_KEYS:
        row = sections[shown[key]] if key in shown else None
        parsed = ParsedSection(key.value, row.heading if row else "", row.text if row else "")
        steps.append(Step(key.value, f"section_{key}", key.label, PROMPTS[key], QUESTIONS[key], parsed))
    steps += [
        _extra(each, getattr(each, "position", number))
        for number, each in places
        if each.key == SectionKey.OTHER or number != shown[each.key]
    ]
    return steps


def _extra(section: Section | ParsedSection, position: int) -> Step:
    label = section.heading or (
        _("Before the first heading") if section.key == SectionKey.OTHER else SectionKey(section.key).label
    )
    return Step(
        f"more-{position}",
        f"extra_{position}",
        label,
        _(
            "This heading is none of the form's: it is shown as it is, after the form's sections or between them."
        ),
        section=ParsedSection(section.key, section.heading, section.text),
    )


def empty_steps(steps: Sequence[Step]) -> list[Step]:
    """The form's sections that say nothing yet."""
    return [step for step in steps if step.prompt and step.questions and step.progress == Progress.EMPTY]
