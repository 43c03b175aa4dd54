# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of a review show: the text by sections with what was said of each, how complete it is, what is there."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.safestring import SafeString

from casestudies.models import CaseStudy, Picture, SectionKey
from casestudies.reading import wiki_of
from casestudies.regions import countries_of, region_name, region_of
from outreach.rendering import render as render_wikitext
from outreach.rendering.pieces import Budget
from reviews.completeness import Completeness, Written, completeness_of
from reviews.criteria import CRITERIA, Answer
from reviews.models import Comment, Review
from reviews.models.comments import WHOLE, fingerprints_of


@dataclass
class Thread:
    """A comment and what was answered to it."""

    comment: Comment
    is_outdated: bool = False
    answers: list[Comment] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.comment.resolved_at is None


@dataclass(frozen=True)
class Passage:
    """A section ready to be read, and the threads beside it; `key` "" is the whole."""

    key: str
    anchor: str
    heading: str
    html: SafeString | str
    threads: list[Thread]

    @property
    def open_count(self) -> int:
        return sum(thread.is_open for thread in self.threads)

    @property
    def name(self) -> str:
        """The key as a part of ids in the page."""
        return self.key or "whole"


def passages_of(case_study: CaseStudy) -> list[Passage]:
    """Its sections, the empty ones too, each with its threads, and at last what was said of the whole. Two queries,
    and one for the sections unless they are fetched.
    """
    threads = threads_of(case_study)
    page_url, title = wiki_of(case_study)
    budget, shown = Budget(), []
    for section in case_study.sections.all():
        html = render_wikitext(section.text, page_url=page_url, title=title, budget=budget)
        # Of several parts under one key the first has the threads.
        said = threads.pop(section.key, [])
        shown.append(Passage(section.key, f"section-{section.position}", str(section), html, said))
    # What was said of a section that is gone by now was said all the same.
    rest = [thread for key, found in threads.items() for thread in found]
    rest.sort(key=lambda thread: (thread.comment.said_at, thread.comment.pk))
    return [*shown, Passage(WHOLE, "whole", "", "", rest)]


def threads_of(case_study: CaseStudy) -> dict[str, list[Thread]]:
    """{section key: threads} in the order they were begun. One query, and one for the sections."""
    fingerprints = fingerprints_of(case_study)
    threads: dict[int, Thread] = {}
    found = defaultdict(list)
    comments = case_study.review_comments.select_related("author", "resolved_by").order_by("said_at", "pk")
    late = []
    for comment in comments:
        if comment.thread_id:
            late.append(comment)
            continue
        threads[comment.pk] = Thread(comment, comment.is_outdated(fingerprints))
        found[comment.section].append(threads[comment.pk])
    for comment in late:
        threads[comment.thread_id].answers.append(comment)
    return dict(found)


def passage_of(case_study: CaseStudy, key: str) -> Passage:
    """One section's threads, as the fragment beside it shows them."""
    threads = threads_of(case_study)
    if key == WHOLE:
        known = set(case_study.sections.values_list("key", flat=True))
        rest = [thread for section, found in threads.items() if section not in known for thread in found]
        return Passage(WHOLE, "whole", "", "", rest)
    return Passage(key, "", SectionKey(key).label, "", threads.get(key, []))


def completeness_now(case_study: CaseStudy) -> Completeness:
    """How complete it is as it stands. One query, and one for the sections unless they are fetched."""
    texts: dict[str, list[str]] = defaultdict(list)
    for section in case_study.sections.all():
        texts[section.key].append(section.text)
    sections = {key: "\n\n".join(parts) for key, parts in texts.items()}
    pictures, figures = _shown_beside(case_study)
    return completeness_of(
        Written(
            sections,
            bool(case_study.institution_id),
            frozenset(_facts_said(case_study)),
            pictures=pictures,
            figures=figures,
        )
    )


def _shown_beside(case_study: CaseStudy) -> tuple[int, int]:
    """Its pictures that Commons calls free, and the figures of the platform it quotes; one query."""
    is_free = Q(pictures__state=Picture.State.KNOWN)
    counted = CaseStudy.objects.filter(pk=case_study.pk).aggregate(
        free_pictures=Count("pictures", filter=is_free, distinct=True),
        quoted_figures=Count("linked_figures", distinct=True),
    )
    return counted["free_pictures"], counted["quoted_figures"]


def _facts_said(case_study: CaseStudy):
    for name in ("kind", "outcome", "year", "country"):
        if getattr(case_study, name):
            yield name
    if case_study.programmes or case_study.tools or case_study.media:
        yield "means"


@dataclass(frozen=True)
class Alike:
    """How many public case studies there are already of the same country, region, kind and programmes; None: not said.

    `both` are those of this country and kind.
    """

    country: int | None = None
    region: int | None = None
    kind: int | None = None
    both: int | None = None
    programmes: int | None = None
    region_name: str = ""


def alike(case_study: CaseStudy) -> Alike:
    """What “representative” can be judged by, in one query."""
    lies_in = region_of(case_study.country)
    country = Q(country=case_study.country.code) if case_study.country else None
    region = Q(country__in=countries_of(lies_in)) if lies_in else None
    kind = Q(kind=case_study.kind) if case_study.kind else None
    programmes = Q(programmes__overlap=case_study.programmes) if case_study.programmes else None
    asked = {
        "country": country,
        "region": region,
        "kind": kind,
        "both": country & kind if country and kind else None,
        "programmes": programmes,
    }
    # Not under the names of the columns that are asked for.
    counts = {f"with_{name}": Count("pk", filter=which) for name, which in asked.items() if which}
    if not counts:
        return Alike()
    near = Q(pk__in=[])
    for which in filter(None, (region or country, kind, programmes)):
        near |= which
    found = CaseStudy.objects.public().exclude(pk=case_study.pk).filter(near).aggregate(**counts)
    return Alike(**{name: found.get(f"with_{name}") for name in asked}, region_name=region_name(lies_in))


@dataclass(frozen=True)
class Judged:
    """A criterion with what a review says of it."""

    label: object
    answer: object
    note: str


def judged(review: Review) -> list[Judged]:
    """The answers of a review in the reader's words; what was not answered is left out."""
    given = [(criterion, review.answers.get(criterion.code) or {}) for criterion in CRITERIA]
    return [
        Judged(criterion.label, Answer(said["answer"]).label if said.get("answer") in Answer else "", said.get("note", ""))
        for criterion, said in given
        if said.get("answer") or said.get("note")
    ]  # fmt: skip
