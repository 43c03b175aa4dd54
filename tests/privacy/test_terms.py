# SPDX-License-Identifier: GPL-3.0-or-later
"""Terms are agreed to once a version, and asked again when they change."""

import hashlib
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.actions import make_token
from journal.models import Entry
from privacy import actions, asking
from privacy.errors import PublishedMeanwhile, TextMissing
from privacy.models import Acceptance, Statement
from privacy.parsing import blocks, fill, placeholders
from privacy.texts import first_version
from tests.factories import AdvocateFactory
from tests.people import elevate, sign_in_freshly

ACCEPT = reverse("privacy:accept")
SIGN = reverse("privacy:sign")


def _agree(client, user, address=ACCEPT, kinds=asking.ASKED_OF_ALL, **more):
    return client.post(address, {"statements": asking.lacking(user, kinds), "agreed": "on", **more})


def test_whoever_has_not_agreed_is_led_to_the_terms_and_back(client, volunteer, shipped):
    sign_in_freshly(client, volunteer)

    led = client.get(reverse("today:queue") + "?page=2")
    assert (led.status_code, led.url) == (302, f"{ACCEPT}?next=%2Ftoday%2F%3Fpage%3D2")
    page = client.get(led.url)
    assert [each.statement.kind for each in page.context["statements"]] == ["terms", "privacy"]
    back = _agree(client, volunteer, next=page.context["next"])

    assert back.url == "/today/?page=2"
    assert client.get("/today/").status_code == 200
    assert Entry.objects.filter(verb="statement.accepted", actor=volunteer).count() == 2


def test_what_was_agreed_to_is_kept_with_its_letters(client, volunteer, shipped):
    sign_in_freshly(client, volunteer)
    client.get(ACCEPT, headers={"accept-language": "ar"})
    client.post(
        ACCEPT,
        {"statements": asking.lacking(volunteer), "agreed": "on"},
        headers={"accept-language": "ar"},
    )

    row = Acceptance.objects.get(user=volunteer, statement__kind="terms")
    assert row.language == "ar"
    assert row.digest == hashlib.sha256(row.statement.texts["ar"].encode()).hexdigest()
    assert row.digest == hashlib.sha256(first_version()["terms"]["ar"].encode()).hexdigest()


def test_a_new_version_asks_again_and_says_what_is_new(client, volunteer, publish):
    publish("terms")
    sign_in_freshly(client, volunteer)
    _agree(client, volunteer)
    assert client.get("/today/").status_code == 200
    publish("terms", "Be kinder.", change="Kinder than before.")

    led = client.get("/today/")
    page = client.get(led.url)

    assert led.status_code == 302
    assert "Kinder than before." in page.text
    _agree(client, volunteer)
    assert client.get("/today/").status_code == 200
    assert Acceptance.objects.filter(user=volunteer).count() == 2


def test_a_version_of_a_day_to_come_is_not_asked_for_before(client, volunteer, publish):
    publish("terms", in_force_at=timezone.now() + timedelta(minutes=1))
    sign_in_freshly(client, volunteer)

    assert client.get("/today/").status_code == 200
    assert asking.in_force() == {}


def test_agreeing_to_what_is_no_longer_in_force_is_refused(client, volunteer, publish):
    old = publish("terms")
    publish("terms", "Newer.")
    sign_in_freshly(client, volunteer)

    assert client.post(ACCEPT, {"statements": [old.pk], "agreed": "on"}).status_code == 422
    assert client.post(ACCEPT, {"statements": asking.lacking(volunteer)}).status_code == 422
    privacy = publish("privacy")
    assert client.post(ACCEPT, {"statements": [privacy.pk], "agreed": "on"}).status_code == 422
    assert not Acceptance.objects.exists()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"]
)
def test_the_way_back_stays_here(client, volunteer, publish, target):
    publish("terms")
    sign_in_freshly(client, volunteer)

    assert _agree(client, volunteer, next=target).url == "/"


@pytest.mark.parametrize(
    "name", ["partnerships:institution-list", "casestudies:list", "login", "healthz", "privacy:accept"]
)
def test_public_pages_are_never_kept_back(client, volunteer, shipped, name):
    sign_in_freshly(client, volunteer)

    assert client.get(reverse(name)).status_code in (200, 302)
    assert not client.get(reverse(name)).headers.get("Location", "").startswith(ACCEPT)


