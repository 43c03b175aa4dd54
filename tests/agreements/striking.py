# SPDX-License-Identifier: GPL-3.0-or-later
"""One of each kind that is struck from a draft, and striking it and putting it back as the doors do."""

from django.forms import model_to_dict
from django.utils import timezone

from agreements import actions
from agreements.struck import struck_from
from partnerships.models import Commitment, Mou
from tests.factories import CommitmentFactory
from tests.factories.agreements import ClauseFactory, RightsTermFactory, SignatoryFactory

MADE = {
    "clause": (ClauseFactory, {"kind": "aims", "title": "What we want", "text": "Posters for all."}),
    "rights": (
        RightsTermFactory,
        {"content_set": "Old posters", "licence": "cc0", "vrt_ticket": "2026012345678901", "note": "Ask"},
    ),
    "signatory": (
        SignatoryFactory,
        {"side": "affiliate", "name": "Ada Example", "post": "chair", "signed_on": timezone.localdate()},
    ),
    "commitment": (
        CommitmentFactory,
        {"party": "affiliate", "what": "Train the staff", "quantity": 3, "unit": "days"},
    ),
}


def make(kind, mou, **values):
    factory, usual = MADE[kind]
    return factory(mou=mou, **usual | values)


def strike(row, by):
    """Strike the row as its door does; what its columns were."""
    was = model_to_dict(row)
    if isinstance(row, Commitment):
        actions.remove_commitment(row, version=row.version, by=by)
    else:
        actions.remove_piece(row, version=version(row.mou), by=by)
    return was


def version(mou):
    return Mou.objects.get(pk=mou.pk).version


def offered(mou):
    return [(each.kind, each.number) for each in struck_from(mou)]


def put_back(mou, kind, number, by):
    return actions.put_back(mou, kind, number, version=version(mou), by=by)


def send(client, mou, kind, number, /, **changes):
    data = {"kind": kind, "number": number, "version": version(mou)} | changes
    return client.post(f"/agreements/{mou.pk}/put-back/", data)
