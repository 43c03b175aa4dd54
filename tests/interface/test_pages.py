# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame of a page: language and direction, the token for scripts, and pages for what went wrong."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "lang, direction, sheet, other",
    [("en", "ltr", "codex.css", "codex-rtl.css"), ("ar", "rtl", "codex-rtl.css", "codex.css")],
)
def test_page_has_the_direction_of_its_language(client, lang, direction, sheet, other):
    page = client.get(reverse("login"), headers={"accept-language": lang}).content.decode()

    assert f'<html lang="{lang}" dir="{direction}">' in page
    assert f"vendor/codex/{sheet}" in page
    assert f"vendor/codex/{other}" not in page


def test_page_carries_the_token_for_scripts_and_the_places_they_fill(client):
    page = client.get(reverse("login")).content.decode()

    assert 'data-csrf="' in page
    assert 'data-csrf=""' not in page
    for place in ("live", "alert", "toast", "toast-error", "dlg", "dlg-title", "dlg-body", "main"):
        assert page.count(f'id="{place}"') == 1


def test_page_offers_the_other_languages_by_their_own_names(client):
    page = client.get(reverse("login"), headers={"accept-language": "ar"}).content.decode()

    assert 'value="en" lang="en"' in page
    assert "English" in page
    assert 'value="ar"' not in page


def test_the_board_is_not_offered_to_strangers(client):
    assert reverse("partnerships:board") not in client.get(reverse("login")).content.decode()


def test_sign_in_goes_back_to_where_one_wanted(client):
    page = client.get(reverse("login"), {"next": "/partnerships/4/"}).content.decode()

    assert '<input type="hidden" name="next" value="/partnerships/4/">' in page


def test_wrong_password_is_told_in_a_summary(client):
    page = client.post(reverse("login"), {"username": "nobody", "password": "wrong"}).content.decode()

    assert page.count('id="error-summary"') == 1


@pytest.mark.parametrize("stale, words", [(True, "grown old"), (False, "Not allowed")])
def test_a_refused_page_says_which_kind_of_refusal_it_is(rf, stale, words):
    assert words in render_to_string("403.html", {"stale_form": stale}, rf.get("/"))


def test_the_page_for_our_own_faults_needs_neither_request_nor_database():
    assert "Something broke" in render_to_string("500.html", {})
