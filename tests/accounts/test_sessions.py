# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions end: after a while, by one's own hand, and when an account is closed; then the store has them no more."""

import io
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from accounts import actions
from accounts.models import Session, WikiAccount, WikiCredential
from accounts.sessions import SessionStore, digest_of, program_in_words
from journal.models import Entry
from tests.factories import UserFactory, member
from tests.factories.wiki import WikiAccountFactory, WikiCredentialFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
HOME, MINE, PROFILE = reverse("home"), reverse("accounts:sessions"), reverse("accounts:profile")
PASSPHRASE = "a passphrase long enough"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
STAFF = {
    "coordinator": lambda: member("coordinator"),
    "viewer": lambda: member("viewer"),
    "wmf": lambda: UserFactory(is_wmf_staff=True),
    "platform": lambda: UserFactory(is_platform_admin=True),
}
MIGRATION = import_module("accounts.migrations.0009_session_keys_as_digests")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def signed_in(user, **headers) -> Client:
    client = Client(headers=headers)
    if not user.check_password(PASSPHRASE):  # a new one would end the other sessions
        user.set_password(PASSPHRASE)
        user.save()
    client.post(reverse("login"), {"username": user.username, "password": PASSPHRASE})
    return client


def is_in(client) -> bool:
    return client.get(PROFILE).status_code == 200


def still_in(user, *, after, clicks_every=None) -> bool:
    """Whether somebody is signed in so long afterwards, having clicked so often meanwhile."""
    client, start = Client(), timezone.now()
    with time_machine.travel(start, tick=False):
        client.force_login(user)
    if clicks_every:
        for number in range(1, int(after / clicks_every) + 1):
            with time_machine.travel(start + number * clicks_every, tick=False):
                client.get(PROFILE)
    with time_machine.travel(start + after, tick=False):
        return is_in(client)


@pytest.mark.parametrize("who", STAFF)
@pytest.mark.parametrize(("seconds", "stays"), [(-60, True), (60, False)])
def test_staff_and_who_sees_contacts_are_out_after_three_hours_without_a_click(who, seconds, stays):
    assert still_in(STAFF[who](), after=3 * HOUR + timedelta(seconds=seconds)) is stays


@pytest.mark.parametrize("who", ["viewer", "platform"])
@pytest.mark.parametrize(("seconds", "stays"), [(-60, True), (60, False)])
def test_they_are_out_after_twelve_hours_of_clicks(who, seconds, stays):
    assert (
        still_in(STAFF[who](), after=12 * HOUR + timedelta(seconds=seconds), clicks_every=2 * HOUR) is stays
    )


@pytest.mark.parametrize(("seconds", "stays"), [(-60, True), (60, False)])
def test_volunteers_are_out_after_fourteen_days_without_a_click(volunteer, seconds, stays):
    assert still_in(volunteer, after=14 * DAY + timedelta(seconds=seconds)) is stays


@pytest.mark.parametrize(("seconds", "stays"), [(-60, True), (60, False)])
def test_volunteers_are_out_after_thirty_days_of_clicks(volunteer, seconds, stays):
    assert still_in(volunteer, after=30 * DAY + timedelta(seconds=seconds), clicks_every=9 * DAY) is stays


def test_limits_are_the_settings(volunteer, settings):
    settings.SESSION_IDLE_DAYS = 2

    assert still_in(volunteer, after=2 * DAY - timedelta(minutes=1))
    assert not still_in(volunteer, after=2 * DAY + timedelta(minutes=1))


def test_who_gets_a_role_meanwhile_has_its_limits_at_once(volunteer):
    client = Client()
    with time_machine.travel(timezone.now() - 4 * HOUR, tick=False):
        client.force_login(volunteer)
    admin = member("admin")
    actions.grant_role(volunteer, admin.affiliate, "viewer", by=admin)

    assert not is_in(client)


def test_a_session_that_is_over_is_gone_from_the_store_and_says_why(coordinator):
    client = Client()
    with time_machine.travel(timezone.now() - 4 * HOUR, tick=False):
        client.force_login(coordinator)

    answer = client.get(PROFILE, follow=True)

    assert not Session.objects.filter(user=coordinator).exists()
    assert answer.redirect_chain[0][0].startswith("/sign-in/?next=")
    assert "some time has passed" in answer.text


