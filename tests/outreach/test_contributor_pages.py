# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of contributors and one contributor's page: who worked with institutions, and why they stand there."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from outreach.models import Contribution, Contributor, Page
from tests.factories import (
    AffiliateFactory,
    ClaimFactory,
    ContributionFactory,
    ContributorFactory,
    EvidenceFactory,
    PageFactory,
)
from tests.people import sign_in_freshly

LIST = "/contributors/"
pytestmark = pytest.mark.django_db


def contribution(username, role="edited", *, page=None, **fields):
    contributor = ContributorFactory(username=username, **fields.pop("person", {}))
    return ContributionFactory(
        contributor=contributor, page=page or PageFactory(), role=role, **({"revision": 5} | fields)
    )


def claim(contribution, kind, value, key="", *, confidence=0.9, **fields):
    """What the page of that contribution says of its contributor."""
    made = ClaimFactory(
        contributor=contribution.contributor, kind=kind, value=value, key=key or value.lower(), **fields
    )
    EvidenceFactory(claim=made, page=contribution.page, confidence=confidence)
    return made


def names(response):
    return [row.contributor.username for row in response.context["rows"]]


def test_list_is_public_and_in_order(client):
    contribution("Borislav Sample")
    contribution("Ada Example")

    assert names(client.get(LIST)) == ["Ada Example", "Borislav Sample"]


def test_list_leaves_out_those_the_wiki_was_not_asked_about_and_those_with_nothing_left(client):
    contribution("Not looked up", person={"account_id": None})
    contribution("Gone", page=PageFactory(state="gone"))
    contribution("Unkept", page=PageFactory(kind=""))
    contribution("Ada Example")

    assert names(client.get(LIST)) == ["Ada Example"]


@pytest.mark.parametrize(
    "query, found",
    [
        ("q=sampl", ["Borislav Sample"]),
        ("role=named", ["Ada Example"]),
        ("role=named&q=sample", []),
        ("role=nonsense", ["Ada Example", "Borislav Sample"]),
        ("q=%00", ["Ada Example", "Borislav Sample"]),
        ("page=99", ["Ada Example", "Borislav Sample"]),
    ],
)
def test_list_is_narrowed_by_its_address(client, query, found):
    contribution("Ada Example", role="named")
    contribution("Borislav Sample")

    response = client.get(f"{LIST}?{query}")

    assert (response.status_code, names(response)) == (200, found)


def test_list_counts_a_page_once_however_one_stands_on_it(client):
    first = contribution("Ada Example")
    Contribution.objects.create(contributor=first.contributor, page=first.page, role="named", revision=1)
    Contribution.objects.create(contributor=first.contributor, page=PageFactory(), role="edited", revision=1)
    Contribution.objects.create(
        contributor=first.contributor, page=PageFactory(state="gone"), role="edited", revision=1
    )

    assert [row.pages for row in client.get(LIST).context["rows"]] == [2]


def test_list_names_the_first_pages_each_worked_on(client):
    first = contribution("Ada Example", page=PageFactory(title="D"))
    for title in ("C", "B", "A"):
        page = PageFactory(title=title)
        Contribution.objects.create(contributor=first.contributor, page=page, role="edited", revision=1)
    Contribution.objects.create(contributor=first.contributor, page=page, role="named", revision=1)
    contribution("Borislav Sample", page=page)

    response = client.get(LIST)

    assert [(row.pages, row.titles) for row in response.context["rows"]] == [(4, ["A", "B", "C"]), (1, ["A"])]
    assert "<bdi>C</bdi></a>, …" in response.content.decode()


@pytest.mark.parametrize("count", [1, 10, 100])
def test_list_costs_the_same_however_many_contributors(client, count, django_assert_num_queries):
    for number in range(count):
        row = contribution(f"Ada {number}")
        claim(row, "country", "ES", "ES")
        claim(row, "skill", f"skill {number}")

    # Count, contributors, sums, titles, claims, evidence; two for choices; the figure of the one protected country.
    with django_assert_num_queries(9):
        response = client.get(LIST)

    assert len(names(response)) == min(count, 50)


