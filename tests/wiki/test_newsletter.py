# SPDX-License-Identifier: GPL-3.0-or-later
"""The newsletter of a real MediaWiki: mirrored, and in step with its pages."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from newsletter.models import Issue, Report, ReportLink
from outreach.models import Contributor, Page
from tests.wiki.test_sync import sync_with

__all__ = ["sync_with"]  # a fixture

pytestmark = pytest.mark.django_db

CONTENTS = "GLAM/Newsletter/February 2022/Contents/"
FRANCE = CONTENTS + "France report"


def report(title):
    """The report as a stranger reads it, once the wiki was asked about its authors."""
    unchecked = Contributor.objects.filter(standing=Contributor.Standing.UNCHECKED)
    unchecked.update(standing=Contributor.Standing.PRESENT)
    return Report.objects.with_authors(AnonymousUser()).get(page__title=title)


def test_every_report_is_mirrored_once_and_no_page_that_repeats_them(mediawiki, sync_with):
    sync_run = sync_with(mediawiki.url)

    assert sync_run.run.state == "done"
    titles = Report.objects.visible_to(AnonymousUser()).values_list("page__title", flat=True)
    assert sorted(titles) == sorted(mediawiki.corpus.titled("report"))
    assert not Page.objects.filter(title__endswith="/Single").exists()
    assert {issue.appeared_on for issue in Issue.objects.all()} >= {date(2011, 6, 1), date(2022, 2, 1)}
    shown = report(FRANCE)
    assert [author.username for author in shown.authors] == ["Kaja Näidis", "Sven Påhitt"]
    assert [area.country for area in shown.areas.all()] == ["FR"]
    assert shown.figures
    assert shown.sections
    classes = dict(Report.objects.values_list("name", "area_class"))
    assert (classes["Derby"], classes["Kosovo report"], classes["Calendar"]) == (
        "thematic",
        "region",
        "editorial",
    )
    twice = report("GLAM/Newsletter/June 2011/Contents/Netherlands report")
    assert [author.username for author in twice.authors] == ["Cleo Placeholder (WMNW)", "Jonas Dummy"]
    odd = report("GLAM/Newsletter/Issue II, Volume XII/Contents/Freedonia report")
    assert (odd.issue.appeared_on, odd.headline, odd.area_class) == (date(2022, 2, 1), "Cinema", "unknown")
    assert odd.figures == [{"number": 1234, "text": "1,234 films"}]
    assert set(ReportLink.objects.filter(kind="category").values_list("target", flat=True)) == {
        "Category:Made-up pictures"
    }


def test_a_report_is_edited_moved_deleted_restored_and_hidden_with_its_page(fresh_mediawiki, sync_with):
    wiki, moved = fresh_mediawiki, "GLAM/Newsletter/March 2022/Contents/Belgium report"
    sync_with(wiki.url)
    key = report(FRANCE).pk
    wiki.edit(
        FRANCE, "{{GLAM/Newsletter/Title|New words|By [[User:Uma Udaharan|Uma]]}}\n=== One ===\nNothing else."
    )
    wiki.move(FRANCE, moved, leave_redirect=False)
    wiki.delete(CONTENTS + "Kosovo report")

    sync_with(wiki.url)
    shown = report(moved)
    gone = Report.objects.get(page__title=CONTENTS + "Kosovo report").is_public
    wiki.undelete(CONTENTS + "Kosovo report")
    wiki.append(moved, "\nA secret.")
    wiki.hide_revision(moved)
    sync_with(wiki.url)
    hidden, back = report(moved), report(CONTENTS + "Kosovo report")

    assert (shown.pk, shown.headline, shown.issue.appeared_on, shown.name) == (
        key,
        "New words",
        date(2022, 3, 1),
        "Belgium report",
    )
    assert [author.username for author in shown.authors] == ["Uma Udaharan"]
    assert not gone
    assert back.is_public
    assert (hidden.pk, hidden.is_public, hidden.headline, hidden.sections) == (key, False, "", [])


def test_reports_mirrored_before_they_were_read_are_read_by_the_next_sync(mediawiki, sync_with):
    sync_with(mediawiki.url)
    before = list(Report.objects.order_by("page").values_list("page", "headline", "reading"))
    Report.objects.all().delete()
    # What the migration newsletter.0002 does to a mirror of before.
    Page.objects.filter(kind="newsletter", state="present").update(revision=0)

    sync_run = sync_with(mediawiki.url)

    assert list(Report.objects.order_by("page").values_list("page", "headline", "reading")) == before
    assert sync_run.changed == len(before)
    assert not Page.objects.filter(revision=0).exists()
