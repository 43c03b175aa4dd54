# SPDX-License-Identifier: GPL-3.0-or-later
"""Who looks after the platform needs more than a password: a code of an app, or one written down before."""

import io
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.second_factor import needs_second_factor
from journal.models import Entry
from tests import authenticator
from tests.factories import UserFactory
from tests.people import sign_in_freshly
from tests.threads import race

pytestmark = pytest.mark.django_db
SIGN_IN, CODE, SET_UP = (
    reverse("login"),
    reverse("accounts:second-factor"),
    reverse("accounts:second-factor-set-up"),
)
HOME, SESSIONS, PROVE = reverse("home"), reverse("accounts:sessions"), reverse("accounts:prove")
PASSPHRASE = "a passphrase long enough"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_password(**flags):
    user = UserFactory(**flags)
    user.set_password(PASSPHRASE)
    user.save()
    return user


@pytest.fixture
def wrench(db):
    """A platform administrator with a password."""
    return with_password(is_platform_admin=True)


@pytest.fixture
def codes(wrench):
    """The recovery codes of the administrator, who has a second factor from now on."""
    return actions.set_up_second_factor(wrench, secret=SECRET)


def password(client, user, **more):
    return client.post(SIGN_IN, {"username": user.username, "password": PASSPHRASE, **more})


def is_in(client) -> bool:
    return client.get(SESSIONS).status_code == 200


@pytest.mark.parametrize("flag", ["is_platform_admin", "is_wmf_staff"])
def test_staff_without_one_are_led_to_set_one_up_and_are_not_in_before(client, flag):
    user = with_password(**{flag: True})

    led = password(client, user, next="/affiliates/")

    assert led.url == SET_UP
    assert not is_in(client)
    assert client.get("/").context["user"].is_anonymous


def test_setting_it_up_shows_a_picture_the_secret_and_the_codes_once_and_lets_in(client, wrench):
    password(client, wrench, next="/affiliates/")
    page = client.get(SET_UP)

    done = client.post(SET_UP, {"code": authenticator.code(page.context["secret"])})

    assert 'src="data:image/svg+xml;base64,' in page.text
    assert len(done.context["codes"]) == 10
    assert all(code in done.text for code in done.context["codes"])
    assert done["Cache-Control"] == "private, no-store"
    assert 'href="/affiliates/"' in done.text
    assert is_in(client)
    assert done.context["codes"][0] not in client.get(SESSIONS).text
    assert set(Entry.objects.values_list("verb", "actor")) == {
        ("second_factor.set_up", wrench.pk),
        ("session.begun", wrench.pk),
    }


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_secret(client, wrench):
    password(client, wrench)
    secret = client.get(SET_UP).context["secret"]

    answer = client.post(SET_UP, {"code": "000000"})

    assert (answer.status_code, answer.context["secret"]) == (422, secret)
    assert not Authenticator.objects.exists()
    assert not is_in(client)


def test_password_alone_lets_nobody_in_who_has_one(client, wrench, codes):
    assert password(client, wrench).url == CODE
    assert not is_in(client)
    assert client.post(CODE, {"code": "000000"}).status_code == 422
    assert not is_in(client)


def test_code_of_the_app_lets_in_under_a_new_session_id_and_on_to_what_was_wanted(client, wrench, codes):
    password(client, wrench, next="/affiliates/")
    before = client.session.session_key

    answer = client.post(CODE, {"code": authenticator.code(SECRET)})

    assert answer.url == "/affiliates/"
    assert client.session.session_key != before
    assert is_in(client)
    assert "half_signed_in" not in client.session


def test_a_code_works_once(wrench, codes):
    now, first, second = authenticator.code(SECRET), Client(), Client()
    password(first, wrench)
    first.post(CODE, {"code": now})
    password(second, wrench)

    second.post(CODE, {"code": now})

    assert (is_in(first), is_in(second)) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_a_recovery_code_works_once_for_two_at_one_moment(wrench, codes):
    clients = [Client() for _ in range(4)]
    for client in clients:
        password(client, wrench)

    race(*[lambda client=client: client.post(CODE, {"code": codes[3]}) for client in clients])

    assert [is_in(client) for client in clients].count(True) == 1


@pytest.mark.parametrize(
    ("later", "status"), [(-1, 302), (0, 302), (1, 302), (2, 422), (-2, 422), (-20, 422)]
)
def test_a_clock_may_be_half_a_minute_off(client, wrench, codes, later, status):
    with time_machine.travel(timezone.now(), tick=False):
        password(client, wrench)

        assert client.post(CODE, {"code": authenticator.code(SECRET, later=later)}).status_code == status


def test_tries_are_limited_and_then_the_right_code_is_refused_too(client, wrench, codes):
    password(client, wrench)

    answers = [client.post(CODE, {"code": f"{number:06}"}).status_code for number in range(5)]
    refused = client.post(CODE, {"code": authenticator.code(SECRET)})

    assert answers == [422] * 5
    assert (refused.status_code, refused["Retry-After"]) == (429, "300")
    other = Client()
    password(other, wrench)
    assert other.post(CODE, {"code": authenticator.code(SECRET)}).status_code == 429