def test_page_shows_the_work_with_its_revision_and_its_address_on_the_wiki(client):
    page = PageFactory(title="GLAM/Case studies/Who owns it? 100 % open", revision=77)
    row = contribution("Ada Example", role="named", page=page, revision=70)
    claim(row, "affiliation", "WMNW", confidence=0.5)

    response = client.get(row.contributor.get_absolute_url())

    address = "https://wiki.example.org/wiki/GLAM/Case_studies/Who_owns_it%3F_100_%25_open"
    assert response.context["rows"] == [(row, address, f"{address}?oldid=70")]
    [shown] = response.context["claims"]
    assert (str(shown.claim), shown.address, shown.is_uncertain) == ("WMNW", f"{address}?oldid=77", True)
    html = response.content.decode()
    assert ("WMNW" in html, "uncertain" in html) == (True, True)


@pytest.mark.parametrize("count", [1, 10, 100])
def test_page_costs_the_same_however_much_work(client, count, django_assert_num_queries):
    first = contribution("Ada Example")
    for number in range(count - 1):
        ContributionFactory(contributor=first.contributor)
        claim(first, "skill", f"skill {number}")
    claim(first, "skill", "maps")

    # The contributor, count, work, claims with their evidence, the newest day.
    with django_assert_num_queries(6):
        client.get(first.contributor.get_absolute_url())


def test_page_of_one_with_nothing_left_says_so(client):
    row = contribution("Gone", page=PageFactory(state="gone"))

    assert "no longer on the wiki" in client.get(row.contributor.get_absolute_url()).content.decode()


@pytest.fixture
def cast():
    """Three people: a resident in Spain, an editor of long ago, an author of a report in France."""
    today = timezone.localdate()
    ada = contribution("Ada", role="named", page=PageFactory(kind="people-list"), active_on=today)
    claim(ada, "country", "ES", "ES")
    claim(ada, "affiliation", "Museum of X")
    claim(ada, "role", "Resident")
    claim(ada, "skill", "Wikidata")
    contribution("Bob", active_on=today - timedelta(days=1000))
    cy = contribution("Cy", role="named", page=PageFactory(kind="newsletter"))
    claim(cy, "country", "FR", "FR", confidence=0.4)
    claim(cy, "affiliation", "Wikimedia France", state="rejected", decided_at=timezone.now())
    affiliate = AffiliateFactory(name="Amis des archives")
    claim(
        cy, "affiliation", "AdA", state="confirmed", decided_at=timezone.now(), affiliate=affiliate, item="Q7"
    )


@pytest.mark.parametrize(
    "query, found",
    [
        ("country=ES", ["Ada"]),
        ("country=fr", ["Cy"]),
        ("country=DE", []),
        ("institution=museum", ["Ada"]),
        ("institution=archives", ["Cy"]),
        ("institution=q7", ["Cy"]),
        ("institution=Wikimedia+France", []),
        ("worked=newsletter", ["Cy"]),
        ("worked=nonsense", ["Ada", "Bob", "Cy"]),
        ("role=edited", ["Bob"]),
        ("role=said:resident", ["Ada"]),
        ("role=said:", []),
        ("skill=wikidata", ["Ada"]),
        ("active=1", ["Ada"]),
        ("active=5", ["Ada", "Bob"]),
        ("active=99", ["Ada", "Bob", "Cy"]),
        ("country=ES&role=named&active=2&worked=people-list&skill=wikidata&institution=x&q=a", ["Ada"]),
        ("country=ES&skill=maps", []),
        ("sort=active", ["Ada", "Bob", "Cy"]),
        ("sort=nonsense", ["Ada", "Bob", "Cy"]),
    ],
)
def test_directory_answers_who_has_worked_with_institutions(client, cast, query, found):
    assert names(client.get(f"{LIST}?{query}")) == found


def test_directory_is_sorted_by_day_and_by_number_of_pages(client, cast):
    bob = Contributor.objects.get(username="Bob")
    ContributionFactory.create_batch(2, contributor=bob)

    assert names(client.get(f"{LIST}?sort=pages")) == ["Bob", "Ada", "Cy"]
    Contribution.objects.filter(contributor=bob).update(active_on=timezone.localdate() + timedelta(days=1))
    assert names(client.get(f"{LIST}?sort=active")) == ["Bob", "Ada", "Cy"]


