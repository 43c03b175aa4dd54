# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing goes to an address that asked for it, whoever enters it again and however it is written."""

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from privacy.actions import lift, suppress
from privacy.models import Suppression
from privacy.suppression import is_suppressed
from privacy.wording import MAIL, NAME, PHONE, Word
from tests.work.smtp import MailServer
from work.actions import post
from work.models import Message
from work.outbox import send_due

pytestmark = pytest.mark.django_db

EMAIL = "zq@pondmuseum.example"


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.django_db(transaction=True)
def test_no_mail_goes_to_a_suppressed_address_and_others_go(mail_server):
    suppress([Word(EMAIL, MAIL)], why=Suppression.Why.UNSUBSCRIBED)
    for number, to in enumerate([EMAIL, EMAIL.upper(), f"Zirconia <{EMAIL}>", "other@pondmuseum.example"]):
        post("mail", key=f"m{number}", payload={"to": to, "subject": "Hello", "body": "."})

    assert send_due(now=timezone.now()) == 1

    assert len(mail_server.mails) == 1
    refused = Message.objects.filter(state="refused")
    assert refused.count() == 3
    assert {each.error for each in refused} == {"The address asked not to be contacted."}


@pytest.mark.parametrize(
    "writing", [EMAIL, EMAIL.upper(), f" {EMAIL} ", "zq@pondmuseum.example.", "ｚｑ@pondmuseum.example"]
)
def test_an_address_is_known_again_in_every_writing(writing):
    suppress([Word(EMAIL, MAIL), Word("Zirconia", NAME)], why=Suppression.Why.ERASED)

    assert is_suppressed(writing)
    assert not is_suppressed("q@pondmuseum.example")
    assert Suppression.objects.count() == 1


def test_a_number_is_known_again_however_it_is_grouped():
    suppress([Word("+33 555 019 977", PHONE)], why=Suppression.Why.ERASED)

    assert is_suppressed("0033-555-019-977", PHONE)
    assert not is_suppressed("+33 555 019 978", PHONE)


def test_a_wish_outlives_a_change_of_the_key():
    with override_settings(SECRET_KEY="old", SUPPRESSION_KEY=""):
        suppress([Word(EMAIL, MAIL)], why=Suppression.Why.ERASED)

    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["old"]):
        assert is_suppressed(EMAIL)
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=[]):
        assert not is_suppressed(EMAIL)


def test_who_comes_back_is_taken_off_the_list(capsys):
    call_command("suppress", EMAIL)
    assert is_suppressed(EMAIL)
    call_command("suppress", EMAIL)

    call_command("suppress", EMAIL.upper(), "--lift")

    assert not is_suppressed(EMAIL)
    assert not lift(EMAIL)
    assert capsys.readouterr().out.splitlines() == [
        "It is on the list.",
        "It was on the list already.",
        "It is off the list.",
    ]
