# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written on the wiki with somebody's token is theirs; expiry, renewal and revocation end as they should."""

import mwclient
import pytest

from accounts import credentials
from accounts.errors import AccessRevoked
from localwiki.accounts import ADMIN, AUTHOR
from tests.factories.wiki import credential_by
from tests.threads import race

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "GLAM/Case studies/Written for somebody"


@pytest.fixture
def authors(authority, settings):
    """Somebody whose credential is the author's."""
    settings.WIKI_OAUTH_URL = authority.rest_url
    settings.WIKI_OAUTH_CLIENT_ID, settings.WIKI_OAUTH_CLIENT_SECRET = (
        authority.client_id,
        authority.client_secret,
    )
    return credential_by(authority.grant(AUTHOR.name))


def site(authority, access):
    return mwclient.Site(
        f"127.0.0.1:{authority.port}",
        scheme="http",
        path="/w/",
        custom_headers={"Authorization": f"Bearer {access}"},
        max_retries=0,
    )


def write(authority, user, text, title=PAGE):
    return site(authority, credentials.fresh_access(user)).pages[title].edit(text, assertuser=AUTHOR.name)


def writers(authority, title=PAGE):
    page = authority.wiki.query(title, rvlimit="max", rvprop="user")
    return [revision["user"] for revision in page["revisions"]]


def test_edits_before_and_after_expiry_are_the_users_own(authority, authors):
    write(authority, authors.user, "One")
    authors.expires_at = authors.granted_at
    authors.save()
    authority.expire(credentials.vault.unseal(authors.access))

    write(authority, authors.user, "One and two")

    assert writers(authority) == [AUTHOR.name] * 2
    assert authority.count("grant_type=refresh_token") == 1


def test_two_workers_after_expiry_refresh_once_and_both_write(authority, authors):
    authority.expire(credentials.vault.unseal(authors.access))
    authors.expires_at = authors.granted_at
    authors.save()

    results = race(
        lambda: write(authority, authors.user, "First", f"{PAGE}/1"),
        lambda: write(authority, authors.user, "Second", f"{PAGE}/2"),
    )

    assert [each["result"] for each in results] == ["Success"] * 2
    assert writers(authority, f"{PAGE}/1") + writers(authority, f"{PAGE}/2") == [AUTHOR.name] * 2
    assert authority.count("grant_type=refresh_token") == 1


def test_grant_taken_back_between_two_edits_ends_with_the_first(authority, authors):
    access = credentials.fresh_access(authors.user)
    page = site(authority, access).pages[PAGE]
    page.edit("Before")
    authority.revoke(AUTHOR.name)

    with pytest.raises(mwclient.errors.APIError) as refused:
        page.edit("After")
    assert refused.value.code == "mwoauth-invalid-authorization"
    with pytest.raises(AccessRevoked):
        credentials.note_refused(authors.user, access)
    with pytest.raises(AccessRevoked):
        credentials.fresh_access(authors.user)

    assert writers(authority) == [AUTHOR.name]


def test_token_of_one_is_no_token_of_another(authority, authors):
    access = credentials.fresh_access(authors.user)

    with pytest.raises(mwclient.errors.APIError) as refused:
        site(authority, access).api("query", meta="tokens", assertuser=ADMIN.name)

    assert refused.value.code == "assertnameduserfailed"
