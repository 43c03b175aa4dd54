# SPDX-License-Identifier: GPL-3.0-or-later
"""The authorisation server before the local wiki answers as the real extension does, oddities included."""

import json
import urllib.error
import urllib.request
from urllib.parse import parse_qsl, urlencode, urlsplit

import mwclient
import pytest

from localwiki import oauth
from localwiki.accounts import AUTHOR
from localwiki.oauth.ledger import challenge_of

BACK = "http://127.0.0.1:9/accounts/mediawiki/login/callback/"
VERIFIER = "v" * 48


def ask(address, form=None, *, bearer=None, headers=None):
    """Status and answer, JSON where it is that."""
    sent = dict(headers or {}) | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
    body = urlencode(form).encode() if form is not None else None
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, sent), timeout=60) as response:
            status, said = response.status, response.read()
    except urllib.error.HTTPError as error:
        status, said = error.code, error.read()
    return status, json.loads(said)


def dialog_of(authority, **other):
    asked = {
        "response_type": "code",
        "client_id": authority.client_id,
        "redirect_uri": BACK,
        "state": "some state",
        "code_challenge": challenge_of(VERIFIER),
        "code_challenge_method": "S256",
    }
    return f"{authority.rest_url}/oauth2/authorize?{urlencode(asked | other)}"


def code_of(authority, account=AUTHOR.name):
    return dict(parse_qsl(urlsplit(authority.decide(dialog_of(authority), account)).query))["code"]


def exchange(authority, **form):
    known = {"client_id": authority.client_id, "client_secret": authority.client_secret}
    return ask(f"{authority.rest_url}/oauth2/access_token", known | form)


def by_code(authority, right_code, **other):
    form = {"grant_type": "authorization_code", "redirect_uri": BACK, "code_verifier": VERIFIER}
    return exchange(authority, **(form | {"code": right_code} | other))


def refreshed(authority, refresh, **other):
    return exchange(authority, grant_type="refresh_token", refresh_token=refresh, **other)


def profile(authority, bearer=None):
    return ask(f"{authority.rest_url}/oauth2/resource/profile", bearer=bearer)


def who(authority, bearer=None):
    status, said = ask(
        f"{authority.url}api.php?action=query&meta=userinfo&format=json&formatversion=2", bearer=bearer
    )
    assert status == 200
    return said.get("error", {}).get("code") or said["query"]["userinfo"]["name"]


def test_code_flow_ends_in_tokens_that_speak_for_the_account(authority):
    back = urlsplit(authority.decide(dialog_of(authority), AUTHOR.name))
    told = dict(parse_qsl(back.query))

    status, tokens = by_code(authority, told["code"])

    assert f"{back.scheme}://{back.netloc}{back.path}" == BACK
    assert told["state"] == "some state"
    assert 800 < len(told["code"]) < 1000
    assert (status, tokens["token_type"], tokens["expires_in"]) == (200, "Bearer", 3600)
    status, person = profile(authority, tokens["access_token"])
    assert status == 200
    assert (person["username"], person["sub"]) == (AUTHOR.name, authority.sub(AUTHOR.name))
    assert isinstance(person["sub"], str)
    assert person["blocked"] is False
    assert "email" not in person
    assert "name" not in person
    assert who(authority, tokens["access_token"]) == AUTHOR.name


def test_denial_comes_back_as_unauthorized_client_and_without_the_state(authority):
    assert authority.decide(dialog_of(authority), None) == f"{BACK}?error=unauthorized_client"

    authority.deny_next = True

    assert authority.decide(dialog_of(authority), AUTHOR.name) == f"{BACK}?error=unauthorized_client"
    assert "code=" in authority.decide(dialog_of(authority), AUTHOR.name)


def test_code_is_good_for_one_exchange(authority):
    code = code_of(authority)
    by_code(authority, code)

    status, said = by_code(authority, code)

    assert (status, said["error"], said["hint"]) == (
        400,
        "invalid_request",
        "Authorization code has been revoked",
    )


