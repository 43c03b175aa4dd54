# SPDX-License-Identifier: GPL-3.0-or-later
"""Acting on the wiki as somebody: a token that works, renewed once however many ask; refusals in words."""

import logging
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone

from accounts import actions, credentials, vault
from accounts.errors import (
    AccessEnded,
    AccessRevoked,
    NotConnected,
    WikiAccountSuspended,
    WikiSignInUnavailable,
)
from accounts.models import WikiCredential
from journal.models import Entry
from localwiki import faults
from localwiki.accounts import AUTHOR
from tests.factories import UserFactory
from tests.factories.wiki import WikiAccountFactory, WikiCredentialFactory, credential_by
from tests.threads import race

pytestmark = [pytest.mark.django_db, pytest.mark.wiki]
REFRESH = "grant_type=refresh_token"


@pytest.fixture
def expired(authority):
    """A credential of the author's whose access token has ended; the refresh token works."""
    tokens = authority.grant(AUTHOR.name)
    authority.expire(tokens.access)
    return credential_by(tokens, expired=True)


def works(authority, access):
    return authority.ledger.sub_of(access) == authority.sub(AUTHOR.name)


def test_fresh_access_gives_a_token_that_has_time_left_without_asking_anybody(authority):
    tokens = authority.grant(AUTHOR.name)

    assert credentials.fresh_access(credential_by(tokens).user) == tokens.access
    assert authority.requests == []


def test_fresh_access_renews_an_expired_token_and_keeps_the_new_pair(authority, expired):
    old = vault.unseal(expired.refresh)

    access = credentials.fresh_access(expired.user)

    assert works(authority, access)
    expired.refresh_from_db()
    assert vault.unseal(expired.access) == access
    assert vault.unseal(expired.refresh) != old
    assert expired.expires_at > timezone.now() + timedelta(minutes=50)
    assert credentials.fresh_access(expired.user) == access
    assert authority.count(REFRESH) == 1


def test_renewed_refresh_token_renews_again(authority, expired):
    first = credentials.fresh_access(expired.user)
    WikiCredential.objects.update(expires_at=timezone.now())

    second = credentials.fresh_access(expired.user)

    assert not works(authority, first)
    assert works(authority, second)


@pytest.mark.django_db(transaction=True)
def test_workers_that_ask_at_once_make_one_refresh_and_share_its_token(authority, expired):
    results = race(*[lambda: credentials.fresh_access(expired.user)] * 4)

    assert len(set(results)) == 1
    assert works(authority, results[0])
    assert authority.count(REFRESH) == 1


@pytest.mark.django_db(transaction=True)
def test_fresh_access_refuses_to_run_inside_a_transaction_that_could_lose_the_new_token(expired):
    with pytest.raises(RuntimeError), credentials.transaction.atomic():
        credentials.fresh_access(expired.user)


def test_grant_taken_back_is_written_down_once_and_said_in_words(authority, expired):
    authority.revoke(AUTHOR.name)

    for _ in range(2):
        with pytest.raises(AccessRevoked, match="connect your wiki account again"):
            credentials.fresh_access(expired.user)

    expired.refresh_from_db()
    assert (bytes(expired.access), bytes(expired.refresh)) == (b"", b"")
    assert expired.revoked_why == "refused"
    assert authority.count(REFRESH) == 1
    assert Entry.objects.get(verb="wiki.refused").actor is None


@pytest.mark.parametrize(
    "mode", ["503", "429", "html", "empty", "garbage", "half", "cut", "reset", "302", "500"]
)
def test_fault_of_the_server_revokes_nothing(authority, expired, settings, mode):
    with faults.start(authority.port) as proxy:
        settings.WIKI_OAUTH_URL = f"{proxy.url}rest.php"
        proxy.inject(mode, match="access_token")

        with pytest.raises(WikiSignInUnavailable):
            credentials.fresh_access(expired.user)

    expired.refresh_from_db()
    assert expired.revoked_at is None
    assert bytes(expired.refresh)


def test_wrong_client_secret_is_the_operators_business_and_revokes_nothing(
    authority, expired, settings, caplog
):
    settings.WIKI_OAUTH_CLIENT_SECRET = "mistyped"

    with pytest.raises(WikiSignInUnavailable):
        credentials.fresh_access(expired.user)

    expired.refresh_from_db()
    assert expired.revoked_at is None
    assert "invalid_client" in caplog.text


