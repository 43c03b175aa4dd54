# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps reports in step with their pages; a handful of statements for fifty pages."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db import connection

from journal.actions import recorded
from newsletter.models import AreaName, Issue, Report, ReportArea, ReportLink, ReportTopic, Topic
from newsletter.parsing import Areas, ParsedReport, areas_of
from newsletter.parsing.areas import bare_name
from outreach.actions.rows import insert_rows
from outreach.models import Page
from outreach.parsing.wording import searchable

_ONE_AT_A_TIME = 7_311_002
WRITTEN = [
    "issue", "name", "area_class", "title", "headline", "lead", "sections", "figures", "images", "search_text",
    "is_public", "reading",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A page and what was read on it."""

    page: Page
    parsed: ParsedReport


@recorded
def mirror(readings: Sequence[Reading]) -> int:
    """Make or update the reports of these pages; returns how many were written.

    What says the same already is not written; a withdrawn one comes back with its page.
    """
    if not readings:
        return 0
    one_at_a_time()
    standing = {
        row.page_id: row
        for row in Report.objects.select_for_update()
        .filter(page__in=[reading.page for reading in readings])
        .only("page_id", "reading", "is_public")
    }
    mapped = _mapped(readings)
    news = []
    for reading in readings:
        areas = mapped.get(name_key(reading.parsed.name)) or areas_of(reading.parsed.name)
        digest, row = _digest(reading.parsed, areas), standing.get(reading.page.pk)
        if row is None or row.reading != digest or not row.is_public:
            news.append((row or Report(page=reading.page), reading.parsed, areas, digest))
    if news:
        _write(news)
    return len(news)


def one_at_a_time() -> None:
    """Until the transaction ends: a name mapped while reports of it are stored must hold for these too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def name_key(name: str) -> str:
    """By what a mapped name is known: two reports of one month count as one name."""
    return bare_name(name).casefold()[:100]


def _mapped(readings: Iterable[Reading]) -> dict[str, Areas]:
    keys = {name_key(reading.parsed.name) for reading in readings}
    return {row.name: row.areas for row in AreaName.objects.filter(name__in=keys)}


def _digest(parsed: ParsedReport, areas: Areas) -> str:
    return hashlib.sha256(repr((parsed, areas)).encode("utf-8", "replace")).hexdigest()


def _write(news: list[tuple[Report, ParsedReport, Areas, str]]) -> None:
    issues = _issues(parsed for _row, parsed, _areas, _digest in news)
    for row, parsed, areas, digest in news:
        for name, value in _values(parsed, areas, digest).items():
            setattr(row, name, value)
        row.issue = issues[parsed.month]
    old = [row for row, *_rest in news if row.pk]
    if old:
        Report.objects.bulk_update(old, WRITTEN)
        for model in (ReportArea, ReportTopic, ReportLink):
            model.objects.filter(report__in=old).delete()
    Report.objects.bulk_create([row for row, *_rest in news if not row.pk])
    state_areas((row, areas) for row, _parsed, areas, _digest in news)
    _state_topics(news)
    insert_rows(
        ReportLink,
        ["report", "position", "kind", "host", "target", "address"],
        (
            (row.pk, position, link.kind, link.host[:253], link.target[:300], link.address)
            for row, parsed, _areas, _digest in news
            for position, link in enumerate(parsed.links)
        ),
    )


def _values(parsed: ParsedReport, areas: Areas, digest: str) -> dict:
    return {
        "name": parsed.name[:255],
        "area_class": areas.area_class.value,
        "title": parsed.title,
        "headline": parsed.headline[:500],
        "lead": parsed.lead,
        "sections": [asdict(section) for section in parsed.sections],
        "figures": [asdict(figure) for figure in parsed.figures],
        "images": list(parsed.images),
        "search_text": searchable((section.heading, section.text) for section in parsed.sections),
        "is_public": True,
        "reading": digest,
    }


def _issues(parsed: Iterable[ParsedReport]) -> dict:
    """The issues of these reports by month, made where new; the first report seen names the page."""
    titles = {}
    for each in parsed:
        titles.setdefault(each.month, each.issue)
    Issue.objects.bulk_create(
        [Issue(appeared_on=month, page_title=title[:255]) for month, title in titles.items()],
        ignore_conflicts=True,
    )
    return {row.appeared_on: row for row in Issue.objects.filter(appeared_on__in=titles)}


def state_areas(news: Iterable[tuple[Report, Areas]]) -> None:
    """Say what these reports, of which nothing of the kind is said, are about."""
    insert_rows(
        ReportArea,
        ["report", "country", "name"],
        ((row.pk, area.country, area.name) for row, areas in news for area in areas.areas),
    )


def _state_topics(news: list[tuple[Report, ParsedReport, Areas, str]]) -> None:
    named = {topic.key: topic.name for _row, parsed, _areas, _digest in news for topic in parsed.topics}
    if not named:
        return
    insert_rows(Topic, ["key", "name"], sorted(named.items()), unique=["key"])
    topics = dict(Topic.objects.filter(key__in=named).values_list("key", "pk"))
    insert_rows(
        ReportTopic,
        ["report", "topic", "position"],
        (
            (row.pk, topics[topic.key], position)
            for row, parsed, _areas, _digest in news
            for position, topic in enumerate(parsed.topics)
        ),
    )


@recorded
def withdraw_mirrored(pages: Sequence[Page]) -> None:
    """The pages are gone, moved out of sight or no reports any more: nobody reads ours either.

    What was read is kept for the page's return, but for hidden revisions: what administrators hid is dropped
    here too, and so are topics that only such a report named.
    """
    one_at_a_time()
    Report.objects.filter(page__in=pages).update(is_public=False)
    hidden = Report.objects.filter(page__in=[page for page in pages if page.state == Page.State.HIDDEN])
    topics = list(ReportTopic.objects.filter(report__in=hidden).values_list("topic", flat=True))
    for model in (ReportTopic, ReportLink):
        model.objects.filter(report__in=hidden).delete()
    Topic.objects.filter(pk__in=topics, report_topics=None).delete()
    hidden.update(
        title="", headline="", lead="", sections=[], figures=[], images=[], search_text="", reading=""
    )
