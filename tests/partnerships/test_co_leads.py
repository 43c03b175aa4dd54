# SPDX-License-Identifier: GPL-3.0-or-later
"""Several affiliates leading one partnership: proposing, answering, ending; and what each may then do."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from accounts.actions import end_role
from dashboards.reports import count
from journal.models import Entry
from partnerships import actions
from partnerships.errors import (
    AnsweredAlready,
    CoLeadUnderWay,
    LeadOutsideAffiliate,
    LeadWouldLeave,
    NotToBeShared,
    OpensItAlready,
)
from partnerships.models import CoLead, Mou, Partnership, Stage, StageMove
from partnerships.permissions import may_steer, readers_of
from partnerships.stages import Phase
from teamwork.models import Notice
from tests.factories import (
    AdvocateFactory,
    AffiliateFactory,
    CoLeadFactory,
    CommitmentFactory,
    MouFactory,
    PartnershipFactory,
    UserFactory,
    member,
)
from tests.threads import at_once
from work.models import Message

__all__ = ["at_once"]
pytestmark = pytest.mark.django_db
NOTES, STEP, ADVOCATE = "Secret notes", "Canary of the next step", "Canary Of The Advocate"


@pytest.fixture
def partnership(coordinator):
    """Opened by the coordinator's affiliate, with something internal in every corner."""
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate, lead=coordinator, notes=NOTES, next_step=STEP
    )
    AdvocateFactory(institution=partnership.institution, affiliate=coordinator.affiliate, name=ADVOCATE)
    return partnership


@pytest.fixture
def partner():
    """A coordinator of the affiliate that is to join."""
    return member("coordinator", email="partner@example.org", language="ar")


@pytest.fixture
def proposal(partnership, partner):
    return CoLeadFactory(partnership=partnership, affiliate=partner.affiliate)


@pytest.fixture
def shared(partnership, partner):
    return CoLeadFactory(partnership=partnership, affiliate=partner.affiliate, accepted=True)


def desk(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def correct(partnership, **changes):
    facts = {"origin": partnership.origin, "summary": "", "notes": "", "is_public": False}
    return actions.correct_partnership(partnership, version=partnership.version, **(facts | changes))


# The actions.


def test_proposal_is_made_recorded_and_told_in_the_others_language(partnership, coordinator, partner):
    co_lead = actions.propose_co_lead(partnership, partner.affiliate, by=coordinator, message=" Join us. ")

    assert (co_lead.state, co_lead.message, co_lead.asked_by_affiliate) == (
        "proposed",
        "Join us.",
        coordinator.affiliate,
    )
    entry = Entry.objects.get()
    assert (entry.verb, entry.after, entry.thread_id) == (
        "colead.proposed",
        str(partner.affiliate),
        partnership.pk,
    )
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.address) == (
        partner,
        "colead.proposed",
        co_lead.get_absolute_url(),
    )
    assert Message.objects.get().payload["to"] == "partner@example.org"
    assert NOTES not in str(Message.objects.get().payload) + str(notice.words)


def test_an_affiliate_asks_to_join_and_the_opening_one_is_told(partnership, coordinator, partner):
    co_lead = actions.propose_co_lead(partnership, partner.affiliate, by=partner, asked_by=partner.affiliate)

    assert co_lead.asked_affiliate_id == coordinator.affiliate.pk
    assert Notice.objects.get().user == coordinator


def test_proposal_to_the_opening_affiliate_is_refused(partnership, coordinator):
    with pytest.raises(OpensItAlready):
        actions.propose_co_lead(partnership, coordinator.affiliate, by=coordinator)

    assert not CoLead.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("phase", [Phase.ENDED, Phase.DECLINED])
def test_proposal_for_a_closed_partnership_is_refused(phase, partner):
    closed = PartnershipFactory(phase=phase)

    with pytest.raises(NotToBeShared):
        actions.propose_co_lead(closed, partner.affiliate, by=closed.lead)

    assert not CoLead.objects.exists()


def test_second_proposal_is_refused_from_either_side(partnership, partner, proposal):
    with pytest.raises(CoLeadUnderWay):
        actions.propose_co_lead(partnership, partner.affiliate, by=partner, asked_by=partner.affiliate)

    assert CoLead.objects.get() == proposal


def test_declined_proposal_may_be_made_again(partnership, coordinator, partner, proposal):
    actions.decline_co_lead(proposal, by=partner)

    actions.propose_co_lead(partnership, partner.affiliate, by=coordinator)

    assert sorted(CoLead.objects.values_list("state", flat=True)) == ["declined", "proposed"]


