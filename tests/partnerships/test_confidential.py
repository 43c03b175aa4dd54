# SPDX-License-Identifier: GPL-3.0-or-later
"""A confidential partnership exists for the affiliates that lead it; the rest is told a count at most."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse

from casestudies.models import CaseStudy
from partnerships import actions
from partnerships.errors import PublicAndConfidential
from partnerships.models import CoLead, Commitment, Mou, Partnership, StageMove
from partnerships.notifications import _seers_of_moves
from partnerships.reports.co_leads import in_touch_at
from presence.models import Place
from reviews.models.access import reviewers_for
from teamwork.models import Notice
from tests.factories import (
    AffiliateFactory,
    CaseStudyFactory,
    CommitmentFactory,
    InstitutionFactory,
    MouFactory,
    PartnershipFactory,
    UserFactory,
    member,
)

pytestmark = pytest.mark.django_db
WORD = "Zanzibarqueen"


@pytest.fixture
def secret(coordinator):
    """A confidential partnership with all that hangs on one."""
    institution = InstitutionFactory(name=f"{WORD}-museum")
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate,
        lead=coordinator,
        institution=institution,
        is_confidential=True,
        summary=f"{WORD}-summary",
    )
    mou = MouFactory(partnership=partnership, signed=True, title=f"{WORD}-agreement", is_summary_public=True)
    CommitmentFactory(mou=mou, what=f"{WORD}-promise")
    StageMove.objects.create(
        partnership=partnership, affiliate=partnership.affiliate, target=partnership.stage, by=coordinator
    )
    Place.objects.create(
        partnership=partnership, kind="category", identifier=f"Category:{WORD}", added_by=coordinator
    )
    CaseStudyFactory(
        filed=True, affiliate=partnership.affiliate, partnership=partnership, title=f"{WORD}-study"
    )
    return partnership


OUTSIDE = {
    "nobody": AnonymousUser,
    "volunteer": UserFactory,
    "another affiliate": lambda: member("admin"),
    "wmf": lambda: UserFactory(is_wmf_staff=True),
    "platform": lambda: UserFactory(is_platform_admin=True),
}


@pytest.mark.parametrize("reader", OUTSIDE)
def test_no_query_of_what_others_see_finds_it(secret, reader):
    user = OUTSIDE[reader]()

    for model in (Partnership, Mou, Commitment, StageMove, Place, CoLead):
        assert not model.objects.visible_to(user).exists(), model
    assert not CaseStudy.objects.visible_to(user).exists()


def test_those_who_lead_it_see_all_of_it(secret, coordinator):
    for model in (Partnership, Mou, Commitment, StageMove, Place, CaseStudy):
        assert model.objects.visible_to(coordinator).exists(), model


LISTS = [
    "/partnerships/",
    "/partnerships/?where=0:confidential:is:yes",
    "/partnerships/?where=0:confidential:not:no&match=any",
    "/agreements/",
    "/commitments/",
    "/moves/",
    "/case-studies/",
    "/reviews/",
    "/board/",
    f"/search/?q={WORD}",
    "/api/v1/partnerships/",
    "/api/v1/partnerships/?is_confidential=true",
    "/api/v1/agreements/",
    "/api/v1/commitments/",
    "/api/v1/moves/",
    "/api/v1/case-studies/",
]


@pytest.mark.parametrize("reader", ["nobody", "another affiliate", "wmf"])
def test_no_list_search_or_api_tells_of_it(client, secret, reader):
    # What the register says of the institution is open to all; nothing else may carry its name.
    Partnership.institution.field.related_model.objects.update(name="Plain Museum")
    user = OUTSIDE[reader]()
    if user.is_authenticated:
        client.force_login(user)
    board = f"/board/?pipeline={secret.pipeline_id}"

    for address in [*LISTS, board, f"/institutions/{secret.institution_id}/"]:
        page = client.get(address, follow=True).text.replace(f'value="{WORD}"', "").replace(f"?q={WORD}", "")
        page = page.replace(f"“{WORD}”", "")
        assert f"{WORD}-" not in page, address
        assert f"/partnerships/{secret.pk}/" not in page, address


@pytest.mark.parametrize("reader", ["nobody", "another affiliate", "wmf"])
def test_its_address_answers_as_if_there_were_none(client, secret, reader):
    user = OUTSIDE[reader]()
    if user.is_authenticated:
        client.force_login(user)
    mou = Mou.objects.get()

    for address in (
        secret.get_absolute_url(),
        mou.get_absolute_url(),
        f"/api/v1/partnerships/{secret.pk}/",
        f"/api/v1/agreements/{mou.pk}/",
        f"/api/v1/commitments/{Commitment.objects.get().pk}/",
    ):
        there, nowhere = client.get(address), client.get(address.replace(f"/{mou.pk}/", "/987654321/"))
        assert there.status_code in (404, 302, 401, 403), address
        if user.is_authenticated:
            assert there.status_code == 404, address
            assert there.status_code == nowhere.status_code


def test_wmf_staff_are_not_told_of_its_moves(secret):
    staff = UserFactory(is_wmf_staff=True)

    assert staff not in _seers_of_moves(secret)


def test_reviewers_of_its_case_study_are_those_of_the_affiliate(secret):
    staff = UserFactory(is_wmf_staff=True)

    assert staff not in reviewers_for(CaseStudy.objects.get())


def test_another_affiliate_hears_nothing_when_it_begins_with_the_institution(secret):
    other = member("coordinator")

    actions.open_partnership(secret.institution, other.affiliate, lead=other, origin="affiliate", by=other)

    assert in_touch_at(secret.institution, other) == []
    assert not Notice.objects.filter(user=other).exists()


def test_nobody_is_told_of_one_that_is_opened_confidential(coordinator):
    other = member("coordinator")
    known = PartnershipFactory(affiliate=other.affiliate, lead=other)

    actions.open_partnership(
        known.institution,
        coordinator.affiliate,
        lead=coordinator,
        origin="affiliate",
        by=coordinator,
        is_confidential=True,
    )

    assert not Notice.objects.filter(user=other).exists()


def test_another_affiliate_cannot_ask_to_join_it(client, secret):
    client.force_login(member("coordinator"))

    assert client.get(reverse("partnerships:co-lead-propose", args=[secret.pk])).status_code == 404


def test_it_is_public_or_confidential_not_both(coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, is_public=True)

    with pytest.raises(PublicAndConfidential):
        actions.correct_partnership(partnership, version=1, by=coordinator, is_confidential=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Partnership.objects.update(is_confidential=True)


def test_the_form_says_what_is_wrong_with_both(client, coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    client.force_login(coordinator)
    address = reverse("partnerships:edit-public", args=[partnership.pk])

    response = client.post(address, {"is_public": "on", "is_confidential": "on", "version": 1})

    assert response.status_code == 422
    assert "either shown to the public or confidential" in response.text


def test_it_is_marked_in_its_place_and_on_the_board(client, coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    client.force_login(coordinator)

    client.post(
        reverse("partnerships:edit-public", args=[partnership.pk]), {"is_confidential": "on", "version": 1}
    )

    partnership.refresh_from_db()
    assert partnership.is_confidential
    assert "🔒" in client.get("/board/").text
    assert "🔒" not in client.get("/board/?where=0:confidential:is:no").text
    assert client.get(f"/api/v1/partnerships/{partnership.pk}/").json()["is_confidential"] is True


def test_the_history_remembers_it(coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)

    actions.correct_partnership(partnership, version=1, by=coordinator, is_confidential=True)

    events = Partnership.pgh_event_model.objects.order_by("pgh_id").values_list("is_confidential", flat=True)
    assert list(events) == [False, True]


def test_an_affiliate_that_leads_it_too_sees_it(secret):
    other = member("coordinator", AffiliateFactory())
    CoLead.objects.create(
        partnership=secret,
        affiliate=other.affiliate,
        asked_by_affiliate=secret.affiliate,
        proposed_by=secret.lead,
        state="accepted",
    )

    assert list(Partnership.objects.visible_to(other)) == [secret]
    assert list(Mou.objects.visible_to(other)) == list(Mou.objects.all())


def test_what_a_follower_was_told_is_left_unsaid_once_it_is_confidential(client, coordinator):
    staff = UserFactory(is_wmf_staff=True)
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate, lead=coordinator, institution=InstitutionFactory(name=WORD)
    )
    Notice.objects.create(
        user=staff,
        kind="partnership.moved",
        thread_kind="partnerships.partnership",
        thread_id=partnership.pk,
        words={"record": WORD, "who": "Somebody"},
        key="1",
    )
    client.force_login(staff)
    address = reverse("teamwork:notice-list")
    assert WORD in client.get(address).text

    actions.correct_partnership(partnership, version=1, by=coordinator, is_confidential=True)

    assert WORD not in client.get(address).text
