# SPDX-License-Identifier: GPL-3.0-or-later
"""What each side promised, by side with a balance; the page of a promise, the list of all, and the API."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from agreements import actions
from agreements.reports.commitments import balances, commitments_panel
from partnerships.models import Commitment
from tests.factories import AdvocateFactory, CoLeadFactory, CommitmentFactory, MouFactory, PartnershipFactory
from tests.factories import member as member_of

pytestmark = pytest.mark.django_db
LIST = "/commitments/"


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def ended(state):
    return {"state": state, "settled_on": today(), "reason": "So it is" if state == "waived" else ""}


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(
        affiliate=coordinator.affiliate, lead=coordinator, institution__name="Pond House"
    )


@pytest.fixture
def mou(partnership):
    return MouFactory(partnership=partnership, title="Pond letter", signed=True)


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def named(partnership, mou, coordinator):
    """A promise that an advocate of the coordinator's affiliate sees to."""
    advocate = AdvocateFactory(
        institution=partnership.institution, affiliate=coordinator.affiliate, name="Ada Pond"
    )
    return CommitmentFactory(mou=mou, what="Release images", advocate=advocate, user=coordinator)


# The balance


def test_each_side_has_its_balance_in_words(mou, coordinator):
    for state in ("kept", "kept", "kept", "partly", "lapsed", "waived"):
        CommitmentFactory(mou=mou, **ended(state))
    CommitmentFactory(mou=mou, due_on=today(-1))
    CommitmentFactory(mou=mou, party="affiliate", due_on=today())

    sides = commitments_panel(coordinator, mou)["sides"]

    assert [(str(side["label"]), side["balance"].sentence, len(side["lines"])) for side in sides] == [
        ("the institution", "3 of 6 kept, 1 partly kept, 1 lapsed, 1 late, 1 waived", 7),
        ("the affiliate", "0 of 1 kept", 1),
    ]


def test_bar_runs_from_the_start_of_the_line_in_either_direction(mou):
    CommitmentFactory(mou=mou, **ended("kept"))
    CommitmentFactory.create_batch(3, mou=mou)
    balance = balances(mou.commitments.all())["institution"]

    with translation.override("ar"):
        mirrored = balance.bar
    assert '<rect x="0.00" width="25.00" height="8" fill="#099979"/>' in balance.bar
    assert '<rect x="75.00" width="25.00" height="8" fill="#099979"/>' in mirrored


def test_the_agreements_page_shows_the_panel_to_readers_without_verbs(client, viewer, named, desk):
    assert "Note progress" in desk.get(named.mou.get_absolute_url()).text
    client.force_login(viewer)

    page = client.get(named.mou.get_absolute_url()).text

    assert "0 of 1 kept" in page
    assert "Release images" in page
    assert "Note progress" not in page


@pytest.mark.parametrize("count", [1, 10])
def test_panel_costs_the_same_however_many_promises(mou, coordinator, count, django_assert_num_queries):
    CommitmentFactory.create_batch(count, mou=mou, user=coordinator)
    mou.partnership  # noqa: B018 - read before
    commitments_panel(coordinator, mou)  # roles are remembered

    with django_assert_num_queries(2):
        commitments_panel(coordinator, mou)


# Who reads the advocate's name


def test_only_those_who_know_the_advocate_read_the_name(client, named, viewer, wmf_staff, partnership):
    partner = member_of("coordinator")
    CoLeadFactory(partnership=partnership, affiliate=partner.affiliate, accepted=True)
    pages = (named.get_absolute_url(), named.mou.get_absolute_url(), LIST)

    for reader, knows in ((viewer, True), (wmf_staff, False), (partner, False)):
        client.force_login(reader)
        for address in pages:
            text = client.get(address).text
            assert ("Ada Pond" in text) is knows, (reader, address)
            assert ("an advocate" in text) is not knows


def test_who_leads_along_chooses_among_no_advocates_of_others(client, named, partnership):
    partner = member_of("coordinator")
    CoLeadFactory(partnership=partnership, affiliate=partner.affiliate, accepted=True)
    draft = MouFactory(partnership=partnership)
    client.force_login(partner)

    form = client.get(f"/agreements/{draft.pk}/commitments/").context["form"]

    assert named.advocate not in form.fields["advocate"].queryset


def test_who_does_not_know_the_advocate_cannot_put_another_in_their_place(client, named, partnership):
    partner = member_of("coordinator")
    CoLeadFactory(partnership=partnership, affiliate=partner.affiliate, accepted=True)
    client.force_login(partner)
    address = f"/commitments/{named.pk}/correct/"
    assert "advocate" not in client.get(address).context["form"].fields

    answer = client.post(address, {"version": 1, "user": partner.pk, "advocate": ""})

    named.refresh_from_db()
    assert (answer.status_code, named.user, named.advocate.name) == (302, partner, "Ada Pond")


# The page of a promise