@pytest.mark.parametrize(
    ("act", "state", "verb", "told"),
    [
        ("accept_co_lead", "accepted", "colead.accepted", "colead.accepted"),
        ("decline_co_lead", "declined", "colead.declined", "colead.declined"),
        ("withdraw_co_lead", "ended", "colead.withdrawn", None),
    ],
)
def test_answer_is_written_recorded_and_told(act, state, verb, told, proposal, partner):
    answered = getattr(actions, act)(proposal, by=partner)

    assert (answered.state, answered.answered_by) == (state, partner)
    assert Entry.objects.get().verb == verb
    assert [notice.kind for notice in Notice.objects.all()] == ([told] if told else [])


@pytest.mark.parametrize("act", ["accept_co_lead", "decline_co_lead", "withdraw_co_lead"])
def test_answering_twice_is_refused(act, shared, partner):
    with pytest.raises(AnsweredAlready):
        getattr(actions, act)(shared, by=partner)

    assert CoLead.objects.get().state == "accepted"
    assert not Entry.objects.exists()


def test_accepting_when_the_partnership_has_closed_is_refused(partner):
    proposal = CoLeadFactory(affiliate=partner.affiliate, partnership__phase=Phase.ENDED)

    with pytest.raises(NotToBeShared):
        actions.accept_co_lead(proposal, by=partner)

    assert CoLead.objects.get().state == "proposed"


def test_end_tells_both_sides_and_is_recorded(shared, coordinator, partner):
    actions.end_co_lead(shared, by=partner)

    assert CoLead.objects.get().state == "ended"
    assert Entry.objects.get().verb == "colead.ended"
    assert [notice.user for notice in Notice.objects.all()] == [coordinator]


def test_end_of_a_proposal_is_refused(proposal, coordinator):
    with pytest.raises(AnsweredAlready):
        actions.end_co_lead(proposal, by=coordinator)


def test_end_is_refused_while_the_lead_comes_from_the_affiliate_that_leaves(shared, partnership, partner):
    correct(partnership, lead=partner, by=partner)

    with pytest.raises(LeadWouldLeave):
        actions.end_co_lead(shared, by=partner)

    assert CoLead.objects.get().state == "accepted"


def test_lead_may_come_from_any_affiliate_that_leads_it(shared, partnership, partner, stranger):
    assert correct(partnership, lead=partner, by=partner).lead == partner

    partnership.refresh_from_db()
    with pytest.raises(LeadOutsideAffiliate):
        correct(partnership, lead=stranger, by=partner)


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_get_one_answer(at_once):
    proposal = CoLeadFactory()
    other = UserFactory()
    answers = iter([actions.accept_co_lead, actions.decline_co_lead])

    results = at_once(lambda: next(answers)(proposal, by=other))

    assert sorted(type(result).__name__ for result in results) == ["AnsweredAlready", "CoLead"]
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_propose_at_once_make_one_proposal(at_once):
    partnership, affiliate = PartnershipFactory(), AffiliateFactory()

    results = at_once(lambda: actions.propose_co_lead(partnership, affiliate, by=partnership.lead))

    assert sorted(type(result).__name__ for result in results) == ["CoLead", "CoLeadUnderWay"]
    assert CoLead.objects.count() == 1


# What may be seen and done, at every door of a partnership.


def doors(prefix: str) -> list[str]:
    """The routes below `prefix`, as they stand in the list of doors."""
    partnerships = next(
        each for each in get_resolver().url_patterns if getattr(each, "app_name", "") == "partnerships"
    )
    return sorted(
        route for pattern in partnerships.url_patterns if (route := str(pattern.pattern)).startswith(prefix)
    )


# Not shared: inviting others, removing what one has not opened, and the opening affiliate's advocates.
OWN_ONLY = re.compile(r"^partnerships/<int:pk>/(co-leads/propose|remove|restore|advocates)/$")
SHARED_DOORS = [
    route
    for prefix in ("partnerships/<int:pk>/", "agreements/<int:pk>/", "commitments/<int:pk>/")
    for route in doors(prefix)
    if not OWN_ONLY.match(route)
]


def test_the_doors_of_a_partnership_are_found():
    assert len(SHARED_DOORS) >= 12


@pytest.fixture
def in_every_corner(partnership):
    mou = MouFactory(partnership=partnership)
    return {
        "partnerships": partnership.pk,
        "agreements": mou.pk,
        "commitments": CommitmentFactory(mou=mou).pk,
    }


