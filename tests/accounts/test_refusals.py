# SPDX-License-Identifier: GPL-3.0-or-later
"""Wrong proofs and refusals leave lines: of whom, in which affiliate, under which request; never what was given."""

import json
import logging
import uuid

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.actions import grant_role
from accounts.limits import counting
from accounts.recording import name_hash
from accounts.refusals import is_told
from glamwiki.log_lines import JsonLines
from journal.models import Entry
from tests.factories import AffiliateFactory, PartnershipFactory, UserFactory, member
from tests.people import sign_in_freshly

pytestmark = pytest.mark.django_db
SIGN_IN, CODE, PROVE = reverse("login"), reverse("accounts:second-factor"), reverse("accounts:prove")
PASSPHRASE = "a passphrase long enough"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PARTNERSHIP = "/partnerships/{}/"


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def lines():
    """What the log of refusals said, as JSON."""
    said, logger = [], logging.getLogger("accounts.refusals")

    class Kept(logging.Handler):
        def emit(self, record):
            said.append(json.loads(JsonLines().format(record)))

    handler, level = Kept(), logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield said
    logger.removeHandler(handler)
    logger.setLevel(level)


def told(*verbs):
    found = Entry.objects.filter(verb__in=verbs).order_by("pk")
    return list(found.values_list("verb", "actor", "after", "affiliate_id"))


# Proofs


@pytest.fixture
def wrench(db):
    user = UserFactory(username="wrench", is_platform_admin=True)
    user.set_password(PASSPHRASE)
    user.save()
    actions.set_up_second_factor(user, secret=SECRET)
    return user


def give_password(client):
    assert client.post(SIGN_IN, {"username": "wrench", "password": PASSPHRASE}).url == CODE


@pytest.mark.parametrize(
    ("sent", "how"), [({"code": "000000"}, "code"), ({"answer": '{"id": "canary-answer"}'}, "passkey")]
)
def test_a_wrong_second_proof_is_one_line_with_whose_and_which_request_and_not_what_was_given(
    client, wrench, sent, how
):
    give_password(client)

    answer = client.post(CODE, sent)

    assert answer.status_code == 422
    line = Entry.objects.get(verb="proof.refused")
    assert (line.actor_id, line.subject_id, line.after) == (wrench.pk, wrench.pk, how)
    assert str(line.request_id) == answer["X-Request-ID"]
    assert "000000" not in str(vars(line))
    assert "canary" not in str(vars(line))
    assert not Entry.objects.filter(verb="session.begun").exists()


def test_each_wrong_code_is_a_line_until_none_is_looked_at_any_more(client, wrench):
    give_password(client)

    answers = [client.post(CODE, {"code": "000000"}).status_code for _try in range(7)]

    assert answers == [422] * 5 + [429] * 2
    assert Entry.objects.filter(verb="proof.refused").count() == 5


@pytest.mark.parametrize("sent", [{}, {"code": ""}])
def test_nothing_given_is_no_wrong_proof(client, wrench, sent):
    give_password(client)

    client.post(CODE, sent)

    assert told("proof.refused") == []


def test_a_wrong_proof_of_who_has_signed_in_is_a_line_of_their_affiliate(client):
    user = member("coordinator")
    user.set_password(PASSPHRASE)
    user.save()
    client.force_login(user)

    client.post(PROVE, {"password": "canary password"})
    client.post(PROVE, {"password": ""})

    assert told("proof.refused") == [("proof.refused", user.pk, "password", user.affiliate.pk)]


# Sessions


def test_sign_ins_of_a_member_are_lines_of_their_affiliate_failed_ones_too(client, demo):
    user = member("coordinator")
    user.set_password(PASSPHRASE)
    user.save()

    client.post(SIGN_IN, {"username": user.username, "password": "wrong"})
    client.post(SIGN_IN, {"username": user.username, "password": PASSPHRASE})
    client.post("/sign-out/")

    whose = user.affiliate.pk
    assert told("session.failed", "session.begun", "session.left") == [
        ("session.failed", None, name_hash(user.username), whose),
        ("session.begun", user.pk, "", whose),
        ("session.left", user.pk, "", whose),
    ]


def test_who_is_in_two_affiliates_or_none_signs_in_for_neither(db, demo):
    both = member("coordinator")
    grant_role(both, AffiliateFactory(), "viewer", by=None)
    for user in (both, UserFactory()):
        user.set_password(PASSPHRASE)
        user.save()
        Client().post(SIGN_IN, {"username": user.username, "password": PASSPHRASE})

    assert [line[3] for line in told("session.begun")] == [None, None]


@pytest.mark.parametrize("is_known", [True, False])
def test_a_failed_sign_in_asks_the_same_of_known_and_unknown_names(
    client, is_known, django_assert_num_queries
):
    user = member("coordinator")
    user.set_password(PASSPHRASE)
    user.save()
    name = user.username if is_known else "nobody"
    client.post(SIGN_IN, {"username": "somebody", "password": "wrong"})

    with django_assert_num_queries(3):  # the account, the affiliate, the line
        client.post(SIGN_IN, {"username": name, "password": "wrong"})


