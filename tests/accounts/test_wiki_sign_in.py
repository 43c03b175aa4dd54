# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in by wiki account: who comes in is decided by the number the wiki gives, by nothing else."""

from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import actions, credentials, vault
from accounts.limits import LIMITS, Limit, Per
from accounts.models import User, WikiAccount, WikiCredential
from accounts.recording import name_hash
from accounts.wiki_server import Person, Tokens
from journal.models import Entry
from localwiki import faults
from localwiki.accounts import ADMIN, AUTHOR
from tests.attacks.payloads import ELSEWHERE
from tests.factories import UserFactory
from tests.factories.wiki import WikiAccountFactory, WikiCredentialFactory
from tests.people import sign_in_freshly
from tests.threads import race

pytestmark = [pytest.mark.django_db, pytest.mark.wiki]
BEGIN, CALLBACK = reverse("accounts:wiki-sign-in"), reverse("accounts:wiki-callback")
PROFILE, DISCONNECT = reverse("accounts:profile"), reverse("accounts:wiki-disconnect")


def to_wiki(client, **form):
    """Where the wiki's dialog is."""
    response = client.post(BEGIN, form)
    assert response.status_code == 302
    return response.url


def back(client, address):
    """Come back to where the wiki sends us, which names the site's registered address."""
    assert address.startswith("http://127.0.0.1:8000" + CALLBACK)
    return client.get(address.removeprefix("http://127.0.0.1:8000"))


def sign_in(client, authority, account=AUTHOR.name, **form):
    return back(client, authority.decide(to_wiki(client, **form), account))


def who(client):
    return client.session.get("_auth_user_id")


def person(**other):
    return Person(**({"sub": "77", "username": "Somebody", "is_blocked": False} | other))


def tokens():
    return Tokens("access", "refresh", timezone.now())


def test_first_sign_in_makes_a_user_without_password_who_is_known_by_the_wikis_number(client, authority):
    response = sign_in(client, authority)

    user = User.objects.get()
    assert response.url == reverse("home")
    assert who(client) == str(user.pk)
    assert (user.wiki_username, user.has_usable_password(), user.email) == (AUTHOR.name, False, "")
    assert user.wiki_account.sub == authority.sub(AUTHOR.name)
    assert authority.ledger.sub_of(credentials.fresh_access(user)) == user.wiki_account.sub


def test_request_to_the_wiki_carries_a_challenge_and_a_state_and_no_secret(client, authority):
    asked = dict(parse_qsl(urlsplit(to_wiki(client)).query))

    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 16
    assert asked["redirect_uri"] == "http://127.0.0.1:8000" + CALLBACK
    assert authority.client_secret not in str(asked)


def test_second_sign_in_is_the_same_user_with_new_tokens(client, authority):
    sign_in(client, authority)
    first = vault.unseal(WikiCredential.objects.get().access)
    client.logout()

    sign_in(client, authority)

    assert User.objects.count() == 1
    assert vault.unseal(WikiCredential.objects.get().access) != first


def test_session_changes_at_sign_in(client, authority):
    address = to_wiki(client)
    before = client.session.session_key

    back(client, authority.decide(address, AUTHOR.name))

    assert client.session.session_key != before


def test_sign_in_goes_on_to_the_page_that_was_wanted_but_never_elsewhere(client, authority):
    assert sign_in(client, authority, next="/account/profile/").url == "/account/profile/"
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        client.logout()
        assert sign_in(client, authority, next=elsewhere).url == reverse("home")


def test_the_wikis_answer_leads_nowhere_else_whatever_is_added_to_it(client, authority):
    """27 addresses, each in what was asked for, and in all that may be added to the way back and its headers."""
    led = set()
    for payload in ELSEWHERE:
        client.logout()
        address = authority.decide(to_wiki(client, next=payload, return_to=payload), AUTHOR.name)
        more = urlencode(dict.fromkeys(("next", "return_to", "redirect_uri", "back", "iss"), payload))
        is_header = payload.isascii() and payload.isprintable()
        headers = {"Referer": payload, "X-Forwarded-Host": "evil.example"} if is_header else {}

        answer = client.get(f"{address.removeprefix('http://127.0.0.1:8000')}&{more}", headers=headers)

        led.add((answer.status_code, answer.url if answer.status_code == 302 else "", bool(who(client))))
        refused = client.get(f"{CALLBACK}?error=access_denied&error_uri={quote(payload)}&{more}")
        led.add((refused.status_code, refused.get("Location"), False))

    assert len(ELSEWHERE) >= 25
    # Signed in and home, or on a path of ours that only looks odd; or refused, on a page of ours.
    paths = {(302, path, True) for path in (reverse("home"), "/..//evil.example/", "/%2f/evil.example/")}
    assert {each for each in led if each[0] == 302} == paths
    assert {each[:2] for each in led if each[0] != 302} <= {(400, None), (403, None)}