@pytest.mark.parametrize("role", ["viewer", "coordinator", "admin"])
@pytest.mark.parametrize("route", SHARED_DOORS)
def test_whoever_co_leads_gets_the_answer_of_the_opening_affiliate(route, role, in_every_corner, shared):
    kind = route.partition("/")[0]
    address = "/" + re.sub(r"<int:\w+>", str(in_every_corner[kind]), route)
    opening = desk(member(role, shared.partnership.affiliate))
    joined = desk(member(role, shared.affiliate))
    outside = desk(member(role))

    for method in ("get", "post"):
        expected = getattr(opening, method)(address).status_code
        assert getattr(joined, method)(address).status_code == expected, method
        assert getattr(outside, method)(address).status_code in (404, 405), method


@pytest.mark.parametrize("state", ["proposed", "declined", "ended"])
@pytest.mark.parametrize("route", SHARED_DOORS)
def test_nothing_is_shared_before_the_answer_or_after_the_end(
    route, state, in_every_corner, proposal, partner
):
    CoLead.objects.update(state=state)
    address = "/" + re.sub(r"<int:\w+>", str(in_every_corner[route.partition("/")[0]]), route)

    assert desk(partner).get(address).status_code in (404, 405)


def test_sharing_ends_at_the_next_request(shared, partnership, partner, affiliate_admin):
    client, address = desk(partner), partnership.get_absolute_url()
    assert client.get(address).status_code == 200

    actions.end_co_lead(shared, by=affiliate_admin)

    assert client.get(address).status_code == 404


def test_sharing_ends_with_the_role(shared, partnership, partner):
    client, address = desk(partner), partnership.get_absolute_url()
    assert client.get(address).status_code == 200

    end_role(partner.memberships.get(), by=None)

    assert client.get(address).status_code == 404


def test_a_viewer_in_the_co_leading_affiliate_reads_but_does_not_steer(shared, partnership):
    reader = member("viewer", shared.affiliate)

    assert NOTES in desk(reader).get(partnership.get_absolute_url()).content.decode()
    assert not may_steer(reader, partnership)


def test_advocates_are_never_shared(shared, partnership, partner):
    client = desk(partner)

    for address in (partnership.get_absolute_url(), partnership.institution.get_absolute_url()):
        assert ADVOCATE not in client.get(address).content.decode()


def test_a_move_by_a_co_lead_leads_to_a_page_they_may_see(shared, partnership, partner):
    researched = partnership.pipeline.stages.get(phase=Phase.RESEARCHED)
    answers = {"stage": researched.pk, "version": partnership.version, "note": ""}

    page = desk(partner).post(f"/partnerships/{partnership.pk}/move/", answers, follow=True)

    partnership.refresh_from_db()
    assert (page.status_code, partnership.stage) == (200, researched)


def test_querysets_show_a_shared_partnership_once(shared, partnership, partner):
    """Also to somebody who is in both affiliates, and where others lead it too."""
    CoLeadFactory(partnership=partnership, accepted=True)
    PartnershipFactory.create_batch(2)
    MouFactory(partnership=partnership)
    StageMove.objects.create(
        partnership=partnership, affiliate=partnership.affiliate, target=partnership.stage, by=partner
    )

    assert list(Partnership.objects.visible_to(partner)) == [partnership]
    assert list(Partnership.objects.all().inside_for(partner)) == [partnership]
    assert Mou.objects.visible_to(partner).count() == 1
    assert StageMove.objects.visible_to(partner).count() == 1
    assert set(Stage.objects.visible_to(partner)) == set(partnership.pipeline.stages.all())


def test_readers_are_the_people_of_all_affiliates_that_lead_it(
    shared, partnership, coordinator, partner, stranger
):
    viewer = member("viewer", partner.affiliate)
    gone = member("viewer", partner.affiliate)
    end_role(gone.memberships.get(), by=None)

    assert set(readers_of(partnership)) == {coordinator, partner, viewer}


def test_a_shared_partnership_is_counted_once(shared, partnership, partner, coordinator):
    assert count().open == 1
    assert (count(coordinator.affiliate).open, count(partner.affiliate).open) == (1, 0)
    assert list(desk(partner).get("/partnerships/").context["page"]) == [partnership]


def test_api_obeys(shared, partnership, partner, stranger):
    address = f"/api/v1/partnerships/{partnership.pk}/"

    assert desk(partner).get(address).json()["notes"] == NOTES
    assert desk(stranger).get(address).status_code == 404
    researched = partnership.pipeline.stages.get(phase=Phase.RESEARCHED)
    move = {"stage": researched.pk, "version": partnership.version}
    assert desk(stranger).post(f"{address}stage/", move, "application/json").status_code == 404
    assert desk(partner).post(f"{address}stage/", move, "application/json").status_code == 200