def test_the_first_proof_is_good_for_ten_minutes_and_for_that_password(client, wrench, codes):
    with time_machine.travel(timezone.now() - timedelta(seconds=660), tick=False):
        password(client, wrench)
    late = client.post(CODE, {"code": codes[0]})
    password(client, wrench)
    wrench.set_password("another passphrase, long enough")
    wrench.save()

    assert late.url == client.post(CODE, {"code": codes[1]}).url == SIGN_IN
    assert not is_in(client)


def test_nobody_waits_for_a_code_without_a_first_proof(client, wrench, codes):
    assert client.get(CODE).url == client.post(CODE, {"code": codes[0]}).url == SIGN_IN
    assert client.get(SET_UP).url == SIGN_IN


def test_who_waits_for_a_code_cannot_set_up_another(client, wrench, codes):
    password(client, wrench)

    assert client.get(SET_UP).url == client.post(SET_UP, {"code": "1"}).url == SIGN_IN
    assert Authenticator.objects.get(type="totp").wrap().validate_code(authenticator.code(SECRET))


def test_closed_account_waits_for_nothing(client, wrench, codes):
    password(client, wrench)
    actions.disable_account(wrench, by=None)

    client.post(CODE, {"code": codes[0]})

    assert not is_in(client)


def test_by_password_affiliates_people_need_one_too(client, affiliate_admin):
    affiliate_admin.set_password(PASSPHRASE)
    affiliate_admin.save()

    led = password(client, affiliate_admin)

    assert led.url == SET_UP
    assert not is_in(client)
    assert not needs_second_factor(affiliate_admin, by_password=False)


def test_a_demo_asks_for_none(client, wrench, settings):
    settings.DEBUG = True

    assert password(client, wrench).url == HOME
    assert is_in(client)


def test_proof_once_more_asks_for_the_code_and_takes_no_password(client, wrench, codes):
    client.force_login(wrench)

    by_password = client.post(PROVE, {"password": PASSPHRASE, "next": "/account/tokens/"})
    by_code = client.post(PROVE, {"code": authenticator.code(SECRET), "next": "/account/tokens/"})

    assert (by_password.status_code, by_code.status_code) == (422, 302)
    assert client.post("/account/tokens/", {"reach": "read", "days": "30"}).status_code == 200


def test_setting_up_from_inside_asks_for_a_fresh_proof(client, volunteer):
    client.force_login(volunteer)

    assert client.get(SET_UP).url.startswith(PROVE)
    sign_in_freshly(client, volunteer)
    assert client.get(SET_UP).status_code == 200


def test_who_must_have_one_cannot_take_it_away_and_is_led_to_set_up_another(client, wrench, codes):
    sign_in_freshly(client, wrench)

    assert client.post(reverse("accounts:second-factor-remove")).url == SET_UP
    assert Authenticator.objects.filter(user=wrench).count() == 2


def test_who_need_not_can(client, volunteer):
    volunteer.set_unusable_password()
    volunteer.save()
    actions.set_up_second_factor(volunteer, secret=SECRET)
    sign_in_freshly(client, volunteer)

    client.post(reverse("accounts:second-factor-remove"))

    assert not Authenticator.objects.exists()


def test_new_recovery_codes_end_the_old_ones(client, wrench, codes):
    sign_in_freshly(client, wrench)

    fresh = client.post(reverse("accounts:recovery-codes")).context["codes"]

    assert not set(fresh) & set(codes)
    again = Client()
    password(again, wrench)
    assert again.post(CODE, {"code": codes[0]}).status_code == 422
    assert again.post(CODE, {"code": fresh[0]}).status_code == 302


def test_secrets_are_sealed_and_a_new_key_opens_them(client, wrench, codes, settings):
    kept = Authenticator.objects.get(user=wrench, type="totp")
    assert SECRET not in str(kept.data)
    old, new = settings.TOKEN_KEYS[0], Fernet.generate_key().decode()

    settings.TOKEN_KEYS = [new, old]
    call_command("reseal_tokens", stdout=io.StringIO())
    settings.TOKEN_KEYS = [new]

    password(client, wrench)
    assert client.post(CODE, {"code": authenticator.code(SECRET)}).status_code == 302


def test_lost_key_is_said_in_words_and_lets_nobody_in(client, wrench, codes, settings):
    settings.TOKEN_KEYS = [Fernet.generate_key().decode()]
    password(client, wrench)

    answer = client.post(CODE, {"code": authenticator.code(SECRET)})

    assert answer.status_code == 422
    assert "cannot be read" in answer.text
    assert not is_in(client)


def test_without_keys_nothing_can_be_set_up_and_nobody_is_let_in(client, wrench, settings):
    settings.TOKEN_KEYS = []
    password(client, wrench)

    assert client.get(SET_UP).status_code == 503
    assert not is_in(client)


def test_operator_helps_who_lost_phone_and_codes(client, wrench, codes):
    sign_in_freshly(client, wrench)

    call_command("remove_second_factor", wrench.username, stdout=io.StringIO())

    assert not is_in(client)
    assert password(client, wrench).url == SET_UP