def test_the_way_out_stays_open_and_the_first_page_asks(client, volunteer, shipped):
    sign_in_freshly(client, volunteer)

    assert client.get("/").url.startswith(ACCEPT)
    assert client.get(reverse("privacy:statement", args=["terms"])).status_code == 200
    assert client.post("/sign-out/").url == "/"
    assert client.get("/").status_code == 200


def test_a_slot_keeps_its_link_and_a_write_does_nothing(client, volunteer, shipped):
    sign_in_freshly(client, volunteer)

    slot = client.get("/today/", headers={"hx-request": "true"})
    by_fragment = client.post(
        reverse("accounts:tokens"), {"reach": "read", "days": 30}, headers={"hx-request": "true"}
    )
    write = client.post(reverse("accounts:tokens"), {"reach": "read", "days": 30})

    assert (slot.status_code, slot.text) == (204, "")
    assert (by_fragment.status_code, by_fragment["HX-Redirect"]) == (403, ACCEPT)
    assert (write.status_code, write.url) == (302, ACCEPT)
    assert not Entry.objects.filter(verb="token.made").exists()


def test_the_api_says_so_in_words(client, volunteer, shipped):
    _token, secret = make_token(volunteer, days=30)

    by_token = client.get("/api/v1/partnerships/", headers={"authorization": f"Token {secret}"})
    sign_in_freshly(client, volunteer)
    by_session = client.get("/api/v1/partnerships/")

    assert (by_token.status_code, by_session.status_code) == (403, 403)
    assert by_token.json() == by_session.json()
    assert "agree" in by_token.json()["detail"]
    _agree(client, volunteer)
    assert (
        client.get("/api/v1/partnerships/", headers={"authorization": f"Token {secret}"}).status_code == 200
    )


def test_agreeing_costs_a_question_once_and_then_none(client, volunteer, shipped, django_assert_num_queries):
    sign_in_freshly(client, volunteer)
    _agree(client, volunteer)
    assert asking.lacking(volunteer) == []

    with django_assert_num_queries(0):
        assert asking.lacking(volunteer) == []


def test_no_role_shows_contacts_before_the_signature(client, coordinator, publish):
    advocate = AdvocateFactory(affiliate=coordinator.affiliate, name="Ada Pond")
    publish("confidentiality")
    sign_in_freshly(client, coordinator)
    page = advocate.get_absolute_url()

    led = client.get(page)
    institution = client.get(advocate.posts.get().institution.get_absolute_url())
    answer = client.get("/api/v1/advocates/")

    assert led.url == f"{SIGN}?next={page.replace('/', '%2F')}"
    assert "Ada Pond" not in institution.text
    assert SIGN in institution.text
    assert answer.status_code == 403
    assert "confidentiality" in answer.json()["detail"]
    _agree(client, coordinator, SIGN, asking.BEFORE_CONTACTS)
    assert client.get(page).status_code == 200
    assert "Ada Pond" in client.get(advocate.posts.get().institution.get_absolute_url()).text
    assert client.get("/api/v1/advocates/").json()["results"][0]["name"] == "Ada Pond"


def test_whoever_has_no_role_signs_nothing(client, volunteer, publish):
    publish("confidentiality")
    sign_in_freshly(client, volunteer)

    assert client.get(SIGN).status_code == 403
    assert client.get("/today/").status_code == 200


def test_publishing_adds_a_version_and_changes_none(client, platform_admin, publish):
    first = publish("notice", "Dear {name}")
    sign_in_freshly(client, platform_admin)
    elevate(client)
    address = reverse("privacy:publish", args=["notice"])
    asked = {"number": 2, "text_en": "Hello {name}", "changes_en": "Warmer."}

    made = client.post(address, asked)
    again = client.post(address, asked)
    client.post(
        address, {"number": 3, "text_en": "Later", "in_force_on": timezone.localdate() + timedelta(days=9)}
    )

    assert made.status_code == 302
    assert again.status_code == 422
    second, third = Statement.objects.filter(kind="notice", number__gt=1).order_by("number")
    assert (second.texts, second.changes, second.published_by) == (
        {"en": "Hello {name}"},
        {"en": "Warmer."},
        platform_admin,
    )
    assert third.in_force_at > timezone.now() + timedelta(days=7)
    first.refresh_from_db()
    assert first.text == "Dear {name}"
    assert Entry.objects.get(verb="statement.published", subject_id=second.pk).actor == platform_admin