def test_what_is_shared_is_found_by_indexes(shared, partner):
    with connection.cursor() as cursor:  # so few rows are read whole unless that is forbidden
        cursor.execute("set local enable_seqscan = off")
    partnerships = Partnership.objects.all().inside_for(partner).order_by().explain()
    moves = StageMove.objects.visible_to(partner).order_by().explain()

    # Which index the planner takes for a handful of rows changes with the statistics; a scan it never takes.
    for plan in (partnerships, moves):
        assert "Index" in plan
        assert "Seq Scan" not in plan


def test_a_condition_on_shared_partnerships_costs_one_query(shared, partner, django_assert_num_queries):
    with django_assert_num_queries(3):  # roles, and what is shared with them; two lists
        list(Partnership.objects.visible_to(partner))
        list(Mou.objects.visible_to(partner))


# The pages.


def test_propose_page_asks_and_sends_once(partnership, coordinator, partner):
    client, address = desk(coordinator), f"/partnerships/{partnership.pk}/co-leads/propose/"
    answers = {"affiliate": partner.affiliate.pk, "message": "Join us", "form_key": uuid.uuid4()}

    first, second = client.post(address, answers), client.post(address, answers)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url == CoLead.objects.get().get_absolute_url()


def test_proposal_shows_the_other_side_no_more_than_who_how_far_and_whom_to_ask(
    proposal, partner, coordinator
):
    page = desk(partner).get(proposal.get_absolute_url()).content.decode()

    for told in (str(coordinator.affiliate), "Identified", str(coordinator), "internal notes too"):
        assert told in page
    for untold in (NOTES, STEP, ADVOCATE, proposal.partnership.get_absolute_url() + '"'):
        assert untold not in page


@pytest.mark.parametrize(("verdict", "state"), [("accept", "accepted"), ("decline", "declined")])
def test_the_side_that_was_asked_answers(verdict, state, proposal, partner):
    answered = desk(partner).post(proposal.get_absolute_url(), {"verdict": verdict})

    proposal.refresh_from_db()
    assert (answered.status_code, proposal.state) == (302, state)


@pytest.mark.parametrize("verdict", ["accept", "decline"])
def test_the_side_that_asks_does_not_answer_itself(verdict, proposal, coordinator):
    answered = desk(coordinator).post(proposal.get_absolute_url(), {"verdict": verdict})

    proposal.refresh_from_db()
    assert (answered.status_code, proposal.state) == (403, "proposed")


def test_viewers_see_a_proposal_and_answer_nothing(proposal, partner):
    client = desk(member("viewer", partner.affiliate))

    assert client.get(proposal.get_absolute_url()).status_code == 200
    assert client.post(proposal.get_absolute_url(), {"verdict": "accept"}).status_code == 403


def test_a_late_answer_is_a_conflict_in_words(shared, partner):
    answered = desk(partner).post(shared.get_absolute_url(), {"verdict": "decline"})

    assert answered.status_code == 409
    assert "settled already" in answered.content.decode()


def test_what_is_led_together_stands_beside_the_own_board(shared, partnership, partner, stranger):
    address = f"/board/co-led/?affiliate={partner.affiliate.pk}"

    page = desk(partner).get(address).content.decode()

    assert str(partnership.institution) in page
    assert STEP in page
    assert desk(stranger).get(address).status_code == 404
    assert str(partnership.institution) not in desk(stranger).get("/board/co-led/").content.decode()


def test_the_way_to_the_others_board_leads_to_what_is_led_together(shared, partnership, partner, stranger):
    address = f"/board/?pipeline={partnership.pipeline_id}"

    assert desk(partner).get(address).url == "/board/co-led/"
    assert desk(stranger).get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_led_together_costs_the_same_however_much(number, partner, django_assert_num_queries):
    CoLeadFactory.create_batch(number, affiliate=partner.affiliate, accepted=True)
    client = desk(partner)

    with django_assert_num_queries(7):
        client.get(f"/board/co-led/?affiliate={partner.affiliate.pk}")


def test_the_foundation_sees_nothing_confidential_among_what_is_led_together(
    shared, partnership, partner, wmf_staff
):
    address = f"/board/co-led/?affiliate={partner.affiliate.pk}"
    assert str(partnership.institution) in desk(wmf_staff).get(address).text

    Partnership.objects.filter(pk=partnership.pk).update(is_confidential=True)

    assert str(partnership.institution) not in desk(wmf_staff).get(address).text
    assert str(partnership.institution) in desk(partner).get(address).text