def test_the_administrator_of_the_affiliate_sees_them_and_no_other_does(
    client, affiliate_admin, coordinator, stranger
):
    for user in (coordinator, stranger):
        actions.note_proof_refused(user, how="code")
    sign_in_freshly(client, affiliate_admin)

    shown = client.get("/audit/", {"verb": "proof.refused"}).context["lines"]

    assert [line.entry.actor_id for line in shown] == [coordinator.pk]


# Refusals


def test_a_sweep_of_numbers_is_attributed_in_the_log_line_by_line_and_in_the_journal_in_measure(
    client, viewer, lines
):
    theirs = [PartnershipFactory().pk for _each in range(3)]
    client.force_login(viewer)

    answers = [client.get(PARTNERSHIP.format(theirs[number % 3])) for number in range(12)]

    assert {answer.status_code for answer in answers} == {404}
    door, affiliate = "GET partnerships:partnership", viewer.affiliate.pk
    assert told("door.missing") == [
        ("door.missing", viewer.pk, door, affiliate),
        ("door.missing", viewer.pk, f"{door} × 10", affiliate),
    ]
    first = Entry.objects.filter(verb="door.missing").earliest("pk")
    assert str(first.request_id) == answers[0]["X-Request-ID"]
    assert len(lines) == 12
    assert lines[1] | {"at": "", "said": ""} == {
        "at": "",
        "said": "",
        "level": "INFO",
        "logger": "accounts.refusals",
        "request": answers[1]["X-Request-ID"],
        "status": 404,
        "method": "GET",
        "door": "partnerships:partnership",
        "asked_for": {"pk": theirs[1]},
        "actor": viewer.pk,
        "affiliates": [affiliate],
    }
    assert lines[1]["said"] == f"404 {door} pk={theirs[1]} to account {viewer.pk}: not found"


def test_a_foreign_object_changed_and_a_page_refused_are_told_as_well(client, viewer, coordinator, lines):
    own = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    client.force_login(viewer)

    statuses = [
        client.post(f"{PARTNERSHIP.format(PartnershipFactory().pk)}move/").status_code,
        client.get(f"{PARTNERSHIP.format(own.pk)}correct/").status_code,
        client.post(f"{PARTNERSHIP.format(own.pk)}correct/").status_code,
    ]

    assert statuses == [404, 403, 403]
    assert [line[:1] + line[2:] for line in told("door.missing", "door.closed", "door.refused")] == [
        ("door.missing", "POST partnerships:move-stage", viewer.affiliate.pk),
        ("door.closed", "GET partnerships:partnership-correct", viewer.affiliate.pk),
        ("door.refused", "POST partnerships:partnership-correct", viewer.affiliate.pk),
    ]
    assert [line["status"] for line in lines] == statuses


def test_each_refused_change_is_a_line_and_of_refused_pages_the_first_tenth_and_hundredth(client, viewer):
    sign_in_freshly(client, viewer)

    for _each in range(3):
        client.post("/audit/file/")
        client.get("/audit/")

    assert [line[2] for line in told("door.refused", "door.closed")] == [
        "POST dashboards:audit-file",
        "GET dashboards:audit",
        "POST dashboards:audit-file",
        "POST dashboards:audit-file",
    ]
    assert [number for number in range(1, 2000) if is_told(number)] == [1, 10, 100, 1000]


def test_a_refusal_of_somebody_in_two_affiliates_belongs_to_that_of_the_object(client, coordinator):
    user = member("viewer", coordinator.affiliate)
    grant_role(user, AffiliateFactory(), "viewer", by=None)
    own = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    client.force_login(user)

    client.post(f"{PARTNERSHIP.format(own.pk)}correct/")
    client.get("/audit/")

    assert [line[3] for line in told("door.refused", "door.closed")] == [coordinator.affiliate.pk, None]


def test_a_program_is_told_of_by_whose_token_it_uses(client, viewer):
    _token, secret = actions.make_token(viewer)

    answer = client.get(
        f"/api/v1/partnerships/{PartnershipFactory().pk}/", headers={"Authorization": f"Token {secret}"}
    )

    assert answer.status_code == 404
    assert [line[1] for line in told("door.missing")] == [viewer.pk]


def test_strangers_and_slips_of_the_keyboard_are_in_no_journal(client, viewer, lines):
    client.get(PARTNERSHIP.format(PartnershipFactory().pk))
    assert lines == []
    client.force_login(viewer)

    assert client.get("/no-such-page/").status_code == 404

    assert told("door.missing", "door.closed") == []
    assert [(line["door"], line["actor"]) for line in lines] == [("", viewer.pk)]


def test_no_key_of_an_address_and_no_name_stands_in_a_line(client, viewer, lines):
    viewer.wiki_username = "Canary name"
    viewer.save()
    client.force_login(viewer)

    client.get("/feeds/canary-key-of-a-feed.ics?q=canary")
    client.get("/institutions/999999/?name=canary")

    assert len(lines) == 2
    assert "anary" not in str(lines) + str(told("door.missing"))


def test_without_valkey_each_process_counts_for_itself(client, viewer, settings, lines):
    settings.REDIS_URL = f"redis://127.0.0.1:9/{uuid.uuid4().int % 9}"
    client.force_login(viewer)

    for _each in range(3):
        assert client.get(PARTNERSHIP.format(10**9)).status_code == 404

    assert len(lines) == 3
    assert len(told("door.missing")) == 1
    counting._counts.cache_clear()
