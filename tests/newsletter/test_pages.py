# SPDX-License-Identifier: GPL-3.0-or-later
"""The newsletter's pages: what they show, to whom, and at what cost."""

from datetime import date
from xml.etree import ElementTree

import pytest

from newsletter.mirroring import apply_many
from newsletter.models import Report, ReportTopic, Topic
from outreach.actions import forget_contributor
from outreach.models import Contribution, Contributor
from tests.factories import ContributorFactory, PageFactory, report_on
from tests.newsletter.test_mirror import TEXT

pytestmark = pytest.mark.django_db
LIST = "/newsletter/"
ATOM = "{http://www.w3.org/2005/Atom}"


def found(client, **query):
    response = client.get(LIST, query)
    assert response.status_code == 200
    return [report.headline for report in response.context["page_obj"]]


def about(report, *names):
    for position, name in enumerate(names):
        topic, _new = Topic.objects.get_or_create(key=name.lower(), defaults={"name": name})
        ReportTopic.objects.create(report=report, topic=topic, position=position)
    return report


@pytest.fixture
def mirrored():
    page = PageFactory(title="GLAM/Newsletter/May 2014/Contents/France report", text=TEXT, kind="newsletter")
    apply_many([page])
    # The wiki was asked about the accounts meanwhile: before that nobody is named.
    Contributor.objects.update(standing=Contributor.Standing.PRESENT)
    return page.newsletter_report


@pytest.fixture
def some():
    report_on("FR", headline="Paris", appeared_on=date(2013, 5, 1))
    about(report_on("NO", headline="Oslo", search_text="a fjord of maps"), "Maps")
    report_on("GB", area="Scotland", headline="Edinburgh", area_class="region", name="Scotland report")
    report_on("", area="Derby", headline="Codes", area_class="thematic", name="Derby")
    about(report_on("FR", headline="Lyon", appeared_on=date(2021, 1, 1)), "Maps")
    report_on("FR", headline="Gone", is_public=False)


def test_the_list_shows_the_newest_first_and_no_report_whose_page_went(client, some):
    assert found(client) == ["Codes", "Oslo", "Edinburgh", "Lyon", "Paris"]


def test_an_issue_of_which_every_report_went_is_not_offered(client, some):
    gone = report_on("NO", headline="Gone too", appeared_on=date(2005, 3, 1), is_public=False).issue

    response = client.get(LIST)

    offered = [year for year, _label in response.context["filters"].fields["year"].choices]
    assert 2013 in offered
    assert gone.appeared_on.year not in offered
    assert gone.appeared_on.year not in [year for year, _issues in response.context["years"]]
    assert client.get(gone.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"country": "FR"}, {"Paris", "Lyon"}),
        ({"country": "GB"}, {"Edinburgh"}),
        ({"area_class": "thematic"}, {"Codes"}),
        ({"area": "Derby"}, {"Codes"}),
        ({"area": "Scotland"}, {"Edinburgh"}),
        ({"area": "GB"}, set()),
        ({"year": "2022"}, {"Oslo", "Edinburgh", "Codes"}),
        ({"since": "2013", "until": "2021"}, {"Paris", "Lyon"}),
        ({"q": "fjord"}, {"Oslo"}),
        ({"q": "paris"}, {"Paris"}),
        (
            {"year": "nonsense", "country": "??", "topic": "x"},
            {"Paris", "Oslo", "Edinburgh", "Codes", "Lyon"},
        ),
    ],
)
def test_the_list_is_narrowed(client, some, query, expected):
    assert set(found(client, **query)) == expected


def test_topics_that_reports_share_are_offered_and_narrow(client, some):
    offered = client.get(LIST).context["topics"]

    assert [(topic["topic__name"], topic["number"]) for topic in offered] == [("Maps", 2)]
    assert found(client, topic=offered[0]["topic"]) == ["Oslo", "Lyon"]


def test_issues_stand_by_year_with_their_reports(client, some):
    years = client.get(LIST).context["years"]

    assert [(year, [(str(issue), issue.report_count) for issue in issues]) for year, issues in years] == [
        (2022, [("February 2022", 3)]),
        (2021, [("January 2021", 1)]),
        (2013, [("May 2013", 1)]),
    ]


def test_an_issue_shows_its_reports_and_its_number(client, some):
    issue = Report.objects.get(headline="Oslo").issue

    response = client.get(issue.get_absolute_url())

    assert [report.headline for report in response.context["page_obj"]] == ["Codes", "Oslo", "Edinburgh"]
    assert "Volume XII, issue II" in response.text


