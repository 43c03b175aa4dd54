# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages and forms of a partnership: who sees what, what is refused and in which words; the lists."""

import uuid
from datetime import timedelta

import pgtrigger
import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership
from partnerships import actions
from partnerships.models import Partnership, StageMove
from partnerships.reports import strip
from partnerships.stages import Phase
from tests.factories import (
    AdvocateFactory,
    InstitutionFactory,
    MouFactory,
    PartnershipFactory,
    member,
)

pytestmark = pytest.mark.django_db
NOTES, LEAD, STEP = "canary-of-the-notes", "Canary Of The Lead", "canary-of-the-next-step"
SUMMARY, WHY = "Open to whoever sees it", "canary-of-the-reason"


@pytest.fixture
def partnership(coordinator):
    """A public one, with a canary in each thing that is not for everybody."""
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate,
        lead=member("coordinator", coordinator.affiliate, wiki_username=LEAD),
        notes=NOTES,
        summary=SUMMARY,
        next_step=STEP,
        next_step_on=timezone.localdate(),
        is_public=True,
    )
    paused = partnership.pipeline.stages.get(phase=Phase.PAUSED)
    partnership = actions.move_to_stage(partnership, paused, by=coordinator, note=WHY)
    return actions.correct_partnership(
        partnership,
        version=partnership.version,
        by=coordinator,
        lead=partnership.lead,
        origin=partnership.origin,
        summary=partnership.summary,
        notes=f"{NOTES} once more",
        is_public=True,
    )


@pytest.fixture
def look(client, request):
    """Fetch a page as somebody: `look("viewer", "/…")`; "public" is nobody."""

    def fetch(person, address, **kwargs):
        client.logout()
        if person != "public":
            client.force_login(request.getfixturevalue(person))
        return client.get(address, **kwargs)

    return fetch


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def page_of(partnership):
    return f"/partnerships/{partnership.pk}/"


# Who sees what

EVERYTHING = {NOTES, LEAD, STEP, SUMMARY, WHY}
SEEN = {
    "coordinator": EVERYTHING,
    "affiliate_admin": EVERYTHING,
    "viewer": EVERYTHING,
    "wmf_staff": {LEAD, STEP, SUMMARY},
    "stranger": {SUMMARY},
    "volunteer": {SUMMARY},
    "platform_admin": {SUMMARY},
    "public": {SUMMARY},
}


@pytest.mark.parametrize("person", SEEN)
def test_page_shows_each_role_only_what_it_may_read(look, partnership, person):
    answer = look(person, page_of(partnership))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert partnership.institution.name in page
    assert {canary for canary in EVERYTHING if canary in page} == SEEN[person]


@pytest.mark.parametrize("person", ["wmf_staff", "stranger", "volunteer", "platform_admin", "public"])
def test_nothing_internal_is_in_any_list_for_outsiders(look, partnership, person):
    pages = [look(person, address) for address in ("/partnerships/", "/moves/?days=90", "/board/")]
    text = "".join(answer.content.decode() for answer in pages)

    assert NOTES not in text
    assert WHY not in text
    assert (LEAD in text) is (person == "wmf_staff")


@pytest.mark.parametrize("person", ["stranger", "volunteer", "platform_admin", "public"])
def test_partnership_that_is_not_public_is_missing_for_others(look, partnership, person):
    Partnership.objects.update(is_public=False)

    assert look(person, page_of(partnership)).status_code == 404
    assert partnership.institution.name not in look(person, "/partnerships/").content.decode()


@pytest.mark.parametrize(
    "person, has_buttons", [("coordinator", True), ("viewer", False), ("wmf_staff", False)]
)
def test_only_those_who_steer_get_forms(look, partnership, person, has_buttons):
    page = look(person, page_of(partnership)).content.decode()

    assert (f"/partnerships/{partnership.pk}/move/" in page) is has_buttons
    assert (f"/partnerships/{partnership.pk}/next-step/" in page) is has_buttons


@pytest.mark.parametrize("door", ["correct", "next-step"])
@pytest.mark.parametrize(
    "person, status", [("viewer", 403), ("wmf_staff", 403), ("stranger", 403), ("volunteer", 403)]
)
def test_forms_refuse_those_who_may_only_look(look, partnership, door, person, status):
    assert look(person, f"{page_of(partnership)}{door}/").status_code == status

    Partnership.objects.update(is_public=False)
    hidden = 404 if person in ("stranger", "volunteer") else status
    assert look(person, f"{page_of(partnership)}{door}/").status_code == hidden


