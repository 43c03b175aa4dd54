# SPDX-License-Identifier: GPL-3.0-or-later
"""A passkey is a second factor: for this site, this person, once; and whoever must have a second factor keeps one."""

import json
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions, passkeys
from journal.models import Entry
from tests import authenticator
from tests.factories import UserFactory
from tests.passkey import PRESENT, VERIFIED, Key
from tests.people import sign_in_freshly
from tests.threads import race

pytestmark = pytest.mark.django_db
SIGN_IN, CODE, ADD, SET_UP, PROVE, SESSIONS = (
    reverse(name)
    for name in (
        "login",
        "accounts:second-factor",
        "accounts:passkey-add",
        "accounts:second-factor-set-up",
        "accounts:prove",
        "accounts:sessions",
    )
)
PASSPHRASE = "a passphrase long enough"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://glam.example/"


@pytest.fixture
def wrench(db):
    """A platform administrator with a password, who must have a second factor."""
    user = UserFactory(username="wrench", is_platform_admin=True)
    user.set_password(PASSPHRASE)
    user.save()
    return user


def password(client, **more):
    return client.post(SIGN_IN, {"username": "wrench", "password": PASSPHRASE, **more})


def add(client, passkey, *, name="Blue key", **wrong):
    options = client.get(ADD).context["options"]
    return client.post(ADD, {"name": name, "answer": passkey.made(options, **wrong)})


@pytest.fixture
def key(wrench):
    """The key of the administrator, added already."""
    client, key = Client(), Key()
    password(client)
    add(client, key)
    return key


def asked(client, **more) -> str:
    """Give the password; what the browser is then told."""
    assert password(client, **more).url == CODE
    return client.get(CODE).context["options"]


def show(client, answer: str):
    return client.post(CODE, {"answer": answer})


def is_in(client) -> bool:
    return client.get(SESSIONS).status_code == 200


def test_who_must_have_a_second_factor_may_choose_a_passkey_and_is_in_with_recovery_codes(client, wrench):
    assert ADD in client.get(password(client, next="/affiliates/").url).text

    done = add(client, Key())

    assert len(done.context["codes"]) == 10
    assert 'href="/affiliates/"' in done.text
    assert is_in(client)
    assert "Blue key" in client.get(SESSIONS).text
    assert set(Entry.objects.values_list("verb", "actor")) == {
        ("passkey.added", wrench.pk),
        ("session.begun", wrench.pk),
    }


def test_password_and_passkey_let_in_on_to_what_was_wanted(client, key):
    options = asked(client, next="/affiliates/")
    assert not is_in(client)

    answer = show(client, key.shown(options))

    assert answer.url == "/affiliates/"
    assert is_in(client)
    assert passkeys.of(client.get(SESSIONS).wsgi_request.user)[0].last_used_at


def test_recovery_code_lets_in_too_and_the_page_asks_for_no_app(client, wrench):
    codes = add_inside(wrench, Key()).context["codes"]
    asked(client)

    page = client.get(CODE)
    answer = client.post(CODE, {"code": codes[0]})

    assert "authenticator app" not in page.text
    assert page.context["form"]["code"].label == "Recovery code"
    assert answer.status_code == 302


def add_inside(user, key, **more):
    client = Client()
    sign_in_freshly(client, user)
    return add(client, key, **more)


STRANGER = ec.generate_private_key(ec.SECP256R1())
WRONG = {
    "another site": {"site": "https://evil.example"},
    "a neighbour by name": {"site": "https://x.glam.example"},
    "another port": {"site": "https://glam.example:8443"},
    "no TLS": {"site": "http://glam.example"},
    "made for another site": {"rp": "evil.example"},
    "another question": {"challenge": "A" * 43},
    "of the other ceremony": {"kind": "webauthn.create"},
    "nobody touched it": {"flags": VERIFIED},
    "nobody showed a finger or a PIN": {"flags": PRESENT},
    "signed by another key": {"secret": STRANGER},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_not_as_it_should_be_lets_nobody_in(client, key, wrong):
    options = asked(client)

    answer = show(client, key.shown(options, **wrong))

    assert answer.status_code == 422
    assert "did not answer as it should" in answer.text
    assert not is_in(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"site": "https://evil.example"},
        {"rp": "evil.example"},
        {"challenge": "A" * 43},
        {"kind": "webauthn.get"},
        {"flags": PRESENT},
        {"kind_of_key": {3: -65535}},
    ],
)
def test_what_is_not_as_it_should_be_is_not_added(client, wrench, wrong):
    password(client)

    answer = add(client, Key(), **wrong)

    assert answer.status_code == 422
    assert not Authenticator.objects.exists()
    assert not is_in(client)


def test_an_answer_counts_once_in_its_browser_and_in_no_other(client, key):
    other = Client()
    answer = key.shown(asked(client))
    asked(other)

    assert show(other, answer).status_code == 422
    assert show(client, answer).status_code == 302
    client.post(reverse("logout"))
    asked(client)
    assert show(client, answer).status_code == 422
    assert not is_in(client)


