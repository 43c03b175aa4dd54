# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with a partnership as a whole: finish a step, remove, restore, go on to the next, count."""

from datetime import timedelta

import pytest
from django.utils import timezone

from journal.models import Entry
from partnerships import actions
from partnerships.errors import RemovalReasonMissing
from partnerships.models import Partnership
from partnerships.reports import outcomes_by_origin
from partnerships.stages import Phase
from tests.factories import PartnershipFactory

pytestmark = pytest.mark.django_db
STEP = "Write to the head of collections"


@pytest.fixture
def partnership(coordinator):
    """A paused one: two versions old, public, with a step planned for today."""
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate, next_step=STEP, next_step_on=timezone.localdate(), is_public=True
    )
    paused = partnership.pipeline.stages.get(phase=Phase.PAUSED)
    return actions.move_to_stage(partnership, paused, by=coordinator, note="Summer")


@pytest.fixture
def look(client, request):
    """Fetch a page as somebody: `look("viewer", "/…")`; "public" is nobody."""

    def fetch(person, address):
        client.logout()
        if person != "public":
            client.force_login(request.getfixturevalue(person))
        return client.get(address)

    return fetch


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def page_of(partnership):
    return f"/partnerships/{partnership.pk}/"


# The next step is done


def test_done_asks_for_the_next_one(desk, partnership):
    answer = desk.post(
        f"{page_of(partnership)}next-step/done/", {"version": partnership.version}, follow=True
    )

    assert answer.redirect_chain[-1][0] == f"{page_of(partnership)}next-step/?done=1"
    assert "What comes next?" in answer.text
    partnership.refresh_from_db()
    assert (partnership.next_step, partnership.next_step_on) == ("", None)
    line = Entry.objects.about(partnership).newest().first()
    assert (line.verb, line.before) == ("partnership.step_done", STEP)


