# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements from draft to signature, their commitments, and the list of them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships.models import Commitment, Mou
from tests.factories import CommitmentFactory, MouFactory
from tests.factories.agreements import ClauseFactory, RightsTermFactory, SignatoryFactory

pytestmark = pytest.mark.django_db
LIST = "/agreements/"
EVERY = {"force", "soon", "later", "coming", "ended", "last_day", "draft", "replaced"}


@pytest.fixture
def mou(partnership):
    return MouFactory(partnership=partnership, title="Pond letter", link="https://pond.example/letter")


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
        ({"notice_days": "-1"}, "notice_days"),
        ({"notice_days": "731"}, "notice_days"),
        ({"review_on": "2026-03-01", "ends_on": "2026-02-01"}, "review_on"),
        ({"review_on": "2025-12-31", "starts_on": "2026-01-01"}, "review_on"),
        ({"has_paid_editing": "on"}, "flags_note"),
        ({"is_exclusive": "on", "flags_note": " \n "}, "flags_note"),
        ({"is_summary_public": "on"}, "public_summary"),
        ({"public_summary": "x" * 2001}, "public_summary"),
        ({"language": "klingon"}, "language"),
        ({"begin_from": "ready-letter-xx"}, "begin_from"),
        ({"begin_from": "ready-memorandum-en"}, "kind"),
        ({"begin_from": "ready-letter-fr", "language": "en"}, "language"),
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


def test_all_terms_are_kept(desk, partnership):
    kept = {
        "language": "fr",
        "notice_days": "90",
        "review_on": "2026-06-01",
        "has_conflict_of_interest": "on",
        "flags_note": "Staff propose, volunteers decide.",
        "public_summary": "Posters for all.",
        "is_summary_public": "on",
    }
    desk.post(
        f"/partnerships/{partnership.pk}/agreements/draft/",
        terms(starts_on="2026-01-01", ends_on="2027-01-01", **kept),
    )

    mou = Mou.objects.get()
    assert (mou.language, mou.notice_days, str(mou.review_on)) == ("fr", 90, "2026-06-01")
    assert (mou.has_conflict_of_interest, mou.has_paid_editing, mou.is_exclusive) == (True, False, False)
    assert (mou.flags_note, mou.public_summary, mou.is_summary_public) == (
        kept["flags_note"],
        "Posters for all.",
        True,
    )


# The page


def test_page_groups_commitments_by_party_and_counts_the_kept(desk, mou):
    CommitmentFactory(mou=mou, what="Release images", state="kept", settled_on=today())
    CommitmentFactory(mou=mou, what="Give a key", due_on=today(-1))
    CommitmentFactory(mou=mou, what="Train staff", party="affiliate", state="lapsed", settled_on=today())

    answer = desk.get(f"/agreements/{mou.pk}/")

    sides = answer.context["commitments"]["sides"]
    assert [(str(side["label"]), len(side["lines"])) for side in sides] == [
        ("the institution", 2),
        ("the affiliate", 1),
    ]
    html = answer.content.decode()
    for text in ("1 of 2 kept", "late", "lapsed", "Record the signatures"):
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

    for way in ("sign", "correct", "commitments", "text", "amend", "summary/write"):
        assert f"/agreements/{mou.pk}/{way}/" not in html
    assert "/settle/" not in html


def test_a_foreign_agreement_is_not_there(client, stranger, mou):
    client.force_login(stranger)

    for way in ("", "correct/", "sign/", "document/"):
        foreign, missing = client.get(f"/agreements/{mou.pk}/{way}"), client.get(f"/agreements/999999/{way}")
        assert foreign.status_code == missing.status_code == 404
        assert plain(foreign) == plain(missing).replace("/999999/", f"/{mou.pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_however_much_stands_on_it(desk, mou, count, django_assert_num_queries):
    for factory in (CommitmentFactory, ClauseFactory, RightsTermFactory, SignatoryFactory):
        factory.create_batch(count, mou=mou)

    # session, user, agreement, roles, versions, signatories, hold, clauses, rights, commitments, progress, struck
    with django_assert_num_queries(12):
        desk.get(f"/agreements/{mou.pk}/")


# Correcting


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


def test_names_of_people_and_notes_are_for_those_who_may_read_the_document(
    client, viewer, wmf_staff, partnership
):
    mou = MouFactory(
        partnership=partnership, has_paid_editing=True, flags_note="Paid by the hour", signed=True
    )
    SignatoryFactory(mou=mou, name="Amal Haddad")
    RightsTermFactory(mou=mou, note="Ask the heirs")

    seen = {}
    for user in (viewer, wmf_staff):
        client.force_login(user)
        html = client.get(f"/agreements/{mou.pk}/").content.decode()
        assert "paid editing" in html
        seen[user] = [word in html for word in ("Amal Haddad", "Paid by the hour", "Ask the heirs")]

    assert seen == {viewer: [True] * 3, wmf_staff: [False] * 3}


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
        "replaced": {"signed": True, "superseded_on": today(), "ends_on": today(-1)},
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
        ({"standing": "replaced"}, {"replaced"}),
        ({"summary": "open"}, set()),
        ({"summary": "closed"}, EVERY),
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
    for standing in ("in_force", "coming", "draft", "ended", "replaced"):
        assert {mou.standing for mou in desk.get(LIST, {"standing": standing}).context["page"]} == {standing}


def test_list_offers_only_affiliates_one_may_see(desk, coordinator, wmf_staff, several):
    foreign = MouFactory(title="foreign").partnership.affiliate
    offered = desk.get(LIST).context["filters"].form.fields["affiliate"].queryset
    assert list(offered) == [coordinator.affiliate]
    assert len(desk.get(LIST, {"affiliate": foreign.pk}).context["page"].object_list) == 8  # as nonsense

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
