# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in by wiki account, through the wiki's own dialog in Chromium, before a real MediaWiki."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts import credentials
from accounts.errors import AccessRevoked
from accounts.models import User, WikiCredential
from glamwiki.csp import sign_in_origins
from localwiki import oauth
from localwiki.accounts import AUTHOR
from tests.factories import UserFactory
from tests.wiki.conftest import fresh_mediawiki

__all__ = ["fresh_mediawiki"]
pytestmark = pytest.mark.wiki


@pytest.fixture
def authority(fresh_mediawiki, live_server, settings):
    """The product signs people in at this wiki, and its policy knows."""
    with oauth.start(fresh_mediawiki) as running:
        settings.SITE_URL = live_server.url
        settings.WIKI_OAUTH_URL = running.rest_url
        settings.WIKI_OAUTH_CLIENT_ID = running.client_id
        settings.WIKI_OAUTH_CLIENT_SECRET = running.client_secret
        policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        forms = ["'self'", *sign_in_origins(running.rest_url)]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy | {"form-action": forms}}
        yield running


@pytest.fixture
def page(browser, browser_context_args, authority):
    """A browser that goes to the wiki too, which `context` counts as a fault; one page of it."""
    faults = []
    with browser.new_context(**browser_context_args) as context:
        context.set_default_timeout(15_000)
        context.on("weberror", lambda fault: faults.append(str(fault.error)))
        context.on(
            "console", lambda said: faults.append(said.text) if "Security Policy" in said.text else None
        )
        yield context.new_page()
    assert not faults, faults


def to_dialog(page):
    page.goto(reverse("login"))
    page.get_by_role("button", name="Sign in with your wiki account").click()
    expect(page.get_by_role("heading", name="Application connection request")).to_be_visible()


def allow(page, account):
    page.get_by_label("Account").select_option(account)
    page.get_by_role("button", name="Allow").click()


def test_somebody_signs_in_is_renamed_and_signs_in_again(page, authority):
    to_dialog(page)
    allow(page, AUTHOR.name)
    expect(page.get_by_role("banner").get_by_text(AUTHOR.name)).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    authority.wiki.rename(AUTHOR.name, "Author Renamed")

    to_dialog(page)
    allow(page, "Author Renamed")

    expect(page.get_by_role("banner").get_by_text("Author Renamed")).to_be_visible()
    assert User.objects.get().wiki_username == "Author Renamed"


def test_denial_is_said_in_words_and_the_second_try_works(page, authority, grave_findings):
    to_dialog(page)
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()
    expect(page.get_by_text("You did not allow it on the wiki")).to_be_visible()
    assert grave_findings(page) == []

    page.get_by_role("button", name="Try again").click()
    allow(page, AUTHOR.name)

    expect(page.get_by_role("banner").get_by_text(AUTHOR.name)).to_be_visible()


def test_going_back_to_a_used_answer_is_refused_in_words(page, authority):
    to_dialog(page)
    with page.expect_response(lambda response: "/login/callback/" in response.url) as seen:
        allow(page, AUTHOR.name)

    page.goto(seen.value.url)

    expect(page.get_by_text("was used already")).to_be_visible()


def test_member_connects_loses_the_grant_and_connects_again(page, authority, sign_in, grave_findings):
    user = UserFactory(wiki_username="")
    sign_in(page, user)
    page.goto(reverse("accounts:profile"))
    page.get_by_role("button", name="Connect my wiki account").click()
    allow(page, AUTHOR.name)
    expect(page.get_by_text("Your wiki account is connected.")).to_be_visible()
    expect(page.get_by_role("region", name="Your wiki account").get_by_text(AUTHOR.name)).to_be_visible()
    assert grave_findings(page) == []
    first = credentials.fresh_access(user)
    authority.expire(first)
    authority.revoke(AUTHOR.name)
    with pytest.raises(AccessRevoked):
        credentials.note_refused(user, first)

    page.reload()
    page.get_by_role("button", name="Connect it again").click()
    allow(page, AUTHOR.name)

    expect(page.get_by_text("Your wiki account is connected.")).to_be_visible()
    assert authority.ledger.sub_of(credentials.fresh_access(user)) == authority.sub(AUTHOR.name)


def test_member_without_a_password_takes_the_right_to_publish_back(page, authority):
    to_dialog(page)
    allow(page, AUTHOR.name)
    page.goto(reverse("accounts:profile"))

    page.get_by_role("button", name="Take back the right to publish").click()

    expect(page.get_by_text("We can no longer publish in your name.")).to_be_visible()
    assert not WikiCredential.objects.exists()