@pytest.mark.parametrize("counts", [True, False])
def test_a_question_is_answered_once_even_if_the_first_answer_was_wrong(client, wrench, counts):
    key = Key(counts=counts)
    add_inside(wrench, key)
    options = asked(client)
    show(client, key.shown(options, secret=STRANGER))

    assert show(client, key.shown(options)).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_at_one_moment_an_answer_is_used_once_and_the_last_two_do_not_both_go(wrench, rf):
    key = Key(counts=False)
    for each in (key, Key()):
        add_inside(wrench, each)
    request = rf.get("/")
    request.session = {}
    answer = json.loads(key.shown(json.dumps(passkeys.ask_to_use(request, wrench))))
    used = passkeys.used(request, wrench, answer)

    noted = race(*[lambda: done(actions.note_passkey_used, used)] * 4)
    gone = race(*[partial(done, actions.remove_passkey, each, by=wrench) for each in passkeys.of(wrench)])

    assert sorted(noted) == [False, False, False, True]
    assert sorted(gone) == [False, True]
    assert len(passkeys.of(wrench)) == 1


def done(action, *args, **kwargs) -> bool:
    try:
        action(*args, **kwargs)
    except ValidationError:
        return False
    return True


def test_a_copied_key_that_counts_anew_is_refused(client, key):
    show(client, key.shown(asked(client)))
    key.count = 0

    other = Client()
    assert show(other, key.shown(asked(other))).status_code == 422


def test_a_question_to_add_answers_none_to_use_and_grows_old(client, wrench, key):
    sign_in_freshly(client, wrench)
    options = json.loads(client.get(ADD).context["options"]) | {"rpId": "glam.example"}
    assert client.post(PROVE, {"answer": key.shown(json.dumps(options))}).status_code == 422

    with time_machine.travel(timezone.now() - timedelta(seconds=599), tick=False):
        late, now = Client(), Client()
        asks = [asked(late), asked(now)]
    assert show(now, key.shown(asks[1])).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(seconds=2), tick=False):
        show(late, key.shown(asks[0]))
    assert not is_in(late)


def test_another_persons_passkey_opens_nothing(client, key):
    other = Key()
    add_inside(UserFactory(), other)

    assert show(client, other.shown(asked(client))).status_code == 422


NONSENSE = [
    "", "[]", "7", "{", "null", '{"id": 1}', "[" * 15_000, '{"a":' * 3000, '{"id": "x", "rawId": "eA", "type": "public-key"}',
    '{"id":"eA","rawId":"eA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA","authenticatorData":"eA","signature":"eA"}}',
    '{"id":"eA","rawId":"eA","type":"public-key","response":"x"}', '{"id":"\\ud800","rawId":["eA"],"type":null,"response":{}}',
]  # fmt: skip


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_refused_and_breaks_nothing(client, wrench, key, nonsense):
    asked(client)
    inside = Client()
    sign_in_freshly(inside, wrench)
    inside.get(ADD)

    assert show(client, nonsense).status_code == 422
    assert inside.post(ADD, {"name": "x", "answer": nonsense}).status_code == 422


def test_bytes_turned_over_anywhere_in_an_answer_open_and_break_nothing(wrench, key, rf):
    """Each thirteenth letter of what shows a passkey is refused; of what makes one, some say no more than its model."""
    request, refused, tried = rf.get("/"), Counter(), Counter()
    request.session = {}
    for ask, judge, make in (
        (passkeys.ask_to_use, passkeys.used, key.shown),
        (passkeys.ask_to_add, passkeys.added, Key().made),
    ):
        for part, text in json.loads(make(json.dumps(ask(request, wrench))))["response"].items():
            for place in range(0, len(text) - 2, 13):
                whole = json.loads(make(json.dumps(ask(request, wrench))))
                text = whole["response"][part]
                whole["response"][part] = (
                    text[:place] + ("A" if text[place] != "A" else "_") + text[place + 1 :]
                )
                refused[judge.__name__] += not done(judge, request, wrench, whole)
                tried[judge.__name__] += 1
    assert refused["used"] == tried["used"] > 20
    assert refused["added"] > 10


def test_tries_are_counted_with_those_of_codes(client, wrench, key):
    answers = [show(client, key.shown(asked(client), secret=STRANGER)).status_code for _number in range(3)]
    answers += [client.post(CODE, {"code": "000000"}).status_code for _number in range(2)]

    refused = show(client, key.shown(client.get(CODE).context["options"]))

    assert answers == [422] * 5
    assert (refused.status_code, refused["Retry-After"]) == (429, "300")
    assert not is_in(client)