def test_agreements_stand_on_the_page_of_those_who_may_see_them(look, partnership):
    MouFactory(partnership=partnership, title="The first memorandum", signed=True)

    inside, wmf = (look(person, page_of(partnership)).text for person in ("viewer", "wmf_staff"))
    outside = look("public", page_of(partnership)).text

    assert "The first memorandum" in inside
    assert "in force" in inside
    assert "The first memorandum" in wmf
    assert "The first memorandum" not in outside


def test_parts_that_come_after_the_page_are_asked_for_only_by_those_who_may_have_them(look, partnership):
    parts = {
        name: f"{page_of(partnership)}{name}/" for name in ("people", "risks", "notes", "tasks", "follow")
    }

    pages = {person: look(person, page_of(partnership)).text for person in ("viewer", "wmf_staff", "public")}

    asked = {person: {name for name, part in parts.items() if part in page} for person, page in pages.items()}
    assert asked == {"viewer": set(parts), "wmf_staff": {"follow"}, "public": set()}
    for person, names in asked.items():
        assert all(look(person, parts[name]).status_code == 200 for name in names)


def test_strip_says_where_it_stands_and_who_brought_it_there(look, partnership, coordinator):
    stations = look("viewer", page_of(partnership)).context["stations"]

    assert [each.stage.phase for each in stations if each.standing == "here"] == [Phase.PAUSED]
    assert stations[-1].move.by == coordinator
    assert all(each.move is None for each in look("public", page_of(partnership)).context["stations"])


def test_strip_adds_up_the_days_in_each_stage_those_aside_too(partnership, coordinator):
    stages = {stage.phase: stage for stage in partnership.pipeline.stages.all()}
    made = [
        (None, Phase.IDENTIFIED, 0),
        (Phase.IDENTIFIED, Phase.PAUSED, 5),
        (Phase.PAUSED, Phase.IDENTIFIED, 40),
        (Phase.IDENTIFIED, Phase.RESEARCHED, 7),
    ]
    other = PartnershipFactory(
        affiliate=partnership.affiliate,
        phase=Phase.RESEARCHED,
        stage_entered_at=timezone.now() - timedelta(days=3),
    )
    for number, (source, target, days) in enumerate(made):
        StageMove.objects.create(
            partnership=other,
            affiliate=other.affiliate,
            source=stages.get(source),
            target=stages[target],
            by=coordinator,
            days_spent=days,
            moved_at=timezone.now() - timedelta(days=10 - number),
        )

    stations = {each.stage.phase: each for each in strip(other, stages.values(), moves=other.moves.all())}

    assert {phase: each.days for phase, each in stations.items() if each.days is not None} == {
        Phase.IDENTIFIED: 12,
        Phase.PAUSED: 40,
        Phase.RESEARCHED: 3,
    }
    assert stations[Phase.PAUSED].move.by == coordinator
    assert Phase.DECLINED not in stations


def test_a_move_that_was_undone_counts_as_never_made(partnership, coordinator):
    stages = {stage.phase: stage for stage in partnership.pipeline.stages.all()}
    other = PartnershipFactory(affiliate=partnership.affiliate)
    facts = {"partnership": other, "affiliate": other.affiliate, "by": coordinator}
    StageMove.objects.create(**facts, target=stages[Phase.IDENTIFIED])
    wrong = StageMove.objects.create(
        **facts, source=stages[Phase.IDENTIFIED], target=stages[Phase.PAUSED], days_spent=9
    )
    StageMove.objects.create(
        **facts, source=stages[Phase.PAUSED], target=stages[Phase.IDENTIFIED], undoes=wrong
    )

    stations = {each.stage.phase: each for each in strip(other, stages.values(), moves=other.moves.all())}

    assert Phase.PAUSED not in stations
    assert stations[Phase.IDENTIFIED].days == 0


def test_page_stays_within_twelve_queries(desk, partnership, django_assert_max_num_queries):
    other = member("admin", partnership.affiliate)
    for number in range(20):
        partnership = actions.correct_partnership(
            partnership,
            version=partnership.version,
            by=other,
            lead=other if number % 2 else partnership.lead,
            origin=partnership.origin,
            summary=f"Version {number}",
            notes="",
            is_public=True,
        )
        AdvocateFactory(institution=partnership.institution, affiliate=partnership.affiliate)
        MouFactory(partnership=partnership)

    with django_assert_max_num_queries(12):
        desk.get(f"{page_of(partnership)}?from=/partnerships/%3Fopen%3D1")


# Opening


@pytest.fixture
def opening(coordinator):
    return {
        "affiliate": coordinator.affiliate.pk,
        "lead": coordinator.pk,
        "origin": "affiliate",
        "summary": "They hold what we lack.",
        "next_step": "Write to the head of collections",
        "next_step_on": "2030-01-31",
        "form_key": str(uuid.uuid4()),
    }


