# SPDX-License-Identifier: GPL-3.0-or-later
"""The Atom feed: valid, stable, conditional, narrowed as the list is, and only what everybody may read."""

import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime, timedelta

import pytest

from casestudies.models import CaseStudy
from tests.factories import CaseStudyFactory, ContributorFactory, PageFactory, UserFactory
from tests.factories.outreach import ContributionFactory

pytestmark = pytest.mark.django_db
FEED = "/case-studies/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read(client, query=""):
    answer = client.get(f"{FEED}{query}")
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)
    check(root)
    return root.findall(f"{ATOM}entry")


def check(root):
    """What RFC 4287 asks of a feed: one id, title, moment and author each, ids that differ, and links."""
    assert root.tag == f"{ATOM}feed"
    assert [each.get("rel") for each in root.findall(f"{ATOM}link")] == ["alternate", "self"]
    ids = []
    for each in [root, *root.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(each.findall(f"{ATOM}{name}")) == 1, name
        assert datetime.fromisoformat(each.findtext(f"{ATOM}updated")).tzinfo
        assert each.findtext(f"{ATOM}author/{ATOM}name")
        ids.append(each.findtext(f"{ATOM}id"))
    assert len(set(ids)) == len(ids)


def titles(entries):
    return [entry.findtext(f"{ATOM}title") for entry in entries]


def a_study(**values):
    return CaseStudyFactory(**{"mirrored": True, "title": "Ponds", "saved_at": MOMENT} | values)


def test_an_entry_tells_what_everybody_may_know(client):
    study = a_study(
        lead="Three ponds & a <b>.", language="ar", country="EG", kind="upload", outcome="partly",
        programmes=["wikidata"], tools=["pattypan"], media=["images"],
    )  # fmt: skip

    (entry,) = read(client)

    assert entry.get(LANG) == "ar"
    assert entry.findtext(f"{ATOM}id") == f"tag:127.0.0.1,2026:case-study:{study.pk}"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{study.get_absolute_url()}"
    summary = entry.find(f"{ATOM}summary")
    assert (summary.get("type"), summary.text) == ("text", "Three ponds & a <b>.")
    assert entry.findtext(f"{ATOM}updated") == "2026-03-01T12:00:00+00:00"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Contributors to Example Wiki"
    assert entry.findtext(f"{ATOM}rights") == "CC BY-SA 4.0"
    assert [each.get("term") for each in entry.findall(f"{ATOM}category")] == [
        "upload", "outcome-partly", "EG", "wikidata", "pattypan", "images",
    ]  # fmt: skip


def test_one_of_ours_is_by_its_wiki_account_and_no_other_name(client):
    author = UserFactory(wiki_username="", first_name="Real", last_name="Name", username="login-name")
    a_study(mirrored=False, published=True, author=author)

    assert read(client)[0].findtext(f"{ATOM}author/{ATOM}name") == "GLAMwiki"
    assert "Real" not in client.get(FEED).text


@pytest.mark.parametrize("state", ["draft", "filed", "changes", "accepted", "withdrawn"])
@pytest.mark.parametrize("who", [None, "wmf_staff", "author"])
def test_what_is_not_public_is_never_in_it(client, request, state, who):
    author = UserFactory()
    a_study(mirrored=False, state=state, author=author, title="Secret")
    if who:
        client.force_login(author if who == "author" else request.getfixturevalue(who))

    for query in ("", f"?state={state}", "?q=secret"):
        assert read(client, query) == []


def test_no_address_and_no_contributor_of_a_page_stands_in_it(client):
    study = a_study(title="Ask ada@museum.example", lead="Or bob (at) museum (dot) example, or call.")
    ContributionFactory(page=study.page, contributor=ContributorFactory(username="Contributing Cleo"))

    text = client.get(FEED).text

    for hidden in ("ada@", "bob", "Cleo"):
        assert hidden not in text


def test_signs_that_xml_does_not_know_do_no_harm(client):
    a_study(title="Bell\x07 and\x0b more", lead="x\x1fy", tools=["Pattypan\x1b"])

    assert titles(read(client)) == ["Bell and more"]


def test_it_holds_the_newest_fifty(client):
    for number in range(52):
        a_study(title=f"Study {number}", saved_at=MOMENT + timedelta(hours=number))

    found = titles(read(client))

    assert len(found) == 50
    assert (found[0], found[-1]) == ("Study 51", "Study 2")


def test_it_is_narrowed_as_the_list_is_and_says_so(client):
    a_study(title="In Egypt", country="EG", language="ar")
    a_study(title="In Kenya", country="KE")

    assert titles(read(client, "?country=EG")) == ["In Egypt"]
    assert titles(read(client, "?q=kenya&sort=title")) == ["In Kenya"]
    root = ElementTree.fromstring(client.get(f"{FEED}?country=EG").content)
    assert root.findtext(f"{ATOM}id") == f"http://testserver{FEED}?country=EG"
    assert len(read(client, "?country=nonsense&page=-3&language=%00")) == 2


def test_the_id_stays_when_all_else_changes(client):
    a_study()
    before = read(client)[0].findtext(f"{ATOM}id")

    CaseStudy.objects.update(title="Lakes", saved_at=MOMENT + timedelta(days=3))

    assert read(client)[0].findtext(f"{ATOM}id") == before


def test_who_has_it_already_is_told_so(client):
    study = a_study()
    first = client.get(FEED)

    assert "public" in first["Cache-Control"]
    assert "Set-Cookie" not in first.headers
    assert client.get(FEED, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(FEED, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    CaseStudy.objects.filter(pk=study.pk).update(title="Renamed")
    assert client.get(FEED, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_same_is_told_to_everybody(client, wmf_staff):
    a_study()
    to_nobody = client.get(FEED)

    client.force_login(wmf_staff)
    to_somebody = client.get(FEED)

    assert to_somebody.content == to_nobody.content
    assert to_somebody["Cache-Control"] == to_nobody["Cache-Control"]


def test_an_empty_feed_is_valid_and_stays_the_same(client):
    assert read(client) == []
    first = client.get(FEED)
    assert client.get(FEED, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_the_list_leads_to_it_with_its_filters(client):
    a_study(country="EG")

    html = client.get("/case-studies/?country=EG&page=1").text

    assert f'type="application/atom+xml" title="Case studies" href="{FEED}?country=EG"' in html


@pytest.mark.parametrize("count", [1, 12])
def test_it_costs_the_same_however_many(client, count, django_assert_num_queries):
    for _ in range(count):
        a_study(page=PageFactory())

    with django_assert_num_queries(1):
        client.get(FEED)
