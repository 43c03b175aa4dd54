# SPDX-License-Identifier: GPL-3.0-or-later
"""Two at one moment: what is forgotten or handed over happens once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from journal.models import Entry
from partnerships import actions, errors
from partnerships.actions.handing_over import Choice
from tests.factories import AdvocateFactory, PartnershipFactory, member

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_forget_a_person_once(at_once):
    advocate = AdvocateFactory(keep_until_on=timezone.localdate() - timedelta(days=1))

    results = at_once(lambda: actions.anonymise_advocate(advocate, by=None, only_if_over=True))

    assert sorted(results) == [False, True]
    assert Entry.objects.filter(verb="advocate.anonymised").count() == 1


def test_two_clicks_note_one_contact(at_once):
    coordinator = member("coordinator")
    advocate = AdvocateFactory(affiliate=coordinator.affiliate)

    at_once(lambda: actions.spoke_today(advocate, by=coordinator))

    assert advocate.contacts.count() == 1


def test_of_two_who_hand_over_the_same_portfolio_one_is_told_that_it_changed(at_once):
    lead = member("coordinator")
    heir = member("coordinator", lead.affiliate)
    PartnershipFactory.create_batch(3, affiliate=lead.affiliate, lead=lead)
    choices = {
        each.key: Choice(to=heir, version=each.version) for each in actions.portfolio(lead, lead.affiliate)
    }

    results = at_once(lambda: actions.hand_over_portfolio(lead, lead.affiliate, by=heir, choices=choices))

    refused = [each for each in results if isinstance(each, errors.ListChanged)]
    assert len(refused) == 1
    assert Entry.objects.filter(verb="partnership.handed_over").count() == 3