def test_open_leads_to_the_partnership_and_a_second_click_to_the_same(desk, opening):
    address = f"/institutions/{InstitutionFactory().pk}/open-partnership/"

    first, second = desk.post(address, opening), desk.post(address, opening)

    opened = Partnership.objects.get()
    assert (opened.phase, opened.next_step) == (Phase.IDENTIFIED, "Write to the head of collections")
    assert first.headers["Location"] == second.headers["Location"] == page_of(opened)


def test_second_open_partnership_with_the_same_institution_is_refused_in_words(desk, opening):
    address = f"/institutions/{InstitutionFactory().pk}/open-partnership/"
    desk.post(address, opening)

    answer = desk.post(address, opening | {"form_key": str(uuid.uuid4())})

    assert answer.status_code == 422
    assert "already has an open partnership" in answer.content.decode()
    assert "They hold what we lack." in answer.content.decode()
    assert Partnership.objects.count() == 1


def test_lead_of_another_of_my_affiliates_is_refused_in_words(desk, coordinator, opening):
    elsewhere = member("coordinator")
    Membership.objects.create(user=coordinator, affiliate=elsewhere.affiliate, role="coordinator")
    institution = InstitutionFactory()

    answer = desk.post(f"/institutions/{institution.pk}/open-partnership/", opening | {"lead": elsewhere.pk})

    assert answer.status_code == 422
    assert "needs the role of coordinator" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"affiliate": "foreign"}, "Select a valid choice"),
        ({"lead": "viewer"}, "Select a valid choice"),
        ({"next_step": ""}, "Say what is to be done"),
        ({"next_step_on": "31.31.2030"}, "Enter a valid date"),
        ({"origin": "moon"}, "Select a valid choice"),
    ],
)
def test_opening_with_bad_input_names_the_field_and_the_reason(desk, opening, viewer, stranger, wrong, words):
    ids = {"foreign": stranger.affiliate.pk, "viewer": viewer.pk}
    wrong = {name: ids.get(value, value) for name, value in wrong.items()}

    answer = desk.post(f"/institutions/{InstitutionFactory().pk}/open-partnership/", opening | wrong)

    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors[next(iter(wrong))])
    assert not Partnership.objects.exists()


@pytest.mark.parametrize("person", ["viewer", "wmf_staff", "volunteer"])
def test_opening_is_for_coordinators(look, person):
    assert look(person, f"/institutions/{InstitutionFactory().pk}/open-partnership/").status_code == 403


def test_opening_with_an_institution_that_is_not_there(look):
    assert look("coordinator", "/institutions/987654/open-partnership/").status_code == 404


# Correcting and planning


def corrections(partnership, **changes):
    return {
        "lead": partnership.lead_id,
        "origin": partnership.origin,
        "summary": "A better summary",
        "notes": "Better notes",
        "is_public": "on",
        "version": partnership.version,
    } | changes


def test_correction_is_kept_and_leads_back(desk, partnership):
    answer = desk.post(f"{page_of(partnership)}correct/", corrections(partnership))

    assert answer.headers["Location"] == page_of(partnership)
    partnership.refresh_from_db()
    assert (partnership.summary, partnership.notes) == ("A better summary", "Better notes")


def test_correction_cannot_hand_it_to_somebody_outside(desk, partnership, stranger, viewer):
    for outsider in (stranger, viewer):
        answer = desk.post(f"{page_of(partnership)}correct/", corrections(partnership, lead=outsider.pk))
        assert answer.status_code == 422
        assert "lead" in answer.context["form"].errors


def test_lead_who_left_stays_until_another_is_chosen(desk, partnership):
    partnership.lead.memberships.update(ended_at=timezone.now())

    answer = desk.post(f"{page_of(partnership)}correct/", corrections(partnership))

    assert answer.status_code == 302


def test_next_step_is_planned_and_cleared(desk, partnership):
    address = f"{page_of(partnership)}next-step/"

    desk.post(address, {"next_step": "Meet", "next_step_on": "2031-02-03", "version": partnership.version})
    partnership.refresh_from_db()
    assert (partnership.next_step, str(partnership.next_step_on)) == ("Meet", "2031-02-03")

    desk.post(address, {"next_step": "", "next_step_on": "", "version": partnership.version})
    partnership.refresh_from_db()
    assert (partnership.next_step, partnership.next_step_on) == ("", None)


def test_day_without_a_step_is_refused_in_words(desk, partnership):
    answer = desk.post(
        f"{page_of(partnership)}next-step/", {"next_step_on": "2031-02-03", "version": partnership.version}
    )

    assert answer.status_code == 422
    assert "Say what is to be done on that day" in answer.content.decode()


