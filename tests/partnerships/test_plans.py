# SPDX-License-Identifier: GPL-3.0-or-later
"""No list, search, board or map reads all institutions or partnerships where there are many: the plans say so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Affiliate, Membership, User
from tests.bench import data
from tests.plans import have_the_planner_know, many_rows, read_whole, scanned

pytestmark = pytest.mark.django_db
ROWS = 20_000
BIG = {"partnerships_institution", "partnerships_partnership"}


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    """Twenty thousand institutions with a partnership each, gone after the module."""
    with many_rows(django_db_blocker, BIG):
        lead = data.fill(ROWS, moves_each=1)
        have_the_planner_know(BIG)
        yield lead


@pytest.fixture
def staff(crowd, client):
    """The browser of somebody who coordinates one affiliate and sees all."""
    client.force_login(crowd)
    return client


@pytest.fixture
def desk(crowd, client):
    """The browser of somebody who sees one affiliate."""
    user = User.objects.create(username="desk")
    Membership.objects.create(user=user, affiliate=crowd.memberships.get().affiliate, role="coordinator")
    client.force_login(user)
    return client


def read_whole_for(client, address) -> list[str]:
    """The statements of an answer that read one of the big tables from end to end."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return read_whole([each["sql"] for each in captured], BIG)


@pytest.mark.parametrize(
    "query",
    [
        "country=FR",
        "country=FR&kind=museum",
        "country=FR&sector=science&sort=newest",
        "sector=science",
        "collects=maps",
        "sector=science&collects=maps&sort=newest",
        "country=FR&partnership=yes",
        "q=umbrellas+4242",
        "q=umbrel",
        "q=umbrellas",
        "q=4242&country=FR&kind=museum",
    ],
)
def test_filtered_list_of_institutions_is_found_by_indexes(staff, query):
    assert read_whole_for(staff, f"/institutions/?{query}") == []


@pytest.mark.parametrize("query", ["", "?q=4242", "?country=FR", "?next_step=overdue"])
def test_board_is_found_by_indexes(desk, query):
    assert read_whole_for(desk, f"/board/{query}") == []


@pytest.mark.parametrize("query", ["", "&q=4242", "&phase=pilot", "&open=on&stale=on", "&sort=stage"])
def test_list_of_an_affiliates_partnerships_is_found_by_indexes(desk, query):
    mine = f"/partnerships/?affiliate={Affiliate.objects.earliest('pk').pk}"
    desk.get(mine)  # the choices of the filters are read from all and remembered

    assert read_whole_for(desk, f"{mine}{query}") == []


@pytest.mark.parametrize("query", ["kind=museum&country=FR", "kind=museum", "country=FR&show=partnerships"])
def test_narrowed_map_is_found_by_indexes(staff, query):
    assert read_whole_for(staff, f"/map/?{query}") == []


def test_search_of_everything_is_found_by_indexes(staff):
    assert read_whole_for(staff, "/search/?q=umbrellas+4242") == []


def test_a_read_from_end_to_end_would_be_seen(crowd):
    assert scanned("SELECT max(place) FROM partnerships_institution") == {"partnerships_institution"}
