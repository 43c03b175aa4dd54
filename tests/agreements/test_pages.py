# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements from draft to signature, their commitments, and the list of them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.models import Commitment, Mou
from tests.factories import CommitmentFactory, MouFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
LIST = "/agreements/"
EVERY = {"force", "soon", "later", "coming", "ended", "last_day", "draft"}


@pytest.fixture
def desk(client, coordinator):
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


@pytest.fixture
def mou(partnership):
    return MouFactory(partnership=partnership, title="Pond letter")


def plain(answer):
    """The page without its CSRF tokens, which differ each time."""
    return re.sub("[A-Za-z0-9]{64}", "", answer.content.decode())


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def terms(**changes):
    return {
        "form_key": uuid.uuid4(),
        "kind": "letter",
        "title": "Pond letter",
        "starts_on": "",
        "ends_on": "",
        "link": "",
    } | changes


def promise(**changes):
    return {"form_key": uuid.uuid4(), "party": "affiliate", "what": "Train the staff", "due_on": ""} | changes


def write(client, mou, way, data=None):
    return client.post(f"/agreements/{mou.pk}/{way}/", data or {})


# Drafting


def test_drafting_an_agreement(desk, partnership):
    address = f"/partnerships/{partnership.pk}/agreements/draft/"
    assert desk.get(address).status_code == 200

    answer = desk.post(
        address, terms(starts_on="2026-01-01", ends_on="2027-01-01", link="https://pond.example/mou")
    )

    mou = Mou.objects.get()
    assert answer.headers["Location"] == mou.get_absolute_url()
    assert (mou.title, mou.kind, mou.state, str(mou.ends_on)) == (
        "Pond letter",
        "letter",
        "draft",
        "2027-01-01",
    )


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"title": ""}, "title"),
        ({"title": "a\0b"}, "title"),
        ({"title": "x" * 10_000}, "title"),
        ({"kind": "handshake"}, "kind"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "ends_on"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "https://me:secret@pond.example/"}, "link"),
        ({"form_key": "x"}, "form_key"),
    ],
)
def test_bad_terms_are_refused_at_their_field_and_nothing_is_written(desk, partnership, changes, field):
    answer = desk.post(f"/partnerships/{partnership.pk}/agreements/draft/", terms(**changes))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Mou.objects.exists()


def test_a_second_click_drafts_nothing_and_leads_to_the_first(desk, partnership):
    address, same = f"/partnerships/{partnership.pk}/agreements/draft/", terms()
    first, second = desk.post(address, same), desk.post(address, same)

    assert Mou.objects.count() == 1
    assert second.headers["Location"] == first.headers["Location"]


@pytest.mark.parametrize(
    "role, status", [("viewer", 403), ("wmf_staff", 403), ("stranger", 404), ("volunteer", 404)]
)
def test_writing_is_refused_to_others(client, request, role, status, partnership, mou):
    commitment = CommitmentFactory(mou=mou)
    client.force_login(request.getfixturevalue(role))

    assert client.post(f"/partnerships/{partnership.pk}/agreements/draft/", terms()).status_code == status
    assert write(client, mou, "correct", terms(version=1, title="X")).status_code == status
    assert write(client, mou, "sign", {"version": 1, "signed_on": today()}).status_code == status
    assert write(client, mou, "commitments", promise()).status_code == status
    assert client.post(f"/commitments/{commitment.pk}/settle/", {"kept": "yes"}).status_code == status
    assert Mou.objects.get().version == 1
    assert Commitment.objects.get().state == "open"


def test_a_public_partnership_still_hides_its_agreements(client, volunteer):
    mou = MouFactory(partnership__is_public=True)
    client.force_login(volunteer)

    assert client.get(f"/agreements/{mou.pk}/").status_code == 404
    assert client.get(f"/partnerships/{mou.partnership_id}/agreements/draft/").status_code == 403


# The page


def test_page_groups_commitments_by_party_and_counts_the_kept(desk, mou):
    CommitmentFactory(mou=mou, what="Release images", state="kept", settled_on=today())
    CommitmentFactory(mou=mou, what="Give a key", due_on=today(-1))
    CommitmentFactory(mou=mou, what="Train staff", party="affiliate", state="lapsed", settled_on=today())

    answer = desk.get(f"/agreements/{mou.pk}/")

    assert [(str(label), len(promises)) for label, promises in answer.context["parties"]] == [
        ("the institution", 2),
        ("the affiliate", 1),
    ]
    html = answer.content.decode()
    for text in ("1 of 3 kept", "late", "not kept", "Record the signatures"):
        assert text in html


