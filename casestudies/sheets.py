# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on paper of a case study: its text in plain words, cut at the ends of sentences to the room there is."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from casestudies.languages import direction_of
from casestudies.models import CaseStudy, Section, SectionKey
from casestudies.telling import Fact, are_read_by_machine, facts_of, figures_of
from outreach.parsing.emails import strip_emails
from outreach.parsing.prose import paragraphs_in

# What a director asks, and the sections that answer it.
QUESTIONS = (
    (_("What was done"), (SectionKey.IMPLEMENTATION,)),
    (_("What came of it"), (SectionKey.OUTCOMES,)),
    (_("What was learned"), (SectionKey.REFLECTION,)),
)
OTHERWISE = (
    _("What it was about"),
    (SectionKey.CONTEXT, SectionKey.GOALS, SectionKey.OTHER, SectionKey.SUMMARY),
)
IN_FULL = ((_("What it was about"), (SectionKey.CONTEXT, SectionKey.GOALS)), *QUESTIONS)
FIGURES = 4
SURE = 0.6
LEAD_SENTENCES = 2
LEAD_ROOM = 600
TITLE_ROOM = 160
WHAT_ROOM = 60
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff]")
# The end of a sentence; not after one or two letters with a full stop (“e.g.”, “Dr.”), nor before a small letter.
_SENTENCE_END = re.compile(
    r"(?<=[.!?؟۔।…])(?<!\b\w\.)(?<!\b\w\w\.)\s+(?![a-z\u00df-\u00ff\u0430-\u044f])|(?<=[。！？])"
)
_WORD = re.compile(r"[^\W\d_]{2}")  # “41 %” says little without its sentence


@dataclass(frozen=True, slots=True)
class Part:
    """One answer in paragraphs; `is_cut` where more stands in the text than here."""

    label: str
    paragraphs: tuple[str, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A case study on paper."""

    case_study: CaseStudy
    title: str
    lead: str
    facts: tuple[Fact, ...]
    figures: tuple[dict, ...]
    parts: tuple[Part, ...]
    direction: str

    @property
    def is_cut(self) -> bool:
        return any(part.is_cut for part in self.parts)

    @property
    def is_read(self) -> bool:
        """Whether facts or figures on it were read by machine and confirmed by nobody."""
        return bool(self.facts or self.figures) and are_read_by_machine(self.case_study)

    @property
    def is_public(self) -> bool:
        return self.case_study.state in CaseStudy.PUBLIC_STATES


def sheet_of(case_study: CaseStudy, sections: Iterable[Section], *, room: int, questions=QUESTIONS) -> Sheet:
    """The sheet whose answers take no more than `room` letters; wide letters count twice. Call it in its words."""
    lead = "".join(_sentences(_clean(case_study.lead))[:LEAD_SENTENCES]).strip()
    answers = _answers(list(sections), lead, questions)
    rooms = _shares([sum(map(_width, paragraphs)) for _label, paragraphs in answers], room)
    parts = (
        _cut(label, paragraphs, share) for (label, paragraphs), share in zip(answers, rooms, strict=True)
    )
    sure = [
        each for each in figures_of(case_study) if each["confidence"] >= SURE and _WORD.search(each["what"])
    ]
    told = [*_measured(case_study), *sure][:FIGURES]
    return Sheet(
        case_study=case_study,
        title=shortened(_clean(case_study.title), TITLE_ROOM),
        lead=shortened(lead, LEAD_ROOM),
        facts=tuple(facts_of(case_study)),
        figures=tuple(each | {"what": shortened(_clean(each["what"]), WHAT_ROOM)} for each in told),
        parts=tuple(part for part in parts if part.paragraphs or part.is_cut),
        direction=direction_on_paper(case_study.language, case_study.title),
    )


def _measured(case_study: CaseStudy) -> list[dict]:
    """The figures its authors took in, in the shape of those that a machine read."""
    return [
        {"amount": each.amount, "what": each.unit or each.get_counts_display(), "sentence": each.told}
        for each in case_study.linked_figures.all()
    ]


def words_of(language: str) -> str:
    """The language of the paper's own words: the text's where the platform speaks it, else the reader's."""
    spoken = dict(settings.LANGUAGES)
    return language if language in spoken else translation.get_language() or settings.LANGUAGE_CODE


def direction_on_paper(language: str, title: str) -> str:
    """“rtl” or “ltr”: of the language, or of the title's first letter that has a direction."""
    known = direction_of(language)
    if known in ("rtl", "ltr"):
        return known
    strong = (unicodedata.bidirectional(letter) for letter in title)
    return "ltr" if next((kind for kind in strong if kind in ("L", "R", "AL")), "L") == "L" else "rtl"


def shortened(text: str, room: int) -> str:
    """The text, or as many of its words as there is room for, with a mark that it goes on."""
    if _width(text) <= room:
        return text
    kept, left = [], room - 1
    for letter in text:
        left -= 2 if _is_wide(letter) else 1
        if left < 0:
            break
        kept.append(letter)
    cut = "".join(kept)
    words = cut.rsplit(maxsplit=1)
    if len(words) == 2 and len(words[1]) < room // 2:
        cut = words[0]
    return f"{cut.rstrip(' ,;:、，')}…"


def _answers(sections: Sequence[Section], lead: str, questions) -> list[tuple[str, list[str]]]:
    """(label, paragraphs) of the questions that the text answers; of one without a form, what it says at all."""
    said = {section.pk or id(section): paragraphs_in(section.text) for section in sections}

    def under(keys):
        found = [one for each in sections if each.key in keys for one in said[each.pk or id(each)]]
        return [_clean(paragraph) for paragraph in found]

    answers = [(label, paragraphs) for label, keys in questions if (paragraphs := under(keys))]
    if answers:
        return answers
    label, keys = OTHERWISE
    paragraphs = under(keys)
    if paragraphs and lead and paragraphs[0].startswith(lead):
        paragraphs[0] = paragraphs[0].removeprefix(lead).strip()
    return [(label, [each for each in paragraphs if each])] if any(paragraphs) else []


def _shares(lengths: list[int], room: int) -> list[int]:
    """How much room each gets: the short all they need, the long the rest in equal parts."""
    shares = [0] * len(lengths)
    for done, position in enumerate(sorted(range(len(lengths)), key=lambda each: lengths[each])):
        shares[position] = min(lengths[position], room // (len(lengths) - done))
        room -= shares[position]
    return shares


def _cut(label: str, paragraphs: list[str], room: int) -> Part:
    kept: list[str] = []
    for paragraph in paragraphs:
        taken, whole = _that_fit(_sentences(paragraph), room)
        if not taken and not kept and room >= WHAT_ROOM:
            return Part(label, (shortened(paragraph, room),), True)
        if taken:
            kept.append(taken)
        if not whole:
            return Part(label, tuple(kept), True)
        room -= _width(taken)
    return Part(label, tuple(kept), False)


def _that_fit(sentences: list[str], room: int) -> tuple[str, bool]:
    taken = ""
    for sentence in sentences:
        if _width(taken) + _width(sentence.rstrip()) > room:
            return taken.rstrip(), False
        taken += sentence
    return taken.rstrip(), True


def _sentences(text: str) -> list[str]:
    """The sentences with the blanks that follow them: joined again they are the text."""
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [text[start:end] for start, end in zip(starts, starts[1:], strict=False) if end > start]


def _width(text: str) -> int:
    return len(text) + sum(map(_is_wide, text)) if not text.isascii() else len(text)


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", strip_emails(text)).strip()