def test_publishing_needs_an_elevated_session_and_the_refusal_leads_there(client, platform_admin, publish):
    publish("notice", "Dear {name}")
    sign_in_freshly(client, platform_admin)
    address = reverse("privacy:publish", args=["notice"])
    asked = {"number": 2, "text_en": "Hello {name}", "changes_en": "Warmer."}

    shut, sent = client.get(address), client.post(address, asked)
    seen = client.get(reverse("privacy:statements"))

    assert (shut.status_code, sent.status_code, seen.status_code) == (403, 403, 200)
    assert f"{reverse('accounts:elevate')}?next={address}" in shut.text
    assert Statement.objects.filter(kind="notice").count() == 1
    client.post(reverse("accounts:elevate"), {"reason": "Decided by the board today", "next": address})
    assert client.post(address, asked).status_code == 302
    assert Statement.objects.filter(kind="notice").count() == 2


def test_publishing_in_an_elevated_session_with_an_old_proof_is_asked_again(client, platform_admin, publish):
    publish("notice", "Dear {name}")
    client.force_login(platform_admin)
    elevate(client)

    sent = client.post(reverse("privacy:publish", args=["notice"]), {"number": 2, "text_en": "x"})

    assert sent.url.startswith(reverse("accounts:prove"))
    assert Statement.objects.filter(kind="notice").count() == 1


def test_publishing_refuses_nothing_and_what_somebody_was_quicker_with(publish, platform_admin):
    publish("terms")

    with pytest.raises(TextMissing):
        actions.publish("terms", by=platform_admin, texts={"en": "  "}, changes={}, number=2)
    with pytest.raises(PublishedMeanwhile):
        actions.publish("terms", by=platform_admin, texts={"en": "x"}, changes={}, number=1)
    assert Statement.objects.count() == 1


@pytest.mark.parametrize(
    "sql", ["update privacy_statement set texts = '{}'", "delete from privacy_statement"]
)
def test_a_version_is_never_changed(publish, sql):
    publish("terms")

    with pytest.raises(Exception, match="privacy_statement"), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_fresh_platform_has_its_statements_in_every_language():
    texts = first_version()

    assert set(texts) == set(Statement.Kind.values)
    assert {kind: set(each) for kind, each in texts.items()} == dict.fromkeys(texts, {"en", "ar"})
    for each in texts.values():
        assert placeholders(each["en"]) == placeholders(each["ar"])
        assert [block.kind for block in blocks(each["en"])] == [block.kind for block in blocks(each["ar"])]


def test_statements_name_who_answers_for_them(client, shipped, settings):
    settings.OPERATOR_NAME, settings.DATA_CONTROLLER = "Wikimedia Utopia", "The Board of Utopia"
    settings.OPERATOR_CONTACT = "privacy@utopia.example"

    page = client.get(reverse("privacy:statement", args=["privacy"])).text

    assert all(
        words in page for words in ("Wikimedia Utopia", "The Board of Utopia", "privacy@utopia.example")
    )
    assert "{" not in page.split("<main")[1].split("</main")[0]
    assert reverse("privacy:statement", args=["terms"]) in client.get("/").text


def test_statements_are_read_in_arabic_from_right_to_left(client, shipped):
    page = client.get(reverse("privacy:statement", args=["privacy"]), headers={"accept-language": "ar"})

    assert '<div class="prose" lang="ar" dir="rtl">' in page.text
    assert "بيانات" in page.text


@pytest.mark.parametrize(
    "text",
    [
        "{{ settings.SECRET_KEY }}",
        "{% debug %}",
        "{name.__class__.__init__.__globals__}",
        "{0}",
        "%(name)s",
        "{name!r}",
    ],
)
def test_a_placeholder_reaches_nothing_but_its_word(text):
    assert fill(text, {"name": "Ada"}) == text


def test_a_word_that_looks_like_a_placeholder_is_not_read_again():
    assert fill("{name} of {place}", {"name": "{place}", "place": "Pond"}) == "{place} of Pond"


def test_the_migration_publishes_what_is_shipped_and_only_once(db):
    migration = import_module("privacy.migrations.0003_first_statements")

    migration.publish(apps, None)
    migration.publish(apps, None)

    assert set(Statement.objects.values_list("kind", "number")) == {(kind, 1) for kind in first_version()}
