# SPDX-License-Identifier: GPL-3.0-or-later
"""Sixty pairs of people who save the same partnership at one moment: no edit is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from partnerships.models import Partnership
from tests.factories import PartnershipFactory, member

PAIRS = 60


@pytest.fixture
def pair(transactional_db):
    """Two colleagues, each with a session of their own, and their affiliate."""
    first = member("coordinator")
    second = member("coordinator", first.affiliate)
    clients = []
    for user in (first, second):
        client = Client()
        client.force_login(user)
        clients.append(client)
    return first.affiliate, clients


def post_at_once(clients, requests):
    """Both requests at the same moment, in two threads with connections of their own."""
    together = threading.Barrier(2, timeout=20)

    def send(client, address, data):
        together.wait()
        try:
            return client.post(address, data)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        sent = [
            threads.submit(send, client, *request) for client, request in zip(clients, requests, strict=True)
        ]
        return [each.result(timeout=30) for each in sent]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sixty_pairs_of_lost_updates_lose_no_edit(pair):
    """Half the pairs change the same field: one is kept, the other is asked, with both texts on the page.
    The other half change different fields: both are kept."""
    affiliate, clients = pair
    lost = []
    for number in range(PAIRS):
        partnership = PartnershipFactory(affiliate=affiliate, summary="As it was", notes="As they were")
        same = number % 2 == 0
        fields = ("summary", "summary") if same else ("summary", "notes")
        texts = (f"First {number}", f"Second {number}")
        requests = [
            (f"/partnerships/{partnership.pk}/edit/{field}/", {field: text, "version": 1})
            for field, text in zip(fields, texts, strict=True)
        ]

        answers = post_at_once(clients, requests)

        row = Partnership.objects.get(pk=partnership.pk)
        statuses = sorted(answer.status_code for answer in answers)
        if same:
            kept = row.summary in texts
            asked = [answer for answer in answers if answer.status_code == 409]
            told = len(asked) == 1 and all(text in asked[0].text for text in texts)
            lost += [] if statuses == [302, 409] and kept and told else [(number, statuses, row.summary)]
        else:
            both = (row.summary, row.notes) == texts
            lost += [] if statuses == [302, 302] and both else [(number, statuses, row.summary, row.notes)]

    assert lost == []
