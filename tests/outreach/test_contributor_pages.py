# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of contributors and one contributor's page: open to all, but for those who asked to be left out."""

import pytest

from outreach.models import Contribution
from tests.factories import ContributorFactory, PageFactory

LIST = "/contributors/"
pytestmark = pytest.mark.django_db


def contribution(username, role="edited", *, page=None, **fields):
    contributor = ContributorFactory(username=username, **fields.pop("person", {}))
    fields = {"confidence": 1.0, "revision": 5} | fields
    return Contribution.objects.create(
        contributor=contributor, page=page or PageFactory(), role=role, **fields
    )


def names(response):
    return [row.contributor.username for row in response.context["rows"]]


def test_list_is_public_and_in_order(client):
    contribution("Borislav Sample")
    contribution("Ada Example")

    assert names(client.get(LIST)) == ["Ada Example", "Borislav Sample"]


def test_list_leaves_out_those_who_asked_and_those_with_nothing_left(client):
    contribution("Left Out", person={"is_opted_out": True})
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
    assert "<bdi>C</bdi>, …" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_however_many_contributors(client, count, django_assert_num_queries):
    for number in range(count):
        contribution(f"Ada {number}")

    with django_assert_num_queries(4):  # count, contributors, number and titles of their pages
        response = client.get(LIST)

    assert len(names(response)) == count


def test_page_shows_the_work_with_its_revision_and_its_address_on_the_wiki(client):
    page = PageFactory(title="GLAM/Case studies/Who owns it? 100 % open", revision=77)
    row = contribution(
        "Ada Example", role="named", page=page, revision=70, affiliation="WMNW", confidence=0.5
    )

    response = client.get(row.contributor.get_absolute_url())

    address = "https://wiki.example.org/wiki/GLAM/Case_studies/Who_owns_it%3F_100_%25_open"
    assert response.context["rows"] == [(row, address, f"{address}?oldid=70")]
    html = response.content.decode()
    assert ("WMNW" in html, "uncertain" in html) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_however_much_work(client, count, django_assert_num_queries):
    first = contribution("Ada Example")
    for _ in range(count - 1):
        Contribution.objects.create(
            contributor=first.contributor, page=PageFactory(), role="edited", revision=1
        )

    with django_assert_num_queries(3):  # the contributor, count, work
        client.get(first.contributor.get_absolute_url())


def test_page_of_one_who_asked_to_be_left_out_is_not_there(client):
    row = contribution("Left Out", person={"is_opted_out": True})

    assert client.get(row.contributor.get_absolute_url()).status_code == 404


def test_page_of_one_with_nothing_left_says_so(client):
    row = contribution("Gone", page=PageFactory(state="gone"))

    assert "no longer on the wiki" in client.get(row.contributor.get_absolute_url()).content.decode()