def test_the_api_refuses_a_session_that_is_over(coordinator):
    client = Client()
    with time_machine.travel(timezone.now() - 4 * HOUR, tick=False):
        client.force_login(coordinator)

    assert client.get("/api/v1/advocates/").status_code == 401


def test_being_seen_is_written_down_once_a_minute_and_changes_nothing_else(
    volunteer, django_assert_num_queries
):
    client, start = Client(), timezone.now()
    with time_machine.travel(start, tick=False):
        client.force_login(volunteer)
        before = Session.objects.get()
    for seconds, seen in [(59, 0), (61, 61), (100, 61), (130, 130)]:
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            client.get(PROFILE)
        after = Session.objects.get()
        assert round((after.last_seen_at - start).total_seconds()) == seen
    assert (after.session_data, after.begun_at) == (before.session_data, before.begun_at)


def test_signing_in_kills_the_session_id_of_before(volunteer):
    client = Client()
    planted = client.session
    planted["anything"] = 1
    planted.save()
    client.cookies["session"] = planted.session_key
    volunteer.set_password(PASSPHRASE)
    volunteer.save()

    client.post(reverse("login"), {"username": volunteer.username, "password": PASSPHRASE})

    attacker = Client()
    attacker.cookies["session"] = planted.session_key
    assert is_in(client)
    assert not is_in(attacker)
    assert not Session.objects.filter(pk=digest_of(planted.session_key)).exists()


def test_whoever_reads_the_table_of_sessions_signs_in_as_nobody(volunteer):
    client, thief = signed_in(volunteer), Client()
    (row,) = Session.objects.filter(user=volunteer).values()

    assert client.session.session_key not in " ".join(map(str, row.values()))
    for stolen in (row["session_key"], row["session_key"][:32], row["session_data"]):
        thief.cookies["session"] = stolen
        assert not is_in(thief)
    assert is_in(client)


def test_the_key_opens_and_ends_its_session_in_every_way_the_store_is_asked(volunteer):
    key = signed_in(volunteer).session.session_key
    store, row = SessionStore(key), Session.objects.get()

    assert (store.exists(key), store.exists(row.pk)) == (True, False)
    assert async_to_sync(SessionStore().aexists)(key)
    assert async_to_sync(store.aload)()["_auth_user_id"] == str(volunteer.pk)
    assert async_to_sync(SessionStore(row.pk).aload)() == {}
    store.delete(row.pk)
    assert Session.objects.exists()
    store.delete(key)
    assert not Session.objects.exists()
    async_to_sync(store.acreate)()
    assert [each.pk for each in Session.objects.all()] == [digest_of(store.session_key)]
    async_to_sync(store.adelete)(store.session_key)
    assert not Session.objects.exists()


def test_sessions_of_before_the_upgrade_stay_open(volunteer):
    client, unread = signed_in(volunteer), signed_in(volunteer)
    key = client.session.session_key
    Session.objects.filter(pk=digest_of(key)).update(session_key=key)

    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.DIGEST)

    assert (is_in(client), is_in(unread)) == (True, True)
    assert not Session.objects.filter(pk=key).exists()


def test_page_lists_ones_own_sessions_with_the_program_in_words(volunteer, coordinator):
    signed_in(coordinator, user_agent=FIREFOX)
    elsewhere, here = signed_in(volunteer, user_agent=CHROME), signed_in(volunteer, user_agent=FIREFOX)

    page = here.get(MINE)

    assert [each.program for each in page.context["sessions"]] == ["Firefox, Linux", "Chrome, Windows"]
    assert "this one" in page.text
    assert elsewhere.session.session_key not in page.text
    assert here.session.session_key not in page.text
    assert is_in(elsewhere)


@pytest.mark.parametrize("count", [10, 40])
def test_page_costs_the_same_however_many_sessions(volunteer, count, django_assert_num_queries):
    for _ in range(count):
        Client().force_login(volunteer)
    client = Client()
    client.force_login(volunteer)

    with django_assert_num_queries(5):  # session, user, roles, sessions, second factor
        assert len(client.get(MINE).context["sessions"]) == count + 1