def test_forms_want_a_csrf_token(coordinator, partnership):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(coordinator)

    for door in ("correct", "next-step", "move"):
        assert strict.post(f"{page_of(partnership)}{door}/", {}).status_code == 403


# Lists


def listed(answer):
    return {row.pk for row, _card, _inside in answer.context["rows"]}


def test_list_narrows_by_what_dashboards_link_to(look, partnership):
    other = PartnershipFactory(institution__country="PT", phase=Phase.PILOT)
    both = {partnership.pk, other.pk}

    assert listed(look("wmf_staff", "/partnerships/")) == both
    for query, expected in [
        ("phase=pilot", {other.pk}),
        ("phase=paused", {partnership.pk}),
        ("country=PT", {other.pk}),
        (f"affiliate={partnership.affiliate_id}", {partnership.pk}),
        (f"lead={other.lead_id}", {other.pk}),
        (f"q={partnership.institution.name}", {partnership.pk}),
        ("next_step=today", {partnership.pk}),
        ("open=1", both),
        ("phase=moon&affiliate=x&sort=y&lead=z", both),
    ]:
        assert listed(look("wmf_staff", f"/partnerships/?{query}")) == expected, query


def test_list_of_open_ones_leaves_out_the_closed(look, partnership):
    PartnershipFactory(affiliate=partnership.affiliate, phase=Phase.ENDED)

    assert listed(look("viewer", "/partnerships/?open=1")) == {partnership.pk}
    assert len(listed(look("viewer", "/partnerships/"))) == 2


@pytest.mark.parametrize("query", ["lead={lead}", "next_step=today", "stale=1"])
def test_filters_tell_strangers_nothing_about_public_partnerships(look, partnership, query):
    # While a step is planned a partnership does not go stale.
    planned = {} if "today" in query else {"next_step_on": None}
    Partnership.objects.update(stage_entered_at=timezone.now() - timedelta(days=999), **planned)
    address = "/partnerships/?" + query.format(lead=partnership.lead_id)

    assert listed(look("coordinator", address)) == {partnership.pk}
    assert listed(look("public", address)) == set()
    assert listed(look("stranger", address)) == set()


@pytest.mark.parametrize("number", [3, 30])
def test_list_costs_the_same_few_queries(desk, partnership, django_assert_max_num_queries, number):
    for _ in range(number):
        PartnershipFactory(affiliate=partnership.affiliate)

    with django_assert_max_num_queries(8):
        desk.get("/partnerships/")


def test_list_is_paged(desk, partnership):
    for _ in range(51):
        PartnershipFactory(affiliate=partnership.affiliate)

    first, second = desk.get("/partnerships/"), desk.get("/partnerships/?page=2")

    assert len(listed(first)) == 50
    assert len(listed(second)) == 2
    assert listed(first).isdisjoint(listed(second))


@pytest.mark.parametrize(
    "person, status", [("volunteer", 403), ("platform_admin", 403), ("public", 302), ("viewer", 200)]
)
def test_moves_are_for_those_who_see_partnerships_from_inside(look, partnership, person, status):
    assert look(person, "/moves/").status_code == status


def test_moves_are_the_latest_first_and_only_from_inside(look, partnership, coordinator):
    contacted = partnership.pipeline.stages.get(phase=Phase.CONTACTED)
    actions.move_to_stage(partnership, contacted, by=coordinator)
    foreign = PartnershipFactory(is_public=True)
    actions.move_to_stage(foreign, foreign.pipeline.stages.get(phase=Phase.RESEARCHED), by=foreign.lead)

    def phases(person, query=""):
        return [move.target.phase for move in look(person, f"/moves/?{query}").context["page"]]

    assert phases("viewer") == [Phase.CONTACTED, Phase.PAUSED]
    assert phases("wmf_staff") == [Phase.RESEARCHED, Phase.CONTACTED, Phase.PAUSED]
    assert phases("wmf_staff", f"affiliate={foreign.affiliate_id}") == [Phase.RESEARCHED]
    assert len(phases("wmf_staff", "days=0&affiliate=x")) == 3
    with pgtrigger.ignore("partnerships.StageMove:append_only"):  # time has passed
        StageMove.objects.filter(target__phase=Phase.PAUSED).update(
            moved_at=timezone.now() - timedelta(days=91)
        )
    assert phases("viewer", "days=90") == [Phase.CONTACTED]


@pytest.mark.parametrize("number", [3, 30])
def test_moves_cost_the_same_few_queries(desk, coordinator, django_assert_max_num_queries, number):
    for _ in range(number):
        opened = PartnershipFactory(affiliate=coordinator.affiliate)
        actions.move_to_stage(opened, opened.pipeline.stages.get(phase=Phase.RESEARCHED), by=coordinator)

    with django_assert_max_num_queries(7):
        desk.get("/moves/")
