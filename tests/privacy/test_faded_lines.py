# SPDX-License-Identifier: GPL-3.0-or-later
"""What reads old lines of the journal reads them after they faded as well."""

from datetime import timedelta

import pgtrigger
import pytest
from django.utils import timezone

from accounts.actions import grant_role
from agreements import actions as agreements
from journal.models import Entry
from partnerships import actions
from partnerships.actions.old_notes import forget_old_notes
from partnerships.models import Contact, Mou
from partnerships.stages import Phase
from privacy.actions.below import OF_ACCOUNTS, lines_of_the_journal
from privacy.registry import kinds_of
from tests.factories import AdvocateFactory, MouFactory, PartnershipFactory, UserFactory
from tests.people import sign_in_freshly

pytestmark = pytest.mark.django_db
OLD = timedelta(days=380)


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


def a_year_passes():
    """For the journal alone."""
    with pgtrigger.ignore("journal.Entry:append_only"):
        Entry.objects.update(at=timezone.now() - OLD)
    return sum(lines_of_the_journal(timezone.now() - timedelta(days=366)))


def test_the_timeline_says_what_was_done_and_no_longer_by_whom(client, coordinator, partnership):
    coordinator.wiki_username = "Canary who moved it"
    coordinator.save()
    researched = partnership.pipeline.stages.get(phase=Phase.RESEARCHED)
    actions.move_to_stage(partnership, researched, by=coordinator, note="Canary why")
    assert a_year_passes() == 1
    client.force_login(coordinator)

    text = client.get(f"/partnerships/{partnership.pk}/").text

    assert "moved the partnership" in text
    assert "Identified" in text
    assert "no longer known" in text
    assert "Canary why" not in text


def test_an_agreement_that_was_let_end_is_not_asked_about_again(coordinator, partnership):
    ending = MouFactory(
        partnership=partnership, signed=True, ends_on=timezone.localdate() + timedelta(days=60)
    )
    agreements.let_end(ending, by=coordinator, reason="Done")
    assert not Mou.objects.to_renew().filter(pk=ending.pk).exists()

    a_year_passes()

    assert not Mou.objects.to_renew().filter(pk=ending.pk).exists()


def test_notes_on_a_person_that_were_renewed_stay_their_fourteen_months(coordinator, partnership):
    advocate = AdvocateFactory(affiliate=coordinator.affiliate, institution=partnership.institution)
    talk = Contact.objects.create(
        advocate=advocate,
        happened_on=timezone.localdate() - timedelta(days=500),
        channel="call",
        by=coordinator,
        note="Likes maps",
        recorded_at=timezone.now() - timedelta(days=500),
    )
    actions.renew_advocate(advocate, version=advocate.version, by=coordinator, reason="Still with us")

    a_year_passes()
    list(forget_old_notes(timezone.now() - timedelta(days=425)))

    talk.refresh_from_db()
    assert talk.note == "Likes maps"


def test_the_audit_page_shows_faded_lines_without_a_number_of_anybody(client, affiliate_admin, coordinator):
    grant_role(UserFactory(wiki_username="Canary newcomer"), coordinator.affiliate, "viewer", by=coordinator)
    a_year_passes()
    sign_in_freshly(client, affiliate_admin)

    page = client.get("/audit/", {"verb": "membership.granted"})

    (line,) = page.context["lines"]
    assert (line.who, line.thing, line.whom, line.after) == (
        "no longer known",
        "role in an affiliate",
        "",
        "",
    )
    assert "Canary" not in page.text


def test_what_is_an_account_s_follows_from_the_classes():
    kinds = kinds_of(*OF_ACCOUNTS)

    assert {"accounts.user", "accounts.membership", "knox.authtoken", "today.feed", "learning.mentor"} <= set(
        kinds
    )
    assert not {"accounts.affiliate", "partnerships.partnership", "partnerships.advocate"} & set(kinds)