def test_a_report_is_shown_with_all_that_its_licence_asks_for(client, mirrored):
    response = client.get(mirrored.get_absolute_url())

    html = response.text
    assert '<h2 dir="auto">Letters</h2>' in html
    assert "All letters of the attic are online" in html
    assert "1,234 letters" in html
    assert "https://commons.wikimedia.org/wiki/Category:Letters" in html
    assert "Ada Example" in html
    assert f"oldid={mirrored.page.revision}" in html
    assert "CC BY-SA 4.0" in html
    assert "ann@" not in html
    assert "GLAM/Newsletter/Title" not in html


def test_people_who_asked_to_be_left_out_are_on_no_page_of_the_newsletter(client, mirrored):
    forget_contributor(mirrored.page.source, "Ada Example", by=None)

    for address in (LIST, mirrored.get_absolute_url(), mirrored.issue.get_absolute_url(), "/newsletter/feed.atom",
                    "/api/v1/reports/", f"/api/v1/reports/{mirrored.pk}/"):  # fmt: skip
        text = client.get(address).text
        assert "Ada" not in text, address
        assert "Pete" in text, address


def test_wikitext_that_means_harm_is_shown_as_text(client):
    page = PageFactory(
        title="GLAM/Newsletter/May 2014/Contents/France report",
        text="{{GLAM/Newsletter/Title|<script>alert(1)</script> Letters|By <img src=x onerror=alert(1)>}}\n"
        "=== <script>alert(2)</script> ===\n<script>alert(3)</script>[javascript:alert(4) x]\n"
        "* 5 <img src=x onerror=alert(5)>",
        kind="newsletter",
    )
    apply_many([page])

    html = client.get(page.newsletter_report.get_absolute_url()).text.split("<main")[1].split("</main>")[0]

    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html.replace("[javascript:alert(4) x]", "")


@pytest.mark.parametrize("count", [10, 100])
@pytest.mark.parametrize("address", [LIST, "/newsletter/feed.atom", "/api/v1/reports/"])
def test_lists_cost_the_same_however_many_reports(client, address, count, django_assert_max_num_queries):
    for number in range(count):
        report = about(
            report_on("FR", appeared_on=date(2011 + number % 12, 1 + number % 12, 1)), "Maps", f"T{number}"
        )
        Contribution.objects.create(
            page=report.page, contributor=ContributorFactory(), role="named", revision=report.page.revision
        )

    with django_assert_max_num_queries(11):
        response = client.get(address)

    assert response.status_code == 200


def test_the_feed_is_atom_with_authors_and_areas(client, mirrored):
    feed = ElementTree.fromstring(client.get("/newsletter/feed.atom").content)

    entries = feed.findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == [
        "Letters online (France report, May 2014)"
    ]
    assert entries[0].find(f"{ATOM}author/{ATOM}name").text == "Ada Example, Pete"
    assert entries[0].find(f"{ATOM}category").get("term") == "France"


def test_one_sign_that_xml_does_not_know_does_not_break_the_feed(client, mirrored):
    Report.objects.update(headline="Bell\x07", lead="one\x1b[31m two\x0b")

    entry = ElementTree.fromstring(client.get("/newsletter/feed.atom").content).find(f"{ATOM}entry")

    assert entry.find(f"{ATOM}title").text.startswith("Bell ")
    assert entry.find(f"{ATOM}summary").text == "one[31m two"


def test_the_api_tells_a_report_whole(client, mirrored):
    listed = client.get("/api/v1/reports/?country=FR&year=2014").json()["results"]
    whole = client.get(f"/api/v1/reports/{mirrored.pk}/").json()

    assert [(each["headline"], each["appeared_on"], each["areas"]) for each in listed] == [
        ("Letters online", "2014-05-01", [{"country": "FR", "name": ""}])
    ]
    assert listed[0]["authors"] == ["Ada Example", "Pete"]
    assert listed[0]["topics"] == ["A day of maps", "Letters online"]
    assert "sections" not in listed[0]
    assert whole["figures"] == [{"number": 1234, "text": "1,234 letters"}]
    assert whole["links"][0]["kind"] == "category"
    assert client.get("/api/v1/reports/?country=NO").json()["results"] == []
    assert client.get("/api/v1/reports/?year=2013").json()["results"] == []


def test_the_search_box_finds_reports(client, some):
    response = client.get("/search/", {"q": "fjord"})

    assert "Oslo" in response.text
