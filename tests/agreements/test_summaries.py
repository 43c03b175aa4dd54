# SPDX-License-Identifier: GPL-3.0-or-later
"""What everybody may read of an agreement, and who opens it."""

import pytest
from django.utils import timezone

from tests.factories import MouFactory
from tests.factories.agreements import ClauseFactory, RightsTermFactory, SignatoryFactory

pytestmark = pytest.mark.django_db


def write(client, mou, way, data=None):
    return client.post(f"/agreements/{mou.pk}/{way}/", data or {})


def open_one(**facts):
    return MouFactory(
        **{
            "partnership__is_public": True,
            "signed": True,
            "is_summary_public": True,
            "public_summary": "Posters for all.",
            "flags_note": "Secret",
            "title": "Pond letter",
        }
        | facts
    )


def test_everybody_reads_an_open_summary_and_nothing_else(client):
    mou = open_one()
    SignatoryFactory(mou=mou, name="Amal Haddad")
    ClauseFactory(mou=mou, text="Clause words")
    RightsTermFactory(mou=mou, content_set="Old posters", vrt_ticket="2026012345678901", note="Heirs")

    html = client.get(f"/agreements/{mou.pk}/summary/").content.decode()

    for text in ("Posters for all.", "Pond letter", "Old posters", "CC BY-SA 4.0", "2026012345678901"):
        assert text in html
    for text in ("Amal", "Secret", "Clause words", "Heirs", "/document/"):
        assert text not in html


@pytest.mark.parametrize(
    "facts",
    [
        {"partnership__is_public": False},
        {"is_summary_public": False},
        {"public_summary": ""},
        {"signed": False},
        {"partnership__removed_at": timezone.now()},
    ],
)
def test_a_summary_that_is_not_open_is_not_there(client, coordinator, facts):
    mou = open_one(**facts)
    client.force_login(coordinator)

    assert client.get(f"/agreements/{mou.pk}/summary/").status_code == 404


def test_summary_of_a_signed_agreement_is_written_closed_and_never_lost(desk, partnership):
    mou = MouFactory(partnership=partnership, signed=True)

    def send(**data):
        return write(desk, mou, "summary/write", {"version": 1, "public_summary": ""} | data)

    assert send(is_summary_public="on").status_code == 422
    assert send(public_summary="For all.", is_summary_public="on").status_code == 302
    assert send(public_summary="Other").status_code == 409
    mou.refresh_from_db()
    assert (mou.public_summary, mou.is_summary_public, mou.version) == ("For all.", True, 2)