def test_redirect_elsewhere_is_not_followed(authority, expired, settings):
    with faults.start(authority.port) as proxy:
        settings.WIKI_OAUTH_URL = f"{proxy.url}rest.php"
        proxy.inject(307, times=9)

        with pytest.raises(WikiSignInUnavailable):
            credentials.fresh_access(expired.user)

        assert len(proxy.requests) == 1


def test_nobody_who_is_not_connected_has_access():
    with pytest.raises(NotConnected):
        credentials.fresh_access(UserFactory())
    with pytest.raises(NotConnected):
        credentials.note_refused(UserFactory())


def test_whose_access_was_destroyed_is_told_to_sign_in_again():
    user = WikiAccountFactory().user

    for ask in (credentials.fresh_access, credentials.note_refused):
        with pytest.raises(AccessEnded, match="sign in by your wiki account again"):
            ask(user)


def test_nothing_is_done_for_somebody_whose_account_was_closed(authority):
    user = credential_by(authority.grant(AUTHOR.name)).user
    user.is_active = False
    user.save()

    with pytest.raises(NotConnected):
        credentials.fresh_access(user)


def test_suspended_account_has_no_access_though_its_tokens_work(authority):
    user = WikiAccountFactory(blocked=True).user
    credential_by(authority.grant(AUTHOR.name), user=user)

    with pytest.raises(WikiAccountSuspended):
        credentials.fresh_access(user)


def test_token_that_no_key_opens_asks_to_connect_again(authority, settings):
    credential = credential_by(authority.grant(AUTHOR.name))
    settings.TOKEN_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(AccessRevoked):
        credentials.fresh_access(credential.user)

    credential.refresh_from_db()
    assert credential.revoked_why == "seal_broken"


def test_refused_token_that_should_have_worked_is_revoked(authority):
    tokens = authority.grant(AUTHOR.name)
    credential = credential_by(tokens)

    with pytest.raises(AccessRevoked):
        credentials.note_refused(credential.user, tokens.access)

    credential.refresh_from_db()
    assert credential.revoked_at
    assert not credentials.is_connected(credential.user)


def test_refused_token_that_another_worker_has_renewed_meanwhile_may_be_tried_again(authority, expired):
    old = vault.unseal(expired.access)
    new = credentials.fresh_access(expired.user)

    with pytest.raises(WikiSignInUnavailable):
        credentials.note_refused(expired.user, old)

    assert credentials.fresh_access(expired.user) == new


def test_refused_token_whose_time_was_over_may_be_tried_again(authority, expired):
    with pytest.raises(WikiSignInUnavailable):
        credentials.note_refused(expired.user, vault.unseal(expired.access))

    assert works(authority, credentials.fresh_access(expired.user))


def test_tokens_are_sealed_and_stand_in_no_log_and_no_journal(authority, expired, caplog):
    caplog.set_level(logging.DEBUG)
    access = credentials.fresh_access(expired.user)
    authority.revoke(AUTHOR.name)
    WikiCredential.objects.update(expires_at=timezone.now())
    row = WikiCredential.objects.get()
    refresh = vault.unseal(row.refresh)

    with pytest.raises(AccessRevoked):
        credentials.fresh_access(expired.user)

    for secret in (access, refresh):
        assert secret not in caplog.text
        assert secret.encode() not in bytes(row.access) + bytes(row.refresh)
        assert secret not in str(list(Entry.objects.values())) + repr(row)


def test_unused_for_thirty_days_is_destroyed_and_not_a_day_sooner():
    now = timezone.now()
    WikiCredentialFactory(used_at=now - timedelta(days=30, minutes=1))
    used = WikiCredentialFactory(used_at=now - timedelta(days=29, hours=23))

    assert actions.destroy_unused(now=now) == 1
    assert list(WikiCredential.objects.all()) == [used]


def test_new_key_in_front_seals_again_and_the_old_one_may_go(settings):
    credential = WikiCredentialFactory()
    old, new = settings.TOKEN_KEYS[0], Fernet.generate_key().decode()
    settings.TOKEN_KEYS = [new, old]
    assert credentials.fresh_access(credential.user) == "an access token"

    assert actions.reseal_all() == (1, 0)

    settings.TOKEN_KEYS = [new]
    assert credentials.fresh_access(credential.user) == "an access token"