def test_renamed_account_is_the_same_user_under_the_new_name(client, own_authority):
    sign_in(client, own_authority)
    client.logout()
    own_authority.wiki.rename(AUTHOR.name, "Author Renamed")

    sign_in(client, own_authority, "Author Renamed")

    assert User.objects.get().wiki_username == "Author Renamed"
    assert Entry.objects.filter(verb="wiki.renamed").count() == 1


def test_new_owner_of_an_old_name_is_somebody_else(client, own_authority):
    sign_in(client, own_authority)
    client.logout()
    own_authority.wiki.rename(AUTHOR.name, "Author Renamed")
    own_authority.wiki.rename("SyncBot", AUTHOR.name)

    sign_in(client, own_authority, AUTHOR.name)

    old, new = User.objects.order_by("pk")
    assert who(client) == str(new.pk)
    assert (old.wiki_username, new.wiki_username) == ("", AUTHOR.name)


def test_local_user_of_the_same_name_or_mail_is_not_signed_in(client, authority):
    local = UserFactory(username=AUTHOR.name, wiki_username=AUTHOR.name, email="author@example.org")

    sign_in(client, authority)

    local.refresh_from_db()
    assert who(client) != str(local.pk)
    assert local.wiki_username == ""  # never proven, and now known to be somebody else's


def test_denial_without_state_is_a_page_of_ours_and_signs_nobody_in(client, authority):
    response = sign_in(client, authority, None)

    assert response.status_code == 403
    assert "You did not allow it on the wiki" in response.text
    assert who(client) is None
    assert not User.objects.exists()


def test_answer_is_good_once(client, authority):
    address = authority.decide(to_wiki(client), AUTHOR.name)
    back(client, address)
    client.logout()

    response = back(client, address)

    assert response.status_code == 400
    assert who(client) is None


def test_answer_meant_for_another_browser_is_refused(client, authority, django_user_model):
    other = type(client)()
    address = authority.decide(to_wiki(other), ADMIN.name)

    response = back(client, address)

    assert response.status_code == 400
    assert who(client) is None
    assert authority.count("access_token") == 0


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x", "?code=x&state=y", "?error=server_error", "?error=%00&state=%ff"]
)
def test_made_up_answer_is_refused_in_words(client, authority, query):
    to_wiki(client)

    response = client.get(f"{CALLBACK}{query}")

    assert response.status_code in (400, 503)
    assert "You are not signed in" in response.text


def test_code_of_somebody_elses_sign_in_does_not_fit_our_verifier(client, authority):
    stolen = dict(parse_qsl(urlsplit(authority.decide(to_wiki(type(client)()), ADMIN.name)).query))["code"]
    state = dict(parse_qsl(urlsplit(to_wiki(client)).query))["state"]

    response = client.get(CALLBACK, {"code": stolen, "state": state})

    assert response.status_code == 400
    assert "did not accept" in response.text
    assert who(client) is None


@pytest.mark.parametrize("where", ["access_token", "profile"])
@pytest.mark.parametrize("mode", ["500", "503", "302", "html", "empty", "garbage", "half", "reset"])
def test_server_that_stumbles_is_a_page_of_ours(client, authority, settings, where, mode):
    with faults.start(authority.port) as proxy:
        settings.WIKI_OAUTH_URL = f"{proxy.url}rest.php"
        address = authority.decide(to_wiki(client), AUTHOR.name)
        proxy.inject(mode, times=9, match=where)

        response = back(client, address)

    assert response.status_code == 503
    assert "Try again in a few minutes" in response.text
    assert not User.objects.exists()


def test_blocked_account_is_refused_and_what_it_had_is_suspended(client, own_authority):
    sign_in(client, own_authority)
    client.logout()
    own_authority.wiki.block(AUTHOR.name)

    response = sign_in(client, own_authority)

    assert response.status_code == 403
    assert "blocked on the wiki" in response.text
    assert who(client) is None
    assert Entry.objects.filter(verb="session.failed").count() == 1
    assert WikiAccount.objects.get().trouble == "blocked"
    own_authority.wiki.unblock(AUTHOR.name)
    sign_in(client, own_authority)
    assert WikiAccount.objects.get().trouble == ""


def test_closed_account_is_refused(client, authority):
    user = UserFactory(is_active=False)
    WikiAccountFactory(user=user, sub=authority.sub(AUTHOR.name))

    response = sign_in(client, authority)

    assert response.status_code == 403
    assert "is closed" in response.text
    assert who(client) is None
    line = Entry.objects.get(verb="session.failed")
    assert (line.actor, line.after) == (None, name_hash(AUTHOR.name))


@pytest.mark.django_db(transaction=True)
def test_two_first_sign_ins_at_once_make_one_user():
    results = race(*[lambda: actions.sign_in_by_wiki(person(), tokens())] * 2)

    assert results[0] == results[1]
    assert User.objects.count() == 1


