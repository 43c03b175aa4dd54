# SPDX-License-Identifier: GPL-3.0-or-later
"""Sixty pairs of people who save the same partnership at one moment: no edit is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from journal.models import Entry
from partnerships.models import Partnership
from tests.factories import AdvocateFactory, PartnershipFactory, member

PAIRS = 60


@pytest.fixture
def pair(db):
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


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_pairs_who_correct_one_post_at_once_lose_no_title(pair):
    affiliate, clients = pair
    lost = []
    for number in range(PAIRS // 4):
        post = AdvocateFactory(affiliate=affiliate).posts.get()
        titles = (f"First {number}", f"Second {number}")
        requests = [
            (f"/posts/{post.pk}/correct/", {"title": title, "role": post.role, "version": 1})
            for title in titles
        ]

        answers = post_at_once(clients, requests)

        post.refresh_from_db()
        asked = [answer for answer in answers if answer.status_code == 409]
        told = len(asked) == 1 and all(title in asked[0].text for title in titles)
        statuses = sorted(answer.status_code for answer in answers)
        if statuses != [302, 409] or post.title not in titles or not told or post.version != 2:
            lost.append((number, statuses, post.title))

    assert lost == []


@pytest.mark.django_db
def test_what_a_colleague_saved_is_shown_and_replaced_only_knowingly(pair):
    affiliate, (first, second) = pair
    post = AdvocateFactory(affiliate=affiliate).posts.get()
    address = f"/posts/{post.pk}/correct/"
    page = second.get(address)
    form = {"role": post.role, "version": page.context["form"]["version"].value()}
    assert first.post(address, form | {"title": "Head of images"}).status_code == 302

    asked = second.post(address, form | {"title": "Curator"})

    assert asked.status_code == 409
    assert asked.context["form"].differences == [("Post", "Head of images")]
    form["version"] = asked.context["form"]["version"].value()
    assert second.post(address, form | {"title": "Curator"}).status_code == 302
    post.refresh_from_db()
    assert (post.title, post.version) == ("Curator", 3)
    assert Entry.objects.filter(verb="advocate.posted").count() == 2


@pytest.mark.django_db
def test_a_form_that_names_no_version_changes_nothing(pair):
    affiliate, (first, _second) = pair
    post = AdvocateFactory(affiliate=affiliate).posts.get()

    assert (
        first.post(f"/posts/{post.pk}/correct/", {"title": "Curator", "role": post.role}).status_code == 422
    )
    post.refresh_from_db()
    assert (post.title == "Curator", post.version) == (False, 1)