def test_page_tells_facts_progress_history_and_neighbours(desk, mou, coordinator):
    first = CommitmentFactory(
        mou=mou, what="Scan", due_on=today(-3), recurrence="yearly", quantity=10, unit="maps"
    )
    actions.note_progress(
        first, by=coordinator, done_on=today(), quantity=4, note="A box", evidence="https://pond.example/"
    )
    actions.settle_commitment(first, version=1, by=coordinator, state="partly", reason="The scanner broke")

    page = desk.get(first.get_absolute_url())

    for text in (
        "4 of 10 maps",
        "A box",
        "https://pond.example/",
        "The scanner broke",
        "settled a commitment",
    ):
        assert text in page.text
    second = Commitment.objects.get(previous=first)
    assert page.context["neighbours"] == {"before": None, "after": second}
    assert desk.get(second.get_absolute_url()).context["neighbours"] == {"before": first, "after": None}
    assert (page.context["settle_form"], bool(page.context["reopen_form"])) == (None, True)


def test_why_is_for_those_who_read_notes_in_the_history(client, mou, coordinator, wmf_staff):
    commitment = CommitmentFactory(mou=mou)
    actions.settle_commitment(commitment, version=1, by=coordinator, state="lapsed")
    actions.reopen_commitment(commitment, version=2, by=coordinator, reason="Secretly delivered")

    for reader, reads in ((coordinator, True), (wmf_staff, False)):
        client.force_login(reader)
        assert ("Secretly delivered" in client.get(commitment.get_absolute_url()).text) is reads


def test_settling_waiving_and_reopening_by_the_page(desk, mou):
    commitment = CommitmentFactory(mou=mou)

    def send(verb, **facts):
        return desk.post(f"/commitments/{commitment.pk}/{verb}/", facts).status_code

    assert send("settle", version=1, state="kept") == 302
    assert send("reopen", version=2, reason="") == 422
    assert send("reopen", version=2, reason="Not yet") == 302
    assert send("waive", version=3, reason="") == 422
    assert send("waive", version=3, reason="Nobody insists") == 302
    commitment.refresh_from_db()
    assert (commitment.state, commitment.version) == ("waived", 4)


def test_whoever_is_slower_reads_what_is_there_now(desk, mou):
    commitment = CommitmentFactory(mou=mou)
    address = f"/commitments/{commitment.pk}/settle/"
    desk.post(address, {"version": 1, "state": "kept"})

    answer = desk.post(address, {"version": 1, "state": "lapsed"})

    assert answer.status_code == 409
    assert "Somebody else changed this meanwhile" in answer.text
    assert answer.context["commitment"].state == "kept"


def test_after_another_change_the_same_form_can_be_sent_again(desk, mou, coordinator):
    commitment = CommitmentFactory(mou=mou)
    actions.correct_commitment(commitment, version=1, by=coordinator, user=coordinator)

    answer = desk.post(f"/commitments/{commitment.pk}/settle/", {"version": 1, "state": "lapsed"})

    assert answer.status_code == 409
    assert answer.context["settle_form"]["version"].value() == 2
    assert answer.context["settle_form"]["state"].value() == "lapsed"


def test_correcting_and_striking_by_the_page(desk, partnership):
    commitment = CommitmentFactory(mou=MouFactory(partnership=partnership, ends_on=today(10)))
    address = f"/commitments/{commitment.pk}/correct/"
    facts = {"party": "affiliate", "what": "Train", "version": 1}

    refused = desk.post(address, facts | {"due_on": today(11)})
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"due_on"})
    assert desk.post(address, facts | {"due_on": today(9)}).status_code == 302
    assert desk.post(address, facts | {"what": "Rest"}).status_code == 409
    commitment.refresh_from_db()
    assert (commitment.party, commitment.what, commitment.due_on) == ("affiliate", "Train", today(9))
    assert desk.post(f"/commitments/{commitment.pk}/remove/", {"version": 2}).status_code == 302
    assert not Commitment.objects.exists()


def test_refusals_of_a_new_promise_stand_at_their_field_and_lose_nothing(desk, partnership):
    mou = MouFactory(partnership=partnership, ends_on=today(10))
    form = desk.get(f"/agreements/{mou.pk}/commitments/").context["form"]
    facts = {"form_key": form["form_key"].value(), "party": "institution", "what": "Release"}

    for changes, field in (
        ({"due_on": today(11)}, "due_on"),
        ({"quantity": "-1", "unit": "maps"}, "quantity"),
        ({"quantity": "1" * 30, "unit": "maps"}, "quantity"),
        ({"unit": "maps"}, "quantity"),
        ({"quantity": "5"}, "unit"),
        ({"recurrence": "monthly"}, "due_on"),
        ({"recurrence": "daily"}, "recurrence"),
        ({"user": "999999"}, "user"),
        ({"advocate": AdvocateFactory().pk}, "advocate"),
    ):
        answer = desk.post(f"/agreements/{mou.pk}/commitments/", facts | changes)
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field}), changes
        assert answer.context["form"]["what"].value() == "Release"
    assert not Commitment.objects.exists()


