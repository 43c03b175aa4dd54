# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom putting back what was struck names again, and whom it does not."""

import contextlib
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.tenants import asked_by
from agreements.errors import NothingToPutBack
from agreements.models import Signatory
from agreements.struck import struck_from
from glamwiki.roles import WEB
from partnerships.actions import anonymise_advocate, erase_advocate, restrict_advocate
from partnerships.models import Commitment
from privacy.actions import suppress
from privacy.wording import MAIL, PHONE, Word
from tests.agreements.striking import make, offered, put_back, send, strike
from tests.factories import (
    AdvocateFactory,
    CoLeadFactory,
    member,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(partnership):
    """An advocate of the affiliate at the institution."""
    return AdvocateFactory(
        affiliate=partnership.affiliate, institution=partnership.institution, name="Amal Haddad"
    )


def test_who_has_left_is_not_named_in_a_commitment_again(desk, mou, coordinator, known):
    gone = member("coordinator", affiliate=coordinator.affiliate)
    commitment = make("commitment", mou, user=gone, advocate=known)
    number = commitment.pk
    strike(commitment, coordinator)
    gone.memberships.update(ended_at=timezone.now())
    known.posts.update(ended_on=timezone.localdate() - timedelta(1))

    answer = send(desk, mou, "commitment", number)

    back = Commitment.objects.get()
    assert (back.user, back.advocate, back.what) == (None, None, "Train the staff")
    page = desk.get(answer.headers["Location"].partition("#")[0])
    assert [each.level_tag for each in page.context["messages"]] == ["success", "warning"]


def test_who_is_still_there_is_named_in_a_commitment_again(mou, coordinator, known):
    commitment = make("commitment", mou, user=coordinator, advocate=known)
    number = commitment.pk
    strike(commitment, coordinator)

    back = put_back(mou, "commitment", number, coordinator)

    assert (back.row.user_id, back.row.advocate_id, back.is_alone) == (coordinator.pk, known.pk, False)


def test_an_advocate_whose_data_are_restricted_is_left_out_of_a_commitment(mou, coordinator, known):
    commitment = make("commitment", mou, advocate=known)
    number = commitment.pk
    strike(commitment, coordinator)
    restrict_advocate(known, by=coordinator, restricted=True)

    assert put_back(mou, "commitment", number, coordinator).is_alone
    assert Commitment.objects.get().advocate is None


def silence(how, advocate, by):
    if how == "anonymised":
        anonymise_advocate(advocate, by=by)
    elif how == "erased":
        erase_advocate(advocate, by=by)
    elif how == "restricted":
        restrict_advocate(advocate, by=by, restricted=True)
    else:
        suppress([Word("amal@pond.example", MAIL)], why="objected")


@pytest.mark.parametrize(
    ("how", "is_linked"),
    [(how, True) for how in ("anonymised", "erased", "restricted", "suppressed")]
    + [(how, False) for how in ("anonymised", "erased", "suppressed")],  # who is restricted only a link says
)
def test_somebody_who_is_to_be_left_alone_does_not_sign_again(mou, coordinator, known, how, is_linked):
    known.addresses.create(kind="email", value="amal@pond.example")
    # Only of who is linked it is known whose address that is; without the link it stands with the name.
    post = "" if is_linked else "director, amal@pond.example"
    signatory = make(
        "signatory",
        mou,
        name="Amal Haddad",
        post=post,
        side="institution",
        advocate=known if is_linked else None,
    )
    stays = make("signatory", mou, name="Bo Lind")
    number = signatory.pk
    for each in (signatory, stays):
        strike(each, coordinator)

    silence(how, known, coordinator)

    assert offered(mou) == [("signatory", stays.pk)]
    with pytest.raises(NothingToPutBack):
        put_back(mou, "signatory", number, coordinator)
    assert not Signatory.objects.exists()


def test_a_name_that_erasing_could_not_tell_from_a_word_is_not_offered_either(mou, coordinator, partnership):
    short = AdvocateFactory(affiliate=partnership.affiliate, institution=partnership.institution, name="Bo")
    for name in ("Bo", "Ada Example"):
        strike(make("signatory", mou, name=name), coordinator)

    erase_advocate(short, by=coordinator)

    assert [each.words for each in struck_from(mou)] == ["Ada Example"]
    assert Signatory.pgh_event_model.objects.filter(name="Bo").exists()


@pytest.mark.parametrize(
    "written",
    ["<Amal@Pond.example>", "mailto:amal@pond.example!", "(“amal@pond.example”)", "amal@pond.example"],
)
def test_a_clause_with_an_address_that_wants_no_mail_stays_in_the_past(mou, coordinator, written):
    clause = make("clause", mou, text=f"Write to {written}. Then wait.")
    number = clause.pk
    strike(clause, coordinator)
    assert offered(mou) == [("clause", number)]

    suppress([Word("amal@pond.example", MAIL)], why="unsubscribed")

    assert offered(mou) == []


@pytest.mark.parametrize(
    "written", ["+49 (30) 555-0142", "0049 30 5550142", "4930/5550142", "+49.30.555.01.42"]
)
def test_a_clause_with_a_number_that_wants_no_call_stays_in_the_past(mou, coordinator, written):
    clause = make("clause", mou, text=f"In 2026 call {written}: ask for 12 rooms.")
    number = clause.pk
    strike(clause, coordinator)
    suppress([Word("+49 30 555 0143", PHONE)], why="objected")
    assert offered(mou) == [("clause", number)]

    suppress([Word("+49 30 555 0142", PHONE)], why="objected")

    assert offered(mou) == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [("clause", {"title": "", "text": ""}), ("rights", {"content_set": ""}), ("commitment", {"what": ""})],
)
def test_what_has_no_words_any_more_is_not_offered(mou, coordinator, kind, words):
    strike(make(kind, mou, **words), coordinator)

    assert offered(mou) == []


@contextlib.contextmanager
def as_the_web():
    """What is asked of the database is asked with the rights of the web, and answered with the reader's rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {WEB}")
        yield
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("is_restricted", [False, True])
def test_a_co_leading_affiliate_puts_back_who_signs_though_it_knows_them_not(
    client, mou, coordinator, known, is_restricted
):
    signatory = make("signatory", mou, side="institution", advocate=known)
    commitment = make("commitment", mou, user=coordinator, advocate=known)
    for row in (signatory, commitment):
        strike(row, coordinator)
    restrict_advocate(known, by=coordinator, restricted=is_restricted)
    from_them = member("coordinator")
    CoLeadFactory(partnership=mou.partnership, affiliate=from_them.affiliate, accepted=True)
    client.force_login(from_them)

    with as_the_web():
        answers = [
            send(client, mou, kind, row.pk).status_code
            for kind, row in (("signatory", signatory), ("commitment", commitment))
        ]

    assert answers == [422 if is_restricted else 302, 302]
    assert [each.advocate for each in Signatory.objects.all()] == ([] if is_restricted else [known])
    back = Commitment.objects.get()
    assert (back.user, back.advocate) == (coordinator, None if is_restricted else known)


def test_an_affiliate_that_does_not_lead_is_not_given_the_past_by_the_database(mou, coordinator, stranger):
    strike(make("clause", mou), coordinator)

    with as_the_web():
        with asked_by(coordinator):
            ours = offered(mou)
        with asked_by(stranger):
            theirs = offered(mou)

    assert (len(ours), theirs) == (1, [])