@pytest.mark.parametrize(
    ("wrong", "answered"),
    [
        ({"client_secret": "guessed"}, (401, "invalid_client")),
        ({"redirect_uri": "http://127.0.0.1:9/elsewhere/"}, (401, "invalid_client")),
        ({"code_verifier": "another"}, (400, "invalid_grant")),
        ({"code": "made up"}, (400, "invalid_request")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
    ],
)
def test_exchange_is_refused_with_the_extensions_own_status(authority, wrong, answered):
    status, said = by_code(authority, code_of(authority), **wrong)

    assert (status, said["error"]) == answered


def test_refresh_revokes_the_old_pair_at_once(authority):
    old = authority.grant(AUTHOR.name)

    status, new = refreshed(authority, old.refresh)

    assert status == 200
    assert who(authority, old.access) == "mwoauth-invalid-authorization"
    assert who(authority, new["access_token"]) == AUTHOR.name
    status, said = refreshed(authority, old.refresh)
    assert (status, said["error"]) == (401, "invalid_request")


def test_profile_without_a_header_stumbles_and_with_a_bad_token_denies(authority):
    assert profile(authority)[0] == 500

    status, said = profile(authority, "made-up")

    assert (status, said["error"]) == (401, "access_denied")


def test_api_answers_a_bad_an_expired_and_a_revoked_token_with_status_200_and_a_code(authority):
    expired, revoked = authority.grant(AUTHOR.name), authority.grant("Admin")
    authority.expire(expired.access)
    authority.revoke("Admin")

    assert [who(authority, each) for each in ("made-up", expired.access, revoked.access)] == [
        "mwoauth-invalid-authorization"
    ] * 3
    assert refreshed(authority, revoked.refresh)[0] == 401
    assert refreshed(authority, expired.refresh)[0] == 200


def test_short_lifetimes_end_by_themselves(fresh_mediawiki):
    with oauth.start(fresh_mediawiki, lifetime=0) as authority:
        assert who(authority, authority.grant(AUTHOR.name).access) == "mwoauth-invalid-authorization"


def test_without_a_token_the_wiki_answers_as_it_would_itself(authority):
    assert who(authority) == "127.0.0.1"
    authority.wiki.session(AUTHOR.name)  # its cookies are nobody else's

    assert who(authority) == "127.0.0.1"


def test_mwclient_edits_as_the_user_by_the_token(authority):
    tokens = authority.grant(AUTHOR.name)
    site = mwclient.Site(
        f"127.0.0.1:{authority.port}",
        scheme="http",
        path="/w/",
        custom_headers={"Authorization": f"Bearer {tokens.access}"},
        max_retries=0,
    )

    done = site.pages["GLAM/Case studies/Written by token"].edit("Text", summary="by token")

    page = authority.wiki.query("GLAM/Case studies/Written by token")
    assert done["result"] == "Success"
    assert page["revisions"][0]["user"] == AUTHOR.name
    authority.revoke(AUTHOR.name)
    with pytest.raises(mwclient.errors.APIError) as refused:
        site.pages["GLAM/Case studies/Written by token"].edit("Other text")
    assert refused.value.code == "mwoauth-invalid-authorization"


def test_session_that_the_wiki_lost_is_made_anew_without_an_anonymous_answer(authority):
    tokens = authority.grant(AUTHOR.name)
    assert who(authority, tokens.access) == AUTHOR.name
    authority.people.keep(
        authority.sub(AUTHOR.name),
        [f"{name}=lost" for name in authority.people.cookies(authority.sub(AUTHOR.name))],
    )

    assert who(authority, tokens.access) == AUTHOR.name


def test_renamed_account_keeps_its_sub_and_its_grant(authority):
    tokens = authority.grant(AUTHOR.name)
    sub = authority.sub(AUTHOR.name)
    who(authority, tokens.access)

    authority.wiki.rename(AUTHOR.name, "Author Renamed")

    assert authority.sub("Author Renamed") == sub
    person = profile(authority, tokens.access)[1]
    assert (person["sub"], person["username"]) == (sub, "Author Renamed")
    assert who(authority, tokens.access) == "Author Renamed"


def test_block_shows_in_the_profile_and_lock_ends_everything(authority):
    tokens = authority.grant(AUTHOR.name)

    authority.wiki.block(AUTHOR.name)

    assert profile(authority, tokens.access)[1]["blocked"] is True
    authority.lock(AUTHOR.name)
    assert who(authority, tokens.access) == "mwoauth-invalid-authorization"


def test_every_request_is_noted(authority):
    refreshed(authority, authority.grant(AUTHOR.name).refresh)

    (noted,) = [each for each in authority.requests if each.params.get("grant_type") == "refresh_token"]
    assert (noted.method, noted.status) == ("POST", 200)
    assert authority.count("grant_type=refresh_token") == 1
