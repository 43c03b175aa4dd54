# SPDX-License-Identifier: GPL-3.0-or-later
"""Who took the file of an agreement or read a dispute is written down, for the affiliate whose it is."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from institutions.actions.judgements import raise_dispute
from privacy.models import Reading
from tests.factories import CoLeadFactory, InstitutionFactory, MouFactory, PartnershipFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def mou(coordinator, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    document = default_storage.save("mous/terms.pdf", ContentFile(b"%PDF-1.4 terms"))
    return MouFactory(
        partnership=partnership, document=document, document_name="terms.pdf", document_scan="clean"
    )


@pytest.fixture
def dispute(coordinator):
    return raise_dispute(
        InstitutionFactory(), coordinator.affiliate, by=coordinator, kind="legal", title="Quarrel over scans"
    )


def _lines() -> list[tuple]:
    return list(
        Reading.objects.order_by("pk").values_list("reader", "affiliate", "subject_kind", "subject_id", "how")
    )


def test_taking_a_document_is_a_line_each_time(client, coordinator, mou):
    client.force_login(coordinator)

    answers = [
        client.get(reverse("agreements:mou-document", args=[mou.pk])).status_code for _again in range(2)
    ]

    assert answers == [200, 200]
    assert _lines() == [(coordinator.pk, coordinator.affiliate.pk, "partnerships.mou", mou.pk, "export")] * 2


def test_a_co_leading_reader_is_told_to_the_affiliate_whose_agreement_it_is(client, coordinator, mou):
    joined = member("coordinator")
    CoLeadFactory(partnership=mou.partnership, affiliate=joined.affiliate, accepted=True)
    client.force_login(joined)

    client.get(reverse("agreements:mou-print", args=[mou.pk]))

    assert _lines() == [(joined.pk, coordinator.affiliate.pk, "partnerships.mou", mou.pk, "page")]


def test_who_is_turned_away_leaves_no_line(client, mou, dispute):
    client.force_login(member("coordinator"))

    statuses = [
        client.get(reverse("agreements:mou-document", args=[mou.pk])).status_code,
        client.get(reverse("institutions:dispute", args=[dispute.pk])).status_code,
    ]

    assert statuses == [404, 404]
    assert _lines() == []


@pytest.mark.parametrize(
    ("door", "how"), [("dispute", "page"), ("dispute-correct", "page"), ("dispute-list", "list")]
)
def test_reading_a_dispute_is_a_line(client, coordinator, dispute, door, how):
    client.force_login(coordinator)
    args = [] if door == "dispute-list" else [dispute.pk]

    assert client.get(reverse(f"institutions:{door}", args=args)).status_code == 200

    assert _lines() == [(coordinator.pk, coordinator.affiliate.pk, "institutions.dispute", dispute.pk, how)]


def test_administrators_see_who_took_what(client, coordinator, mou, dispute):
    client.force_login(coordinator)
    client.get(reverse("agreements:mou-document", args=[mou.pk]))
    client.get(reverse("institutions:dispute", args=[dispute.pk]))
    client.force_login(member("admin", coordinator.affiliate))

    address = reverse("privacy:readings", args=[coordinator.affiliate.pk])
    text = client.get(address).text

    assert f"Agreement #{mou.pk}" in text
    assert f"Dispute #{dispute.pk}" in text
    # Narrowed to a person it shows no file that has the same number.
    assert f"Agreement #{mou.pk}" not in client.get(f"{address}?of={mou.pk}").text