def test_ending_one_session_leaves_the_others(volunteer):
    elsewhere, here = signed_in(volunteer), signed_in(volunteer)
    handle = Session.objects.get(pk=digest_of(elsewhere.session.session_key)).handle

    here.post(reverse("accounts:end-session", args=[handle]))

    assert (is_in(elsewhere), is_in(here)) == (False, True)


def test_sessions_of_others_are_not_there(volunteer, coordinator):
    theirs = signed_in(coordinator)
    handle = Session.objects.get(pk=digest_of(theirs.session.session_key)).handle

    answer = signed_in(volunteer).post(reverse("accounts:end-session", args=[handle]))

    assert answer.status_code == 404
    assert is_in(theirs)


def test_ending_all_others_ends_tokens_too(volunteer):
    elsewhere, here = signed_in(volunteer), signed_in(volunteer)
    _token, secret = actions.make_token(volunteer, days=30)
    me = {"headers": {"Authorization": f"Token {secret}"}}
    before = Client().get("/api/v1/institutions/", **me).status_code

    here.post(reverse("accounts:end-other-sessions"))

    assert (is_in(elsewhere), is_in(here)) == (False, True)
    assert before == 200
    assert Client().get("/api/v1/institutions/", **me).status_code == 401
    assert list(Entry.objects.filter(verb="session.all_ended").values_list("actor", "after")) == [
        (volunteer.pk, "1 + 1")
    ]


def test_ending_all_others_destroys_what_lets_us_write_on_the_wiki(volunteer, coordinator):
    WikiAccountFactory(user=volunteer)
    WikiCredentialFactory(user=volunteer)
    WikiCredentialFactory(user=coordinator)
    here = signed_in(volunteer)

    here.post(reverse("accounts:end-other-sessions"))

    assert [each.user for each in WikiCredential.objects.all()] == [coordinator]
    assert Entry.objects.get(verb="wiki.disconnected").actor == volunteer
    assert "To publish under this name, connect it again." in here.get(PROFILE).text


def test_closing_an_account_ends_sessions_and_tokens_in_the_store(volunteer):
    client = signed_in(volunteer)
    _token, secret = actions.make_token(volunteer, days=30)
    WikiCredentialFactory(user=volunteer)

    call_command("disable_account", volunteer.username, stdout=io.StringIO())

    assert not is_in(client)
    assert not Session.objects.filter(user=volunteer).exists()
    assert not AuthToken.objects.exists()
    assert not WikiCredential.objects.exists()
    again = client.post(reverse("login"), {"username": volunteer.username, "password": PASSPHRASE})
    assert again.status_code == 200
    call_command("disable_account", volunteer.username, "--undo", stdout=io.StringIO())
    assert is_in(signed_in(volunteer))
    assert set(Entry.objects.values_list("verb", flat=True)) >= {"account.disabled", "account.enabled"}


@pytest.mark.parametrize("trouble", WikiAccount.Trouble.values)
def test_who_is_blocked_or_gone_on_the_wiki_and_has_no_other_way_in_is_out(volunteer, trouble):
    volunteer.set_unusable_password()
    volunteer.save()
    client = Client()
    client.force_login(volunteer)

    actions.suspend_wiki(WikiAccountFactory(user=volunteer), trouble)

    assert not is_in(client)


def test_signing_out_clears_what_the_browser_keeps_and_kills_the_session(volunteer):
    client = signed_in(volunteer)
    copy = Client()
    copy.cookies["session"] = client.session.session_key

    answer = client.post(reverse("logout"))

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(copy)


def test_what_is_left_of_old_sessions_is_destroyed(volunteer, coordinator):
    with time_machine.travel(timezone.now() - 31 * DAY, tick=False):
        signed_in(volunteer)
    signed_in(coordinator)

    assert actions.destroy_old_sessions(now=timezone.now()) == 1
    assert [each.user for each in Session.objects.exclude(user=None)] == [coordinator]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox, Linux"),
        (CHROME, "Chrome, Windows"),
        (CHROME + " Edg/140.0", "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_program_in_words(said, words):
    assert program_in_words(said) == words
