# SPDX-License-Identifier: GPL-3.0-or-later
"""Sixty forms sent twice at one moment: each opens one partnership, and both answers lead to it."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from journal.models import Entry
from partnerships.models import Commitment, Partnership, StageMove
from tests.factories import InstitutionFactory, MouFactory, PipelineFactory, member

FORMS = 60


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sixty_double_submits_of_opening_make_no_surplus_row():
    user = member("coordinator")
    PipelineFactory(affiliate=user.affiliate)
    surplus = []
    for _ in range(FORMS):
        institution = InstitutionFactory()
        form = {
            "affiliate": user.affiliate.pk,
            "lead": user.pk,
            "origin": "affiliate",
            "form_key": str(uuid.uuid4()),
        }

        answers = _twice_at_once(user, f"/institutions/{institution.pk}/open-partnership/", form)

        opened = list(Partnership.objects.filter(institution=institution))
        led = {answer.headers.get("Location") for answer in answers}
        if len(opened) != 1 or led != {f"/partnerships/{opened[0].pk}/"}:
            surplus.append((len(opened), led))

    assert surplus == []
    assert Partnership.objects.count() == StageMove.objects.count() == FORMS
    assert Entry.objects.filter(verb="partnership.opened").count() == FORMS


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_double_submits_of_a_commitment_make_no_surplus_row():
    user = member("coordinator")
    mou = MouFactory(partnership__affiliate=user.affiliate, partnership__lead=user)
    surplus = []
    for number in range(FORMS // 3):
        form = {
            "what": f"Scan {number} maps",
            "party": "institution",
            "recurrence": "",
            "form_key": str(uuid.uuid4()),
        }

        answers = _twice_at_once(user, f"/agreements/{mou.pk}/commitments/", form)

        made = Commitment.objects.filter(what=form["what"]).count()
        statuses = {answer.status_code for answer in answers}
        if made != 1 or statuses != {302}:
            surplus.append((made, statuses))

    assert surplus == []
    assert Commitment.objects.count() == FORMS // 3
    assert Entry.objects.filter(verb="commitment.made").count() == FORMS // 3


def _twice_at_once(user, address, form):
    together = threading.Barrier(2, timeout=20)

    def send(client):
        together.wait()
        try:
            return client.post(address, form)
        finally:
            connections.close_all()

    clients = [Client(), Client()]
    for client in clients:
        client.force_login(user)
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(send, clients, timeout=30))