def test_done_by_htmx_answers_with_the_form_for_the_next_one(desk, partnership):
    answer = desk.post(
        f"{page_of(partnership)}next-step/done/",
        {"version": partnership.version},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 200
    assert 'name="next_step"' in answer.text
    assert "<h1" not in answer.text


@pytest.mark.parametrize("version", ["old", "", "x"])
def test_done_of_what_somebody_else_has_changed_is_refused(desk, partnership, version):
    sent = str(partnership.version - 1) if version == "old" else version
    headers = {"HX-Request": "true"}
    answer = desk.post(f"{page_of(partnership)}next-step/done/", {"version": sent}, headers=headers)

    assert answer.status_code == 409
    partnership.refresh_from_db()
    assert partnership.next_step == STEP


# Removing


def test_removed_partnership_leaves_every_list_and_comes_back(look, client, partnership, affiliate_admin):
    look("affiliate_admin", "/")
    address, name = page_of(partnership), partnership.institution.name
    answer = client.post(f"{address}remove/", {"reason": "Opened twice", "version": partnership.version})

    assert answer.headers["Location"] == "/partnerships/removed/"
    assert "Opened twice" in client.get("/partnerships/removed/").text
    for place in (address, f"{address}correct/", f"{address}people/", f"{address}edit/summary/"):
        assert client.get(place).status_code == 404, place
    for place in ("/partnerships/", "/board/", "/moves/"):
        assert name not in client.get(place).text, place
    assert name not in look("public", "/partnerships/").text

    look("affiliate_admin", "/")
    back = client.post(f"{address}restore/", follow=True)
    assert back.status_code == 200
    assert name in client.get("/partnerships/").text
    verbs = [entry.verb for entry in Entry.objects.about(partnership).newest()[:2]]
    assert verbs == ["partnership.restored", "partnership.removed"]


def test_removing_wants_a_reason(look, client, partnership):
    look("affiliate_admin", "/")

    answer = client.post(f"{page_of(partnership)}remove/", {"reason": "  ", "version": partnership.version})

    assert answer.status_code == 422
    assert Partnership.objects.kept().filter(pk=partnership.pk).exists()


def test_removing_by_the_action_wants_a_reason_too(partnership, affiliate_admin):
    with pytest.raises(RemovalReasonMissing):
        actions.remove_partnership(partnership, by=affiliate_admin, reason=" ")

    assert Partnership.objects.kept().filter(pk=partnership.pk).exists()


def test_restoring_is_refused_when_another_has_taken_its_place(look, client, partnership, affiliate_admin):
    actions.remove_partnership(partnership, by=affiliate_admin, reason="Opened twice")
    PartnershipFactory(affiliate=partnership.affiliate, institution=partnership.institution)
    look("affiliate_admin", "/")

    answer = client.post(f"{page_of(partnership)}restore/", follow=True)

    assert "already has an open partnership" in answer.text
    assert not Partnership.objects.kept().filter(pk=partnership.pk).exists()


# Next and previous


def test_record_knows_its_place_in_the_list_it_came_from(desk, partnership):
    others = [PartnershipFactory(affiliate=partnership.affiliate, phase=Phase.PILOT) for _ in range(4)]
    listed = [row.pk for row, *_rest in desk.get("/partnerships/?phase=pilot").context["rows"]]
    assert len(listed) == 4

    seen, address = [], f"{page_of(others[-1])}?from=/partnerships/%3Fphase%3Dpilot"
    while address:
        origin = desk.get(address).context["origin"]
        seen.append((origin.place, origin.total, int(address.split("/")[2])))
        address = origin.next

    assert seen == [(number, 4, pk) for number, pk in enumerate(listed, 1)]
    assert origin.previous.startswith(f"/partnerships/{listed[-2]}/?from=")
    assert origin.back == "/partnerships/?phase=pilot"


@pytest.mark.parametrize("came_from", ["/partnerships/", "/board/"])
def test_place_in_the_list_tells_nothing_of_partnerships_of_others(desk, partnership, came_from):
    for _number in range(3):
        PartnershipFactory()

    origin = desk.get(f"{page_of(partnership)}?from={came_from}").context["origin"]

    assert origin.total == 1
    assert (origin.previous, origin.next) == ("", "")


@pytest.mark.parametrize("order", ["name", "-name", "stage", "-stage", ""])
def test_next_follows_the_order_of_the_list(desk, partnership, order):
    for number in range(3):
        PartnershipFactory(
            affiliate=partnership.affiliate,
            institution__name=f"Museum {number % 2}",
            stage_entered_at=timezone.now() - timedelta(days=number % 2),
        )
    query = f"/partnerships/%3Fsort%3D{order}"
    pages = [f"/partnerships/{row.pk}/?from={query}" for row in Partnership.objects.all()]

    origins = {page: desk.get(page).context["origin"] for page in pages}

    assert sorted(origin.place for origin in origins.values()) == [1, 2, 3, 4]
    assert sum(not origin.next for origin in origins.values()) == 1
    assert sum(not origin.previous for origin in origins.values()) == 1


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//x.example/", "/sign-out/", "javascript:1", ""]
)
def test_only_our_own_lists_are_believed(desk, partnership, back):
    assert desk.get(page_of(partnership), {"from": back}).context["origin"] is None


def test_a_record_that_left_the_list_says_so(desk, partnership):
    answer = desk.get(page_of(partnership), {"from": "/partnerships/?phase=pilot"})

    assert "No longer in the list" in answer.text


def test_the_board_is_a_list_too(desk, partnership):
    first = PartnershipFactory(affiliate=partnership.affiliate)
    back = f"/board/?pipeline={partnership.pipeline_id}"

    origin = desk.get(page_of(first), {"from": back}).context["origin"]

    assert (origin.place, origin.total) == (1, 2)
    assert origin.next.startswith(page_of(partnership))


# Who started it, and what became of it


def test_outcomes_are_counted_by_who_started_it(partnership):
    affiliate = partnership.affiliate
    for phase, origin in [
        (Phase.ACTIVE, "institution"),
        (Phase.SUSTAINING, "institution"),
        (Phase.PILOT, "institution"),
        (Phase.DECLINED, "affiliate"),
    ]:
        PartnershipFactory(affiliate=affiliate, phase=phase, origin=origin)
    PartnershipFactory(affiliate=affiliate, phase=Phase.ACTIVE, origin="funder", removed_at=timezone.now())

    rows = {row.origin: row for row in outcomes_by_origin(Partnership.objects.filter(affiliate=affiliate))}

    by_institution, by_affiliate = rows["institution"], rows["affiliate"]
    assert (by_institution.total, by_institution.active, by_institution.on_the_way) == (3, 2, 1)
    assert by_institution.share == pytest.approx(2 / 3)
    assert (by_affiliate.total, by_affiliate.ended, by_affiliate.share) == (2, 1, 0)
    assert (rows["funder"].total, rows["funder"].share) == (0, None)