# The list


@pytest.fixture
def several(mou, coordinator):
    kinds = {
        "late": {"due_on": today(-1)},
        "today": {"due_on": today(), "user": coordinator},
        "near": {"due_on": today(30), "party": "affiliate"},
        "far": {"due_on": today(31)},
        "undated": {},
        "kept": ended("kept"),
        "waived": ended("waived"),
    }
    for what, facts in kinds.items():
        CommitmentFactory(mou=mou, what=what, **facts)
    CommitmentFactory(mou=MouFactory(partnership=mou.partnership), what="draft", due_on=today(2))
    CommitmentFactory(mou__signed=True, what="foreign", due_on=today(2))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["late", "today", "near", "far", "undated"]),
        ({"due": "overdue"}, ["late"]),
        ({"due": "near"}, ["today", "near"]),
        ({"party": "affiliate"}, ["near"]),
        ({"mine": "on"}, ["today"]),
        ({"state": "kept"}, ["kept"]),
        ({"state": "waived"}, ["waived"]),
        ({"state": "draft"}, ["draft"]),
        ({"q": "pond h"}, ["late", "today", "near", "far", "undated"]),
        ({"q": "lake"}, []),
        ({"state": "x", "due": "x", "affiliate": "0", "party": "x", "page": "x"}, None),
    ],
)
def test_list_is_narrowed_by_its_address(desk, several, query, expected):
    found = [line.commitment.what for line in desk.get(LIST, query).context["lines"]]

    assert found == (["late", "today", "near", "far", "undated"] if expected is None else expected)


def test_list_offers_only_affiliates_one_may_see(desk, coordinator, several):
    offered = desk.get(LIST).context["filters"].form.fields["affiliate"].queryset

    assert list(offered) == [coordinator.affiliate]


@pytest.mark.parametrize("count", [3, 10])
def test_list_costs_the_same_however_many_rows(
    desk, partnership, coordinator, count, django_assert_num_queries
):
    for _number in range(count):
        advocate = AdvocateFactory(institution=partnership.institution, affiliate=coordinator.affiliate)
        CommitmentFactory(
            mou=MouFactory(partnership=partnership, signed=True),
            user=coordinator,
            advocate=advocate,
            quantity=3,
            unit="maps",
        )

    with django_assert_num_queries(7):  # session, user, roles, affiliates, count, rows, progress
        assert len(desk.get(LIST).context["lines"]) == count


def test_a_long_list_says_that_it_is_cut(desk, mou, monkeypatch):
    monkeypatch.setattr("agreements.reports.pages.MOST_ROWS", 4)
    CommitmentFactory.create_batch(5, mou=mou)

    page = desk.get(LIST)

    assert len(page.context["page"].object_list) == 4
    assert "More than 4 commitments" in page.text


def test_list_is_for_those_who_see_agreements(client, volunteer):
    client.force_login(volunteer)

    assert client.get(LIST).status_code == 403


def test_empty_list_teaches(desk):
    assert "noted in the draft of an agreement" in desk.get(LIST).text


# The API


def test_api_tells_what_and_how_much_but_no_advocate(desk, named, mou, coordinator):
    named.quantity, named.unit = 10, "maps"
    named.save()
    actions.note_progress(named, by=coordinator, done_on=today(), quantity=4)

    row = desk.get(f"/api/v1/commitments/{named.pk}/").json()

    assert row == {
        "id": named.pk,
        "mou": mou.pk,
        "partnership": mou.partnership_id,
        "party": "institution",
        "user": coordinator.pk,
        "what": "Release images",
        "quantity": "10.00",
        "done": "4.00",
        "unit": "maps",
        "due_on": None,
        "recurrence": "",
        "previous": None,
        "state": "open",
        "settled_on": None,
        "version": 1,
    }
    assert "Ada Pond" not in desk.get("/api/v1/commitments/").text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"state": "kept"}, {"kept"}),
        ({"party": "affiliate"}, {"near"}),
        ({"due_before": str(today())}, {"late"}),
        ({"due_after": str(today(30))}, {"far"}),
        ({"mou": "0"}, set()),
    ],
)
def test_api_is_narrowed(desk, several, query, expected):
    answer = desk.get("/api/v1/commitments/", query).json()

    assert {row["what"] for row in answer["results"]} == expected


def test_api_refuses_malformed_filters_with_their_name(desk):
    for field, value in (("state", "lost"), ("due_before", "soon"), ("mou", "x"), ("party", "me")):
        answer = desk.get("/api/v1/commitments/", {field: value})
        assert (answer.status_code, list(answer.json())) == (400, [field])


@pytest.mark.parametrize("count", [1, 20])
def test_api_list_costs_the_same_however_many_rows(desk, mou, count, django_assert_num_queries):
    CommitmentFactory.create_batch(count, mou=mou)

    with django_assert_num_queries(4):  # session, user, roles, rows
        assert len(desk.get("/api/v1/commitments/").json()["results"]) == count
