# SPDX-License-Identifier: GPL-3.0-or-later
"""Two affiliates at one institution hear of each other: who, how far, whom to ask; never more."""

import pytest
from django.test import Client
from django.utils import translation

from partnerships import actions
from partnerships.stages import Phase
from teamwork import notices
from teamwork.models import Notice
from tests.factories import (
    AdvocateFactory,
    AffiliateFactory,
    CoLeadFactory,
    InstitutionFactory,
    PartnershipFactory,
    member,
)
from work.models import Message

pytestmark = pytest.mark.django_db
NOTES, SUMMARY, STEP, ADVOCATE = "Secret notes", "Canary summary", "Canary next step", "Canary Advocate"


@pytest.fixture
def theirs():
    """Another affiliate's partnership in talks, with something internal in every corner."""
    affiliate = AffiliateFactory(name="Wikimedia Elsewhere")
    lead = member("coordinator", affiliate, wiki_username="Ask Me", email="ask@example.org")
    partnership = PartnershipFactory(
        affiliate=affiliate,
        lead=lead,
        phase=Phase.CONVERSATION,
        notes=NOTES,
        summary=SUMMARY,
        next_step=STEP,
    )
    AdvocateFactory(institution=partnership.institution, affiliate=affiliate, name=ADVOCATE)
    return partnership


def desk(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def open_one(institution, user):
    return actions.open_partnership(institution, user.affiliate, lead=user, origin="affiliate", by=user)


def test_opening_where_another_affiliate_is_tells_both_sides(theirs, coordinator, affiliate_admin):
    open_one(theirs.institution, coordinator)

    told = {notice.user: notice for notice in Notice.objects.filter(kind="partnership.second_affiliate")}
    assert set(told) == {theirs.lead, coordinator, affiliate_admin}
    there, here = told[theirs.lead].words, told[coordinator].words
    assert (there["affiliate"], there["phase"], there["who"]) == (
        str(coordinator.affiliate),
        "identified",
        str(coordinator),
    )
    assert (here["affiliate"], here["phase"], here["who"]) == (
        "Wikimedia Elsewhere",
        "conversation",
        "Ask Me",
    )
    assert [message.payload["to"] for message in Message.objects.all()] == ["ask@example.org"]


def test_the_notice_says_the_stage_in_the_readers_language(theirs, coordinator):
    open_one(theirs.institution, coordinator)
    notice = Notice.objects.get(user=coordinator)

    assert "In conversation" in notices.sentence(notice.kind, notice.words)
    with translation.override("ar"):
        assert "In conversation" not in notices.sentence(notice.kind, notice.words)


def test_neither_notices_nor_mails_tell_more(theirs, coordinator):
    AdvocateFactory(institution=theirs.institution, affiliate=coordinator.affiliate, name=f"{ADVOCATE} too")

    open_one(theirs.institution, coordinator)

    said = str([notice.words for notice in Notice.objects.all()])
    said += str([message.payload for message in Message.objects.all()])
    for untold in (NOTES, SUMMARY, STEP, ADVOCATE):
        assert untold not in said


@pytest.mark.parametrize("phase", [Phase.ENDED, Phase.DECLINED])
def test_closed_partnerships_are_no_collision(phase, coordinator):
    closed = PartnershipFactory(phase=phase)

    open_one(closed.institution, coordinator)

    assert not Notice.objects.exists()


def test_opening_alone_tells_nobody(coordinator):
    open_one(InstitutionFactory(), coordinator)

    assert not Notice.objects.exists()


@pytest.mark.parametrize("role", ["viewer", "coordinator", "admin"])
def test_insiders_anywhere_see_who_how_far_and_whom_to_ask(role, theirs):
    page = desk(member(role)).get(f"/institutions/{theirs.institution_id}/also-here/").content.decode()

    for told in ("Wikimedia Elsewhere", "In conversation", "Ask Me"):
        assert told in page
    for untold in (NOTES, SUMMARY, STEP, ADVOCATE):
        assert untold not in page
    assert ("Propose to lead together" in page) is (role != "viewer")


def test_volunteers_see_nothing_of_it(theirs, volunteer):
    assert desk(volunteer).get(f"/institutions/{theirs.institution_id}/also-here/").status_code == 403


def test_both_sides_see_each_other(theirs, coordinator):
    PartnershipFactory(institution=theirs.institution, affiliate=coordinator.affiliate, lead=coordinator)
    address = f"/institutions/{theirs.institution_id}/also-here/"

    assert "Wikimedia Elsewhere" in desk(coordinator).get(address).content.decode()
    assert str(coordinator.affiliate) in desk(theirs.lead).get(address).content.decode()


def test_a_waiting_proposal_and_a_shared_partnership_are_named_instead_of_the_button(theirs, coordinator):
    proposal = CoLeadFactory(partnership=theirs, affiliate=coordinator.affiliate)
    address = f"/institutions/{theirs.institution_id}/also-here/"

    waiting = desk(coordinator).get(address).content.decode()
    actions.accept_co_lead(proposal, by=coordinator)
    together = desk(coordinator).get(address).content.decode()

    assert proposal.get_absolute_url() in waiting
    assert "Propose to lead" not in waiting
    assert theirs.get_absolute_url() in together
    assert "Propose to lead" not in together


def test_the_form_that_opens_a_partnership_warns_before(theirs, coordinator):
    page = desk(coordinator).get(f"/institutions/{theirs.institution_id}/open-partnership/").content.decode()

    for told in (
        "Wikimedia Elsewhere",
        "In conversation",
        "Ask Me",
        f"/partnerships/{theirs.pk}/co-leads/propose/",
    ):
        assert told in page
    for untold in (NOTES, SUMMARY, STEP, ADVOCATE):
        assert untold not in page


def test_asking_to_join_tells_no_more_and_reaches_the_other_side(theirs, coordinator):
    client, address = desk(coordinator), f"/partnerships/{theirs.pk}/co-leads/propose/"

    page = client.get(address).content.decode()
    client.post(
        address,
        {
            "affiliate": coordinator.affiliate.pk,
            "message": "Together?",
            "form_key": "5f0c6b4e-0d2a-4f0e-9a53-5c7f3d7c1f11",
        },
    )

    for untold in (NOTES, SUMMARY, STEP, ADVOCATE):
        assert untold not in page
    assert Notice.objects.get(kind="colead.proposed").user == theirs.lead


def test_volunteers_cannot_ask_to_join(theirs, volunteer):
    assert desk(volunteer).get(f"/partnerships/{theirs.pk}/co-leads/propose/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_seeing_who_else_is_there_costs_the_same(number, coordinator, django_assert_num_queries):
    institution = InstitutionFactory()
    PartnershipFactory.create_batch(number, institution=institution)
    client = desk(coordinator)

    with django_assert_num_queries(6):
        client.get(f"/institutions/{institution.pk}/also-here/", headers={"HX-Request": "true"})