@pytest.mark.parametrize(
    "dates, standing, days_left",
    [
        ({"signed": True, "ends_on": 30}, "in force", "30 days left"),
        ({"signed": True, "ends_on": 1}, "in force", "1 day left"),
        ({"signed": True, "ends_on": 0}, "in force", "ends today"),
        ({"signed": True, "ends_on": -1}, "ended", ""),
        ({"signed": True, "starts_on": 5}, "signed, not begun", ""),
        ({"ends_on": 30}, "draft", ""),
    ],
)
def test_page_says_how_the_agreement_stands(desk, partnership, dates, standing, days_left):
    days = {name: today(value) for name, value in dates.items() if name != "signed"}
    mou = MouFactory(partnership=partnership, signed=dates.get("signed", False), **days)

    html = desk.get(f"/agreements/{mou.pk}/").content.decode()

    assert f'<span class="cdx-info-chip__text">{standing}</span>' in html
    assert days_left in html
    assert ("left" in html or "ends today" in html) is bool(days_left)


def test_page_shows_readers_no_buttons(client, viewer, mou):
    CommitmentFactory(mou=mou)
    client.force_login(viewer)

    html = client.get(f"/agreements/{mou.pk}/").content.decode()

    for address in ("/sign/", "/correct/", "/commitments/", "/settle/"):
        assert address not in html