def test_passkey_proves_once_more_who_one_is(client, wrench, key):
    client.force_login(wrench)
    page = client.get(PROVE, {"next": "/account/tokens/"})

    answer = client.post(PROVE, {"answer": key.shown(page.context["options"]), "next": "/account/tokens/"})

    assert answer.url == "/account/tokens/"
    assert client.post("/account/tokens/", {"reach": "read", "days": "30"}).status_code == 200
    again = client.post(PROVE, {"answer": key.shown(page.context["options"])})
    assert again.status_code == 422


def test_adding_and_removing_ask_for_a_fresh_proof(client, wrench, key):
    client.force_login(wrench)
    passkey = passkeys.of(wrench)[0]

    assert client.get(ADD).url.startswith(PROVE)
    assert client.post(ADD, {"name": "x", "answer": "{}"}).url.startswith(PROVE)
    assert client.post(reverse("accounts:passkey-remove", args=[passkey.pk])).url.startswith(PROVE)
    assert passkeys.of(wrench) == [passkey]


def test_who_waits_and_has_one_cannot_add_another(client, key):
    asked(client)

    assert client.get(ADD).url == client.post(ADD, {"name": "x"}).url == SIGN_IN


def test_the_last_second_factor_of_staff_stays_until_there_is_another(client, wrench, key):
    sign_in_freshly(client, wrench)
    remove = reverse("accounts:passkey-remove", args=[passkeys.of(wrench)[0].pk])

    led = client.post(remove, follow=True)

    assert led.redirect_chain == [(SET_UP, 302)]
    assert "Set up another one here first" in led.text
    assert len(passkeys.of(wrench)) == 1
    client.post(SET_UP, {"code": authenticator.code(led.context["secret"])})
    assert client.post(remove).url == SESSIONS
    assert passkeys.of(wrench) == []
    assert client.post(reverse("accounts:second-factor-remove")).url == SET_UP
    assert Entry.objects.filter(verb="passkey.removed", actor=wrench.pk).count() == 1


def test_app_goes_where_a_passkey_stays_and_an_app_set_up_anew_leaves_passkeys(client, wrench, key):
    actions.set_up_second_factor(wrench, secret=SECRET)
    assert len(passkeys.of(wrench)) == 1
    sign_in_freshly(client, wrench)

    client.post(reverse("accounts:second-factor-remove"))

    assert set(Authenticator.objects.values_list("type", flat=True)) == {"webauthn", "recovery_codes"}


def test_who_need_have_none_may_remove_the_last_and_its_recovery_codes_go(client, volunteer):
    volunteer.set_unusable_password()  # they come by the wiki
    volunteer.save()
    add_inside(volunteer, Key())
    sign_in_freshly(client, volunteer)

    client.post(reverse("accounts:passkey-remove", args=[passkeys.of(volunteer)[0].pk]))

    assert not Authenticator.objects.exists()


def test_a_second_passkey_keeps_the_recovery_codes_and_none_is_added_twice(client, wrench, key):
    before = Authenticator.objects.get(type="recovery_codes").data

    assert add_inside(wrench, Key(), name="Second").url == SESSIONS
    assert add_inside(wrench, key, name="Again").status_code == 422
    assert [each.wrap().name for each in passkeys.of(wrench)] == ["Blue key", "Second"]
    assert Authenticator.objects.get(type="recovery_codes").data == before


def test_there_are_ten_at_most(client, wrench, monkeypatch):
    monkeypatch.setattr(passkeys, "MOST", 2)
    answers = [add_inside(wrench, Key(), name=f"Key {number}").status_code for number in range(3)]

    assert answers == [200, 302, 422]
    sign_in_freshly(client, wrench)
    assert client.get(SESSIONS).text.count(ADD) == 0


def test_adding_is_tried_ten_times_in_five_minutes(client, wrench):
    sign_in_freshly(client, wrench)
    answers = [client.post(ADD, {"name": "x", "answer": "{}"}).status_code for _number in range(10)]

    assert answers == [422] * 10
    assert add(client, Key()).status_code == 429


def test_a_strange_name_is_shown_as_text_and_an_empty_one_refused(client, wrench):
    assert add_inside(wrench, Key(), name="   ").status_code == 422
    add_inside(wrench, Key(), name="<b>مفتاح</b>\u202e")
    sign_in_freshly(client, wrench)

    assert "<bdi>&lt;b&gt;مفتاح&lt;/b&gt;" in client.get(SESSIONS).text


def test_without_keys_none_is_added_and_resealing_passes_passkeys_by(client, wrench, key, settings):
    actions.reseal_second_factors()
    assert show(client, key.shown(asked(client))).status_code == 302
    settings.TOKEN_KEYS = []

    assert client.get(ADD).status_code == 503


def test_what_is_kept_is_the_public_half_and_what_the_browser_said_of_it(wrench, key):
    kept = passkeys.of(wrench)[0].data

    assert set(kept) == {"name", "credential"}
    assert set(kept["credential"]["response"]) == {"clientDataJSON", "attestationObject"}
