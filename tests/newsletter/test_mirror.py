# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports follow their pages, and only these; their authors are the mirror's."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from newsletter import actions
from newsletter.mirroring import apply_many
from newsletter.models import Issue, Report, ReportArea, ReportLink, ReportTopic, Topic
from outreach import kinds
from outreach.actions import forget_contributor
from outreach.models import Contribution, Contributor, Page
from outreach.wiki.values import PageStub
from tests.factories import ClaimFactory, EvidenceFactory, PageFactory, SourceFactory, member
from tests.newsletter.expected import EXPECTED
from tests.newsletter.test_parsing import PAGES

pytestmark = pytest.mark.django_db

TEXT = """{{GLAM/Newsletter/Header|month=May 2014}}
{{GLAM/Newsletter/Title|Letters online; A day of maps 2014|By [[User:Ada Example|Ada Example]] and Pete}}

=== Letters ===
All letters of the attic are online, and everybody may read them. Write to ann@museum.example.
* 1,234 letters
* see [[:commons:Category:Letters]], found by [[User:Only Mentioned|somebody]]
"""


def page(name="France report", month="May 2014", **values):
    title = f"GLAM/Newsletter/{month}/Contents/{name}"
    return PageFactory(**{"text": TEXT, "title": title, "kind": "newsletter"} | values)


def authors(report):
    """Whom everybody reads as its authors, once the wiki was asked whether they are accounts."""
    Contributor.objects.filter(standing=Contributor.Standing.UNCHECKED).update(
        standing=Contributor.Standing.PRESENT
    )
    return Report.objects.with_authors(AnonymousUser()).get(pk=report.pk).authors


def everything():
    models = (Issue, Report, ReportArea, ReportTopic, ReportLink, Topic, Contribution)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_the_kind_takes_reports_and_no_page_that_repeats_them():
    kind = kinds.named("newsletter")

    assert kind.takes(PageStub(1, "GLAM/Newsletter/May 2014/Contents/France report", 1))
    assert not kind.takes(
        PageStub(1, "GLAM/Newsletter/May 2014/Contents/France report/fr", 1, translation=True)
    )
    assert not kind.takes(PageStub(1, "GLAM/Newsletter/May 2014/Single", 1))
    assert not kind.takes(PageStub(1, "GLAM/Newsletter/May 2014/Contents", 1))
    assert not kind.takes(PageStub(1, "GLAM/Newsletter/May 2014", 1))


def test_apply_makes_a_report_of_a_page():
    source = page()

    faults = apply_many([source])

    report = Report.objects.get()
    assert faults == {}
    assert (report.page, report.name, report.area_class, report.is_public) == (
        source,
        "France report",
        "country",
        True,
    )
    assert (report.issue.appeared_on, report.issue.page_title) == (
        date(2014, 5, 1),
        "GLAM/Newsletter/May 2014",
    )
    assert (report.title, report.headline) == ("Letters online; A day of maps 2014", "Letters online")
    assert [topic.name for topic in report.topics.order_by("report_topics__position")] == [
        "Letters online",
        "A day of maps",
    ]
    assert [(area.country, area.name) for area in report.areas.all()] == [("FR", "")]
    assert report.figures == [{"number": 1234, "text": "1,234 letters"}]
    assert [(link.kind, link.target) for link in report.links.all()] == [("category", "Category:Letters")]
    assert [each.username for each in authors(report)] == ["Ada Example", "Pete"]
    assert Report.objects.search("attic everybody").get() == report
    assert "ann@" not in report.search_text + report.lead + repr(report.sections)


def test_apply_again_writes_nothing():
    source = page()
    apply_many([source])
    before = everything()

    apply_many([source])

    assert everything() == before


def test_apply_follows_a_changed_and_renamed_page():
    source = page()
    apply_many([source])
    source.text = TEXT.replace("Letters online", "Maps online").replace(
        "[[User:Ada Example|Ada Example]]", "[[User:Uma|Uma]]"
    )
    source.title = "GLAM/Newsletter/June 2014/Contents/Belgium and France report"
    source.revision += 1
    source.save()

    apply_many([source])

    report = Report.objects.get()
    assert (report.headline, report.issue.appeared_on, report.area_class) == (
        "Maps online",
        date(2014, 6, 1),
        "countries",
    )
    assert [area.country for area in report.areas.all()] == ["BE", "FR"]
    assert [each.username for each in authors(report)] == ["Pete", "Uma"]
    assert list(Report.objects.search("Letters online attic").values_list("pk", flat=True)) == [report.pk]
    assert Issue.objects.visible_to(AnonymousUser()).get() == report.issue


