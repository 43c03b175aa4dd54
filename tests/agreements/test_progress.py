# SPDX-License-Identifier: GPL-3.0-or-later
"""What was done towards a promise adds up, line by line, and speaks for how it is settled."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from agreements import actions, errors
from agreements.actions.progress import done_of
from agreements.models import Progress
from agreements.reports.commitments import lines_of
from journal.models import Entry
from tests.factories import CommitmentFactory, MouFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def mou(coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    return MouFactory(partnership=partnership, signed=True)


@pytest.fixture
def images(mou):
    return CommitmentFactory(mou=mou, what="Release images", quantity=1000, unit="images")


def note(commitment, by, **facts):
    return actions.note_progress(commitment, by=by, **({"done_on": today()} | facts))


def line(user, commitment):
    commitment.refresh_from_db()
    return lines_of(user, [commitment])[0]


def test_deliveries_add_up_and_a_mistake_is_taken_back(images, coordinator):
    note(images, coordinator, quantity=Decimal(100), evidence="https://commons.example/batch")
    note(images, coordinator, quantity=Decimal("30.5"), done_on=today(-3), note="By post")
    note(images, coordinator, quantity=Decimal("-10.5"), note="Ten were doubles")

    assert done_of([images])[images.pk].amount == 120
    assert line(coordinator, images).amount == "120 of 1,000 images"
    assert list(Progress.objects.values_list("made_by", flat=True)) == [coordinator.pk] * 3
    assert list(Entry.objects.values_list("verb", flat=True)) == ["commitment.progressed"] * 3


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        ({"quantity": Decimal(1), "done_on": today(1)}, errors.ProgressInFuture, "done_on"),
        ({"note": "  "}, errors.ProgressSaysNothing, "note"),
        ({"quantity": Decimal(0)}, errors.ProgressOutOfBounds, "quantity"),
        ({"quantity": Decimal("2e9")}, errors.ProgressOutOfBounds, "quantity"),
        ({"quantity": Decimal("NaN")}, errors.ProgressOutOfBounds, "quantity"),
        ({"quantity": Decimal(-1)}, errors.LessThanNothing, "quantity"),
        ({"evidence": "javascript:alert(1)"}, errors.EvidenceNoAddress, "evidence"),
        ({"evidence": "ftp://pond.example/x"}, errors.EvidenceNoAddress, "evidence"),
        ({"evidence": "https://"}, errors.EvidenceNoAddress, "evidence"),
        ({"evidence": "https://[pond"}, errors.EvidenceNoAddress, "evidence"),
    ],
)
def test_bad_progress_is_refused_and_names_its_field(images, coordinator, facts, refusal, field):
    with pytest.raises(refusal) as refused:
        note(images, coordinator, **facts)

    assert refused.value.field == field
    assert not Progress.objects.exists()


def test_nothing_is_counted_where_no_quantity_was_promised(mou, coordinator):
    commitment = CommitmentFactory(mou=mou)
    with pytest.raises(errors.NothingToCount):
        note(commitment, coordinator, quantity=Decimal(3))

    note(commitment, coordinator, note="The depot was opened")

    assert line(coordinator, commitment).amount == ""


def test_nothing_is_noted_in_a_draft_or_on_what_is_settled(mou, coordinator, images):
    with pytest.raises(errors.NotPromisedYet):
        note(CommitmentFactory(), coordinator, note="Early")
    actions.settle_commitment(images, version=1, by=coordinator, state="lapsed")
    with pytest.raises(errors.AlreadySettled):
        note(images, coordinator, note="Late")

    assert not Progress.objects.exists()


def test_noted_progress_cannot_be_edited_away(images, coordinator):
    note(images, coordinator, quantity=Decimal(5))

    for change in (lambda: Progress.objects.update(quantity=9), lambda: Progress.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            change()


def test_noted_progress_proposes_how_to_settle_and_all_of_it_offers_kept(images, coordinator):
    proposed = [line(coordinator, images).proposed]
    for quantity in (400, 600):
        note(images, coordinator, quantity=Decimal(quantity))
        proposed.append(line(coordinator, images).proposed)

    assert proposed == ["lapsed", "partly", "kept"]
    assert line(coordinator, images).is_reached
    assert images.state == "open"  # offered, not forced


def test_less_than_promised_counts_as_kept_only_with_a_reason(images, coordinator):
    note(images, coordinator, quantity=Decimal(999))
    with pytest.raises(errors.KeptWithLess):
        actions.settle_commitment(images, version=1, by=coordinator, state="kept")

    kept = actions.settle_commitment(
        images, version=1, by=coordinator, state="kept", reason="One plate is broken"
    )

    assert kept.state == "kept"


def test_all_that_was_promised_is_kept_without_a_word(images, coordinator):
    note(images, coordinator, quantity=Decimal(1000))

    assert actions.settle_commitment(images, version=1, by=coordinator, state="kept").state == "kept"


# By the page


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def facts(**changes):
    return {
        "form_key": uuid.uuid4(),
        "done_on": today(),
        "quantity": "",
        "note": "",
        "evidence": "",
    } | changes


def test_a_second_click_notes_one_line_and_leads_back(desk, images):
    same = facts(quantity="120")
    answers = [desk.post(f"/commitments/{images.pk}/progress/", same) for _click in range(2)]

    assert [answer.headers["Location"] for answer in answers] == [images.get_absolute_url()] * 2
    assert Progress.objects.count() == 1
    assert "120 of 1,000 images" in desk.get(images.get_absolute_url()).text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quantity": "-5"}, "quantity"),
        ({"quantity": "1e400"}, "quantity"),
        ({"quantity": "NaN"}, "quantity"),
        ({"quantity": "0.001"}, "quantity"),
        ({"quantity": "0"}, "quantity"),
        ({"done_on": today(1), "quantity": "1"}, "done_on"),
        ({"done_on": ""}, "done_on"),
        ({"evidence": "javascript:alert(1)"}, "evidence"),
        ({}, "note"),
        ({"form_key": "x", "quantity": "1"}, "form_key"),
    ],
)
def test_refused_progress_is_said_at_its_field(desk, images, changes, field):
    answer = desk.post(f"/commitments/{images.pk}/progress/", facts(**changes))

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not Progress.objects.exists()


def test_the_page_says_when_all_is_there(desk, images):
    answer = desk.post(f"/commitments/{images.pk}/progress/", facts(quantity="1000"), follow=True)

    assert "all that was promised is there" in answer.text
    assert answer.context["settle_form"].initial["state"] == "kept"
