# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of the list: its rows, and in each what was searched for, in the best passage and language."""

from dataclasses import dataclass

from django.contrib.postgres.aggregates import JSONBAgg
from django.core.paginator import Paginator
from django.db.models import JSONField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject, Left
from django.utils.safestring import SafeString

from casestudies.full_text import asked
from casestudies.languages import NAMES
from casestudies.models import CaseStudy, Section, SectionKey, Translation
from casestudies.parsing.passages import best, marked, passage, patterns_for, score
from casestudies.rendering import MARK_END, MARK_START, highlighted

PAGE_SIZE = 25
# So much of a text is looked at for the best passage; what is found further back is found without one.
LOOKED_AT = 40_000
MARKS = (MARK_START, MARK_END)
KEYS = dict(SectionKey.choices)


def light(case_studies: QuerySet) -> QuerySet:
    """With what a line shows, without the long texts that no list shows."""
    return case_studies.select_related("institution", "page__source", "author").defer(
        "search", "search_text", "page__text", "page__categories", "page__templates",
        "institution__search", "institution__name_key",
    )  # fmt: skip


class CaseStudyPaginator(Paginator):
    """Pages whose cost hardly grows with their number: the keys of one come first, then the rows of these.

    Both in one statement, so that what is passed over or sorted is never more than keys.
    """

    def __init__(self, filters, case_studies: QuerySet, *, total: int):
        super().__init__(filters.apply(case_studies, total=total), PAGE_SIZE)
        self.filters = filters
        self.count = total

    def _get_page(self, case_studies, *args, **kwargs):
        rows = light(CaseStudy.objects.filter(pk__in=case_studies.values("pk")))
        return super()._get_page(list(self.filters.order(rows, total=self.count)), *args, **kwargs)


@dataclass(frozen=True)
class Text:
    """A text that a case study is found by: its own, or (with a language) a translation's."""

    language: str
    lines: list[str]
    sections: list[tuple[str, str]]

    def name_of(self, place: int) -> str:
        """The section a line is from; "" where that cannot be told."""
        if len(self.lines) == len(self.sections):
            key, heading = self.sections[place]
            return heading or str(KEYS.get(key, ""))
        headings = [heading for _key, heading in self.sections if heading]
        begun = {heading for heading in headings if self.lines[place].startswith(heading)}
        return max(begun, key=len, default="")


@dataclass(frozen=True)
class Passage:
    """Where what was searched for is: the words around it, the section, and of a translation the language."""

    text: SafeString
    section: str = ""
    language: str = ""
    language_name: str = ""


def mark_found(case_studies: list[CaseStudy], typed: str) -> None:
    """Set `marked_title` and `passage` on each; one query. `passage` is None where no text shows the words."""
    patterns = patterns_for(typed)
    texts = _texts_of(case_studies, typed) if patterns and case_studies else {}
    for case_study in case_studies:
        case_study.marked_title, case_study.passage = "", None
        if not patterns:
            continue
        if score(case_study.title, patterns):
            case_study.marked_title = highlighted(marked(case_study.title, patterns, MARKS))
        case_study.passage = _best_passage(case_study, texts.get(case_study.pk, []), patterns)


def _best_passage(case_study: CaseStudy, texts: list[Text], patterns) -> Passage | None:
    """In the lead if it says as much as any, else in the text's own language if it does."""
    most = score(case_study.lead, patterns)
    chosen = Passage(_shown(case_study.lead, patterns)) if most else None
    for text in texts:
        if most == len(patterns):
            break
        place, here = best(text.lines, patterns)
        if here > most:
            most = here
            name = NAMES.get(text.language, text.language)
            section = text.name_of(place)
            line = text.lines[place].removeprefix(section).strip() or text.lines[place]
            line = line if score(line, patterns) == here else text.lines[place]
            chosen = Passage(_shown(line, patterns), section, text.language, name)
    return chosen


def _shown(text: str, patterns) -> SafeString:
    return highlighted(passage(text, patterns, MARKS))


def _texts_of(case_studies: list[CaseStudy], typed: str) -> dict[int, list[Text]]:
    """{case study: its own text, then those translations that hold the words}; one query."""
    keys = [each.pk for each in case_studies]
    named = JSONObject(key="key", heading="heading")
    sections = Section.objects.filter(case_study=OuterRef("pk")).exclude(text="").order_by()
    sections = sections.values("case_study").annotate(all=JSONBAgg(named, order_by="position")).values("all")
    own = CaseStudy.objects.filter(pk__in=keys).order_by()
    own = own.values_list("pk", Value(""), Left("search_text", LOOKED_AT), Subquery(sections))
    headings = RawSQL(
        "jsonb_path_query_array(casestudies_translation.sections, '$[*][0 to 1]')", [], JSONField()
    )
    translated = Translation.objects.filter(Q(search=asked(typed)), case_study__in=keys).order_by()
    translated = translated.values_list("case_study", "language", Left("search_text", LOOKED_AT), headings)
    texts: dict[int, list[Text]] = {}
    for pk, language, text, named_sections in sorted(own.union(translated, all=True), key=lambda row: row[1]):
        lines = text.split("\n") if text else []
        texts.setdefault(pk, []).append(Text(language, lines, _pairs(named_sections or [])))
    return texts


def _pairs(sections: list) -> list[tuple[str, str]]:
    """(key, heading) of each: of our own they come as objects, of translations one after the other."""
    if sections and isinstance(sections[0], dict):
        return [(each["key"], each["heading"]) for each in sections]
    return list(zip(sections[::2], sections[1::2], strict=False))