def test_apply_leaves_the_old_copy_of_a_page_it_cannot_read_and_goes_on():
    good, bad, lost = page(), page("Spain report"), page("Italy report", month="Sometime")
    apply_many([good, bad])
    bad.text = "{{" * 2000
    bad.save()

    faults = apply_many([lost, good, bad])

    assert faults == {
        lost.pk: "“Sometime” names no month of the newsletter.",
        bad.pk: "The page opens more than 300 links, templates or tags without closing them.",
    }
    assert bad.newsletter_report.headline == "Letters online"
    assert Report.objects.count() == 2


@pytest.mark.parametrize("state", [Page.State.GONE, Page.State.REDIRECT])
def test_a_report_goes_with_its_page_and_comes_back_with_it(state):
    source = page()
    apply_many([source])
    before = everything()
    source.state = state
    source.save()

    kinds.named("newsletter").withdraw_many([source])
    seen = [
        Report.objects.visible_to(AnonymousUser()).count(),
        Issue.objects.visible_to(AnonymousUser()).count(),
    ]
    apply_many([source])

    assert seen == [0, 0]
    assert everything()[1][0]["is_public"]
    assert everything()[0] == before[0]
    assert Report.objects.get().sections


def test_what_administrators_hid_is_dropped_here_too():
    source, other = page(), page("Spain report", text=TEXT.replace("A day of maps 2014", "Something else"))
    apply_many([source, other])
    source.state, source.text = Page.State.HIDDEN, ""
    source.save()

    actions.withdraw_mirrored([source])

    hidden = Report.objects.get(page=source)
    words = (hidden.title, hidden.headline, hidden.lead, hidden.search_text, hidden.sections, hidden.figures)
    assert words == ("", "", "", "", [], [])
    assert not hidden.is_public
    assert not hidden.links.exists()
    assert set(Topic.objects.values_list("name", flat=True)) == {"Letters online", "Something else"}
    assert other.newsletter_report.sections


def test_people_who_asked_to_be_left_out_are_no_authors():
    source = SourceFactory()
    forget_contributor(source, "Pete", by=None)
    apply_many([page(source=source)])
    forget_contributor(source, "Ada Example", by=None)

    report = Report.objects.get()

    assert list(authors(report)) == []
    assert not Contribution.objects.filter(contributor__username="Pete").exists()
    assert "Pete" not in repr([report.title, report.search_text, report.sections])


def test_who_may_be_in_danger_at_home_is_named_as_an_author_to_nobody_without_a_role():
    apply_many([page()])
    report = Report.objects.get()
    (ada,) = [each for each in authors(report) if each.username == "Ada Example"]

    EvidenceFactory(claim=ClaimFactory(contributor=ada, kind="country", key="KP", value="KP"))

    assert ada not in authors(report)
    assert ada in Report.objects.with_authors(member("viewer")).get().authors


@pytest.mark.parametrize("count", [2, 50])
def test_apply_costs_the_same_however_many_pages(count, django_assert_max_num_queries):
    pages = [
        page(f"France report {n}", text=TEXT.replace("Letters online", f"Letters {n} online"))
        for n in range(count)
    ]

    with django_assert_max_num_queries(24):
        apply_many(pages)
    with django_assert_max_num_queries(12):
        apply_many(pages)

    assert Report.objects.count() == count


def test_the_pages_of_every_shape_become_reports():
    pages = [
        PageFactory(
            title=f"GLAM/Newsletter/{title}".replace("_", " "),
            text=(PAGES / f"{slug}.wiki").read_text(),
            kind="newsletter",
        )
        for slug, (title, *_rest) in EXPECTED.items()
    ]

    faults = apply_many(pages)

    assert faults == {}
    assert Report.objects.count() == len(EXPECTED)
    assert Issue.objects.get(appeared_on=date(2022, 2, 1)).reports.count() == 4