def offered(response, name):
    return [value for value, _label in response.context["filters"].fields[name].widget.choices if value]


def test_directory_offers_only_what_leads_somewhere(client, cast):
    response = client.get(LIST)
    assert offered(response, "country") == ["FR", "ES"]
    assert offered(response, "role") == ["edited", "named", "said:resident"]
    assert offered(response, "worked") == ["case-study", "newsletter", "people-list"]
    assert offered(response, "active") == ["1", "2", "5"]

    narrowed = client.get(f"{LIST}?worked=newsletter")
    assert offered(narrowed, "country") == ["FR"]
    assert (offered(narrowed, "skill"), offered(narrowed, "active")) == ([], [])
    assert offered(narrowed, "worked") == ["case-study", "newsletter", "people-list"]


def test_each_offered_choice_leads_to_somebody(client, cast):
    for name in ("country", "role", "skill", "worked", "active"):
        for value in offered(client.get(f"{LIST}?q=a"), name):
            assert names(client.get(LIST, {"q": "a", name: value})), (name, value)


def test_row_says_why_it_is_there_and_what_is_uncertain(client, cast):
    rows = {row.contributor.username: row for row in client.get(LIST).context["rows"]}

    [(title, address)] = rows["Ada"].work
    page = Page.objects.get(title=title)
    assert address == page.address_at(5)
    [country] = rows["Cy"].claims["country"]
    assert (country.is_uncertain, country.address) == (True, country.evidence[0].page.revision_url)
    assert [str(one.claim) for one in rows["Cy"].claims["affiliation"]] == ["AdA"]
    assert rows["Bob"].last_active_on == timezone.localdate() - timedelta(days=1000)
    assert rows["Cy"].last_active_on is None


def test_claim_that_somebody_confirmed_is_no_longer_uncertain(client):
    row = contribution("Ada")
    claim(row, "country", "ES", "ES", confidence=0.4, state="confirmed", decided_at=timezone.now())

    [shown] = client.get(LIST).context["rows"][0].claims["country"]

    assert not shown.is_uncertain


PAYLOADS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", " =1", "\u200b=1", "＝1", "|calc", "=HYPERLINK(1)"]


def test_export_holds_the_narrowed_list_and_no_formula(client, cast, coordinator):
    ada = Contribution.objects.get(contributor__username="Ada")
    for number, payload in enumerate(PAYLOADS):
        contribution(f"{payload[:200]}{number}", page=PageFactory(title=payload))
        claim(ada, "affiliation", payload, f"p{number}")
        claim(ada, "role", payload, f"p{number}")
    sign_in_freshly(client, coordinator)

    response = client.get("/contributors/export.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode())))

    assert response["Content-Type"].startswith("text/csv")
    assert len(rows) == 1 + 3 + len(PAYLOADS)
    for cell in (cell for row in rows for cell in row):
        assert not cell.lstrip("\t\r\n \u200b")[:1] or cell.lstrip("\t\r\n \u200b")[0] not in "=+-@＝＋－＠|"
    narrowed = client.get("/contributors/export.csv?country=FR").content.decode()
    assert [row[0] for row in csv.reader(io.StringIO(narrowed))][1:] == ["Cy"]
    assert "FR (uncertain)" in narrowed


@pytest.mark.parametrize("count", [10, 100])
def test_export_costs_the_same_however_many(client, coordinator, count, django_assert_num_queries):
    for number in range(count):
        claim(contribution(f"Ada {number}"), "skill", "maps")
    sign_in_freshly(client, coordinator)

    # Session, user, roles, keys, the right asked for again in a transaction, contributors and what each did.
    with django_assert_num_queries(14):
        client.get("/contributors/export.csv")


def test_a_name_the_wiki_was_not_asked_about_is_in_no_file(client, coordinator):
    for name in ("Known", "Unasked"):
        contribution(name, page=PageFactory())
    Contributor.objects.filter(username="Unasked").update(account_id=None, standing="unchecked")
    sign_in_freshly(client, coordinator)

    file = client.get("/contributors/export.csv").content.decode()

    assert "Known" in file
    assert "Unasked" not in file
