# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose ways in were changed gets a mail, in the transaction that changed them; nothing stops these mails."""

import json

import pytest

from accounts import actions, passkeys
from accounts.errors import LastSecondFactor, TooManyTokens
from accounts.models import User
from accounts.notifications import SAID
from tests.architecture.worlds.signing_in import ASKED
from tests.factories import UserFactory
from tests.passkey import Key
from work.models import Message

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def ada(db):
    return UserFactory(email="ada@example.org", unwanted_mails=list(User.MailKind.values))


def add_passkey(user):
    actions.add_passkey(user, name="Phone", credential=json.loads(Key().made(ASKED)))


def remove_passkey(user):
    actions.set_up_second_factor(user, secret=SECRET)
    add_passkey(user)
    Message.objects.all().delete()
    actions.remove_passkey(passkeys.of(user)[0], by=user)


def remove_app(user):
    actions.set_up_second_factor(user, secret=SECRET)
    add_passkey(user)
    Message.objects.all().delete()
    actions.remove_app(user, by=user)


def have_it_removed(user):
    """By the command, for somebody who lost it."""
    add_passkey(user)
    Message.objects.all().delete()
    actions.remove_second_factor(user, by=None)


WAYS = [
    (add_passkey, "passkey.added"),
    (remove_passkey, "passkey.removed"),
    (lambda user: actions.set_up_second_factor(user, secret=SECRET), "second_factor.set_up"),
    (actions.make_recovery_codes, "second_factor.codes_made"),
    (remove_app, "second_factor.removed"),
    (have_it_removed, "second_factor.removed"),
    (actions.make_token, "token.made"),
]


def test_every_sentence_is_tried():
    assert {verb for _act, verb in WAYS} == set(SAID)


@pytest.mark.parametrize("act, verb", WAYS)
def test_one_mail_says_what_was_changed_and_where_to_look(ada, act, verb):
    act(ada)

    (mail,) = Message.objects.filter(kind="mail")
    assert (mail.payload["to"], mail.payload["subject"]) == ("ada@example.org", str(SAID[verb]))
    assert "/account/sessions/" in mail.payload["body"]
    assert "optional" not in mail.payload


@pytest.mark.parametrize("act, verb", WAYS)
def test_who_has_no_address_gets_none_and_nothing_fails(ada, act, verb):
    ada.email = ""
    ada.save()

    act(ada)

    assert not Message.objects.exists()


def test_it_is_written_in_the_language_of_the_reader(ada):
    ada.language = "ar"
    ada.save()

    actions.make_token(ada)

    mail = Message.objects.get().payload
    assert mail["subject"] == "أُنشئ رمز API لحسابك."
    assert 'dir="rtl"' in mail["html"]


def test_each_change_has_a_mail_of_its_own(ada):
    actions.make_token(ada)
    actions.make_token(ada)

    assert Message.objects.count() == 2


def test_what_was_refused_is_told_to_nobody(settings):
    settings.DEBUG = False
    wrench = UserFactory(email="wrench@example.org", is_platform_admin=True)
    actions.set_up_second_factor(wrench, secret=SECRET)
    for _ in range(20):
        actions.make_token(wrench)
    Message.objects.all().delete()

    with pytest.raises(LastSecondFactor):
        actions.remove_app(wrench, by=wrench)
    with pytest.raises(TooManyTokens):
        actions.make_token(wrench)

    assert not Message.objects.exists()


def test_it_quotes_no_key_and_no_code(ada):
    _token, secret = actions.make_token(ada)
    codes = actions.set_up_second_factor(ada, secret=SECRET)

    said = "".join(json.dumps(mail.payload) for mail in Message.objects.all())

    assert [word for word in (secret, SECRET, *codes) if word in said] == []