def test_somebody_signed_in_connects_their_wiki_account(client, authority):
    user = UserFactory(wiki_username="")
    sign_in_freshly(client, user)

    response = sign_in(client, authority, connect="1")

    user.refresh_from_db()
    assert response.url == PROFILE
    assert who(client) == str(user.pk)
    assert (user.wiki_username, user.wiki_account.sub) == (AUTHOR.name, authority.sub(AUTHOR.name))
    assert Entry.objects.get(verb="wiki.connected").actor == user
    assert AUTHOR.name in client.get(PROFILE).text


def test_wiki_account_of_another_user_is_not_connected(client, authority):
    WikiAccountFactory(sub=authority.sub(AUTHOR.name))
    user = UserFactory()
    sign_in_freshly(client, user)

    response = sign_in(client, authority, connect="1")

    assert response.status_code == 409
    assert "connected to another account" in response.text
    assert not WikiCredential.objects.exists()


def test_second_wiki_account_is_not_connected_beside_the_first(client, authority):
    user = WikiAccountFactory().user
    sign_in_freshly(client, user)

    response = sign_in(client, authority, connect="1")

    assert response.status_code == 403
    assert "disconnect that one first" in response.text


def test_connecting_ends_when_somebody_signed_out_meanwhile(client, authority):
    sign_in_freshly(client, UserFactory())
    address = authority.decide(to_wiki(client, connect="1"), AUTHOR.name)
    client.logout()

    assert back(client, address).status_code == 400
    assert not WikiAccount.objects.exists()


def test_disconnecting_destroys_the_tokens_and_lets_the_account_go(client):
    user = WikiCredentialFactory().user
    user.set_password("a password of their own")
    user.save()
    client.force_login(user)

    client.post(DISCONNECT)

    user.refresh_from_db()
    assert not WikiCredential.objects.exists()
    assert not WikiAccount.objects.exists()
    assert user.wiki_username == ""
    assert Entry.objects.get().verb == "wiki.disconnected"


def test_disconnecting_leaves_the_only_way_in(client):
    user = actions.sign_in_by_wiki(person(), tokens())
    client.force_login(user)

    client.post(DISCONNECT)

    assert not WikiCredential.objects.exists()
    assert WikiAccount.objects.get().user == user


def test_unproven_number_and_odd_answers_of_the_profile_sign_nobody_in(client, authority, monkeypatch):
    odd = [
        {"sub": "0"}, {"sub": None}, {"sub": True}, {"sub": ["4"]}, {"sub": "4 or 5"}, {"sub": "x" * 65},
        {"username": ""}, {"username": None}, {"username": "A\x00B"}, {"username": "x" * 256},
    ]  # fmt: skip
    for wrong in odd:
        known = authority.people.profile
        monkeypatch.setattr(
            authority.people, "profile", lambda sub, wrong=wrong, known=known: known(sub) | wrong
        )
        assert sign_in(client, authority).status_code == 503, wrong
        monkeypatch.undo()
    assert not User.objects.exists()


def test_sign_in_is_offered_where_it_is_configured(client, authority, settings):
    assert "Sign in with your wiki account" in client.get(reverse("login")).text

    settings.WIKI_OAUTH_CLIENT_ID = ""

    assert "Sign in with your wiki account" not in client.get(reverse("login")).text
    assert client.post(BEGIN).status_code == 404
    assert client.get(CALLBACK).status_code == 404


def test_sign_in_begins_by_a_form_only(client, authority):
    assert client.get(BEGIN).status_code == 405
    assert type(client)(enforce_csrf_checks=True).post(BEGIN).status_code == 403


def test_sign_in_is_limited(client, authority, monkeypatch):
    monkeypatch.setitem(LIMITS, "sign_in.wiki", (Limit(2, 60, Per.ADDRESS),))

    answers = [client.post(BEGIN).status_code for _ in range(3)]

    assert answers == [302, 302, 429]


def test_no_session_and_no_page_holds_a_token(client, authority):
    sign_in(client, authority)
    row = WikiCredential.objects.get()

    shown = client.get(PROFILE).text + str(dict(client.session))

    for secret in (vault.unseal(row.access), vault.unseal(row.refresh), authority.client_secret):
        assert secret not in shown


def test_role_is_given_by_the_name_the_wiki_has_proven(client, affiliate_admin):
    proven = WikiAccountFactory(user=UserFactory(wiki_username="Proven Name")).user
    UserFactory(wiki_username="Claimed Name")
    sign_in_freshly(client, affiliate_admin)
    people = reverse("accounts:people", args=[affiliate_admin.affiliate.pk])

    assert client.post(people, {"username": "Proven Name", "role": "viewer"}).status_code == 302
    assert client.post(people, {"username": "Claimed Name", "role": "viewer"}).status_code == 422
    assert proven.memberships.get().role == "viewer"