def test_a_foreign_agreement_is_not_there(client, stranger, mou):
    client.force_login(stranger)

    for way in ("", "correct/", "sign/", "document/"):
        foreign, missing = client.get(f"/agreements/{mou.pk}/{way}"), client.get(f"/agreements/999999/{way}")
        assert foreign.status_code == missing.status_code == 404
        assert plain(foreign) == plain(missing).replace("/999999/", f"/{mou.pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_however_many_commitments(desk, mou, count, django_assert_num_queries):
    CommitmentFactory.create_batch(count, mou=mou)

    with django_assert_num_queries(5):  # session, user, agreement, commitments, roles
        desk.get(f"/agreements/{mou.pk}/")


# Correcting and signing


def test_correcting_a_draft(desk, mou):
    assert desk.get(f"/agreements/{mou.pk}/correct/").status_code == 200

    assert write(desk, mou, "correct", terms(version=1, title="Lake letter")).status_code == 302
    mou.refresh_from_db()
    assert (mou.title, mou.version) == ("Lake letter", 2)


def test_a_lost_update_of_a_draft_is_refused(desk, mou):
    write(desk, mou, "correct", terms(version=1, title="Lake letter"))

    answer = write(desk, mou, "correct", terms(version=1, title="Sea letter"))

    assert answer.status_code == 409
    assert ("Title", "Lake letter") in answer.context["form"].differences
    assert Mou.objects.get().title == "Lake letter"


def test_signing_locks_the_terms(desk, mou):
    assert write(desk, mou, "sign", {"version": 1, "signed_on": today(-3)}).status_code == 302

    mou.refresh_from_db()
    assert (mou.state, mou.signed_on) == ("signed", today(-3))
    answer = write(desk, mou, "correct", terms(version=mou.version, title="X"))
    assert answer.status_code == 422
    assert "signed" in str(answer.context["form"].errors)
    assert desk.get(f"/agreements/{mou.pk}/correct/").headers["Location"] == mou.get_absolute_url()
    assert desk.get(f"/agreements/{mou.pk}/sign/").headers["Location"] == mou.get_absolute_url()
    assert Mou.objects.get().title == "Pond letter"


@pytest.mark.parametrize(
    "signed_on, version, status",
    [(1, 1, 422), ("", 1, 422), ("soon", 1, 422), (0, 7, 409), (0, "", 422), (0, "9" * 30, 422)],
)
def test_refused_signature_changes_nothing(desk, mou, signed_on, version, status):
    day = today(signed_on) if isinstance(signed_on, int) else signed_on

    assert write(desk, mou, "sign", {"version": version, "signed_on": day}).status_code == status
    assert Mou.objects.get().state == "draft"


def test_signing_twice_is_refused_in_words(desk, mou):
    write(desk, mou, "sign", {"version": 1, "signed_on": today()})

    assert write(desk, mou, "sign", {"version": 1, "signed_on": today(-1)}).status_code == 409
    assert write(desk, mou, "sign", {"version": 2, "signed_on": today(-1)}).status_code == 422
    assert Mou.objects.get().signed_on == today()


# Commitments


def test_making_a_commitment_once(desk, mou):
    same = promise(due_on="2027-01-01")
    answers = [write(desk, mou, "commitments", same) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == [mou.get_absolute_url()] * 2
    commitment = Commitment.objects.get()
    assert (commitment.party, commitment.what, str(commitment.due_on)) == (
        "affiliate",
        "Train the staff",
        "2027-01-01",
    )


@pytest.mark.parametrize(
    "changes", [{"what": ""}, {"what": "x" * 10_000}, {"what": "\0"}, {"party": "aliens"}, {"due_on": "soon"}]
)
def test_bad_commitment_is_refused_on_the_agreements_page(desk, mou, changes):
    answer = write(desk, mou, "commitments", promise(**changes))

    assert answer.status_code == 422
    assert answer.context["mou"] == mou
    assert set(answer.context["commitment_form"].errors) == set(changes)
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("kept, state", [("yes", "kept"), ("no", "lapsed")])
def test_settling_a_commitment(desk, mou, kept, state):
    commitment = CommitmentFactory(mou=mou)

    assert desk.post(f"/commitments/{commitment.pk}/settle/", {"kept": kept}).status_code == 302
    commitment.refresh_from_db()
    assert (commitment.state, commitment.settled_on) == (state, today())


def test_settling_twice_or_with_nonsense_is_refused(desk, mou):
    commitment = CommitmentFactory(mou=mou)
    assert desk.post(f"/commitments/{commitment.pk}/settle/", {"kept": "maybe"}).status_code == 422
    desk.post(f"/commitments/{commitment.pk}/settle/", {"kept": "yes"})

    answer = desk.post(f"/commitments/{commitment.pk}/settle/", {"kept": "no"})

    assert answer.status_code == 422
    assert "settled already" in answer.content.decode()
    assert Commitment.objects.get().state == "kept"
    assert desk.post("/commitments/999999/settle/", {"kept": "yes"}).status_code == 404


# The list


@pytest.fixture
def several(partnership):
    """One agreement of each standing, named by it."""
    kinds = {
        "force": {"signed": True, "starts_on": today()},
        "soon": {"signed": True, "ends_on": today(90)},
        "later": {"signed": True, "ends_on": today(91)},
        "coming": {"signed": True, "starts_on": today(1), "ends_on": today(80)},
        "ended": {"signed": True, "ends_on": today(-1)},
        "last_day": {"signed": True, "ends_on": today()},
        "draft": {},
    }
    for title, traits in kinds.items():
        MouFactory(partnership=partnership, title=title, **traits)


@pytest.mark.parametrize(
    "query, expected",
    [
        ({}, EVERY),
        ({"standing": "in_force"}, {"force", "soon", "later", "last_day"}),
        ({"standing": "coming"}, {"coming"}),
        ({"standing": "draft"}, {"draft"}),
        ({"standing": "ended"}, {"ended"}),
        ({"expiring": "90"}, {"soon", "last_day"}),
        ({"expiring": "180"}, {"soon", "later", "last_day"}),
        (
            {"standing": "x", "expiring": "-1", "affiliate": "0", "page": "x"},
            EVERY,
        ),
    ],
)
def test_list_is_narrowed_by_its_address(desk, several, query, expected):
    MouFactory(title="foreign", signed=True, ends_on=today(10))

    page = desk.get(LIST, query).context["page"]

    assert {mou.title for mou in page} == expected


def test_each_standing_of_the_list_is_the_one_of_the_row(desk, several):
    for standing in ("in_force", "coming", "draft", "ended"):
        assert {mou.standing for mou in desk.get(LIST, {"standing": standing}).context["page"]} == {standing}


def test_list_offers_only_affiliates_one_may_see(desk, coordinator, wmf_staff, several):
    foreign = MouFactory(title="foreign").partnership.affiliate
    offered = desk.get(LIST).context["filters"].form.fields["affiliate"].queryset
    assert list(offered) == [coordinator.affiliate]
    assert len(desk.get(LIST, {"affiliate": foreign.pk}).context["page"].object_list) == 7  # as nonsense

    desk.force_login(wmf_staff)
    assert [mou.title for mou in desk.get(LIST, {"affiliate": foreign.pk}).context["page"]] == ["foreign"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_however_many_rows(desk, partnership, count, django_assert_num_queries):
    MouFactory.create_batch(count, partnership=partnership)

    with django_assert_num_queries(6):  # session, user, roles, affiliates, count, rows
        assert len(desk.get(LIST).context["page"].object_list) == count


def test_list_is_for_those_who_see_agreements(client, volunteer):
    client.force_login(volunteer)

    assert client.get(LIST).status_code == 403


def test_empty_list_teaches(desk):
    assert "Draft one from the page of a partnership" in desk.get(LIST).content.decode()
