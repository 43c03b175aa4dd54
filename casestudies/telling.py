# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of a case study besides its text: its facts, each with the list of those that share it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casestudies.facts import Media, Programme, Tool
from casestudies.languages import NAMES
from casestudies.models import CaseStudy

FIGURES = 30


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact under its label: the words it says, each with the address of the list that shares it."""

    label: str
    words: tuple[tuple[str, str], ...]

    def __str__(self):
        return ", ".join(word for word, _address in self.words)


def facts_of(case_study: CaseStudy) -> list[Fact]:
    """What it was, how it ended, when, with which programmes, tools and media; what is not known is left out."""
    told = [
        _fact(_("Kind"), "kind", [(case_study.kind, case_study.get_kind_display())]),
        _fact(_("Outcome"), "outcome", [(case_study.outcome, case_study.get_outcome_display())]),
        _fact(_("Year"), "year", [(case_study.year, str(case_study.year))]),
        _fact(_("Programmes"), "programme", _labelled(Programme, case_study.programmes)),
        _fact(_("Tools"), "tool", _labelled(Tool, case_study.tools)),
        _fact(_("Media"), "media", _labelled(Media, case_study.media)),
    ]
    return [fact for fact in told if fact.words]


def setting_of(case_study: CaseStudy) -> list[Fact]:
    """Kind of institution and language, as the list is narrowed by them; its country has a guess beside it."""
    institution = case_study.institution
    kind = [(institution.kind, institution.get_kind_display())] if institution else []
    language = case_study.language
    told = [
        _fact(_("Kind of institution"), "institution_kind", kind),
        _fact(_("Language"), "language", [(language, NAMES.get(language, language))]),
    ]
    return [fact for fact in told if fact.words]


def are_read_by_machine(case_study: CaseStudy) -> bool:
    """Whether nobody has said yet that the facts are right."""
    return case_study.is_mirrored and case_study.facts_checked_at is None


def figures_of(case_study: CaseStudy) -> list[dict]:
    """The figures to be shown with it, in the order of the text."""
    reading = getattr(case_study, "reading", None)  # one that nothing was read in has none
    return reading.figures[:FIGURES] if reading else []


def _fact(label, parameter: str, words: Iterable[tuple[object, str]]) -> Fact:
    address = reverse("casestudies:list")
    return Fact(
        label,
        tuple((str(word), f"{address}?{urlencode({parameter: value})}") for value, word in words if value),
    )


def _labelled(vocabulary, values: Iterable[str]) -> list[tuple[str, str]]:
    """Words that the vocabulary does not know any longer are not shown."""
    return [(value, vocabulary(value).label) for value in values if value in vocabulary.values]
