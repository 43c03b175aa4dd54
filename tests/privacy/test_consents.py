# SPDX-License-Identifier: GPL-3.0-or-later
"""What people agreed to is a log: lines are added with the text they were shown, and never changed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from partnerships import actions
from privacy.models import Assessment, Consent
from tests.factories import AdvocateFactory


@pytest.fixture
def advocate(coordinator):
    return AdvocateFactory(affiliate=coordinator.affiliate, name="Ada Pond")


def _lines(advocate):
    return [(line.category, line.answer, line.note) for line in reversed(Consent.objects.about(advocate))]


def _consent(advocate, by):
    return actions.note_consent(
        advocate,
        version=advocate.version,
        by=by,
        wiki_username="Ada",
        wiki_consent_on=timezone.localdate(),
        wiki_consent_note="Mail of Ada",
    )


def test_the_consent_to_the_wiki_account_is_a_line_with_its_text(advocate, coordinator, publish):
    text = publish("consent-wiki", "I agree.")

    _consent(advocate, coordinator)

    line = Consent.objects.about(advocate).get()
    assert (line.statement, line.by, line.given_on) == (text, coordinator, timezone.localdate())
    assert _lines(advocate) == [("wiki_account", "opt_in", "Mail of Ada")]


def test_taking_it_back_is_one_more_line_and_empties_the_words_of_the_first(client, advocate, coordinator):
    _consent(advocate, coordinator)
    client.force_login(coordinator)

    client.post(reverse("partnerships:consent-withdraw", args=[advocate.pk]))
    client.post(reverse("partnerships:consent-withdraw", args=[advocate.pk]))

    assert _lines(advocate) == [("wiki_account", "opt_in", ""), ("wiki_account", "opt_out", "")]
    advocate.refresh_from_db()
    assert advocate.wiki_username == ""


def test_introducing_somebody_with_a_wiki_account_writes_the_line(coordinator):
    institution = AdvocateFactory(affiliate=coordinator.affiliate).posts.get().institution
    introduced = actions.introduce_advocate(
        institution,
        coordinator.affiliate,
        by=coordinator,
        name="Bo",
        wiki_username="Bo",
        wiki_consent_on=timezone.localdate(),
    )

    assert _lines(introduced) == [("wiki_account", "opt_in", "")]


def test_an_answer_is_noted_on_a_page_and_shown(client, advocate, coordinator, publish):
    publish("consent-mail", "Send me mails.")
    client.force_login(coordinator)
    address = reverse("partnerships:advocate-answered", args=[advocate.pk])
    today = timezone.localdate()
    form = {
        "category": "campaign_mail",
        "answer": "opt_in",
        "given_on": today,
        "source": "spoken",
        "expires_on": today + timedelta(days=365),
        "note": "At the fair",
        "form_key": client.get(address).context["form"]["form_key"].value(),
    }

    assert client.post(address, form | {"expires_on": today - timedelta(days=1)}).status_code == 422
    assert client.post(address, form | {"category": "wiki_account"}).status_code == 422
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 302

    line = Consent.objects.about(advocate).get()
    assert (line.statement.kind, line.source, line.expires_on) == (
        "consent-mail", "spoken", today + timedelta(days=365),
    )  # fmt: skip
    page = client.get(reverse("partnerships:advocate-rights", args=[advocate.pk]))
    assert "At the fair" in page.text
    assert "mails of campaigns" in page.text


def test_a_line_is_never_changed(advocate, coordinator):
    _consent(advocate, coordinator)

    with pytest.raises(Exception, match="privacy_consent"), connection.cursor() as cursor:
        cursor.execute("update privacy_consent set answer = 'opt_in'")


def test_the_assessment_is_written_by_administrators_and_dated(
    client, affiliate_admin, coordinator, advocate
):
    address = reverse("privacy:assessment", args=[coordinator.affiliate.pk])
    first = {"purpose": "Reach museums", "necessity": "A name and a mail", "balance": "It is their work"}
    client.force_login(affiliate_admin)

    assert client.post(address, first | {"balance": ""}).status_code == 422
    assert client.post(address, first).status_code == 302
    client.post(address, first | {"purpose": "Reach archives too"})

    client.force_login(coordinator)
    page = client.get(address)
    assert page.context["present"].purpose == "Reach archives too"
    assert page.context["form"] is None
    assert "Reach museums" in page.text
    assert client.post(address, first).status_code == 403
    assert Assessment.objects.count() == 2
    rights = client.get(reverse("partnerships:advocate-rights", args=[advocate.pk])).text
    assert address in rights
    assert "not written yet" not in rights
