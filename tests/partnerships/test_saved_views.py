# SPDX-License-Identifier: GPL-3.0-or-later
"""Saved views of the board and the list: the menu of each page, and what a view brings back."""

import uuid

import pytest

from teamwork.models import SavedView
from tests.factories import PartnershipFactory

pytestmark = pytest.mark.django_db
MENU = "/views/menu/?page=partnerships%3Aboard&amp;query=q%3Dtides"


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, institution__name="Tides")
    return client


def keep(client, page, query, **answers):
    body = {"page": page, "query": query, "name": "Mine", "reach": "mine", "form_key": uuid.uuid4()}
    return client.post("/views/save/", body | answers)


def test_board_has_a_slot_for_its_views_with_a_plain_link(desk):
    page = desk.get("/board/?q=tides").content.decode()

    assert f'hx-get="{MENU}"' in page
    assert f'<a href="{MENU}">' in page


@pytest.mark.parametrize(
    "page, address", [("partnerships:board", "/board/"), ("partnerships:partnership-list", "/partnerships/")]
)
def test_view_kept_from_a_page_leads_back_to_its_filters(desk, page, address):
    query = "q=tides&match=any&where=0%3Acountry%3Ais%3APT&where=0%3Aname%3Ahas%3Atides&page=3"

    answer = keep(desk, page, query)

    assert answer.status_code == 302
    assert answer.headers["Location"] == SavedView.objects.get().get_absolute_url()
    assert answer.headers["Location"].startswith(f"{address}?q=tides&match=any&where=")
    assert "page=" not in answer.headers["Location"]
    shown = desk.get(answer.headers["Location"])
    assert shown.context["filters"].form["q"].value() == "tides"
    assert len(shown.context["filters"].conditions.rows) == 2


def test_view_is_seen_by_those_it_is_for(desk, coordinator, viewer, stranger):
    for reach in ("mine", "affiliate", "shared"):
        SavedView.objects.create(
            page="partnerships:board",
            name=reach,
            owner=coordinator,
            reach=reach,
            affiliate=coordinator.affiliate,
        )

    def seen_by(user):
        desk.force_login(user)
        page = desk.get(
            "/views/menu/?page=partnerships:board", headers={"HX-Request": "true"}
        ).content.decode()
        return {name for name in ("mine", "affiliate", "shared") if f"<bdi>{name}</bdi>" in page}

    assert seen_by(coordinator) == {"mine", "affiliate", "shared"}
    assert seen_by(viewer) == {"affiliate", "shared"}
    assert seen_by(stranger) == {"shared"}


def test_own_view_is_thrown_away_and_no_other(desk, coordinator, viewer):
    view = SavedView.objects.create(page="partnerships:board", name="V", owner=coordinator, reach="shared")
    desk.force_login(viewer)
    assert desk.post(f"/views/{view.pk}/forget/").status_code == 403

    desk.force_login(coordinator)
    desk.post(f"/views/{view.pk}/forget/")

    assert not SavedView.objects.exists()
