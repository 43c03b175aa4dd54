# SPDX-License-Identifier: GPL-3.0-or-later
"""What no door of the others makes: answers and notices of advocates, a hold, an assessment, a mail that waits."""

from agreements.models import LegalHold
from institutions.models import Alignment, NotDuplicate
from partnerships.models import Advocate, Notice
from privacy.models import Assessment, Consent, Reading
from tests.factories import InstitutionFactory
from work.models import Message


def furnish(world) -> None:
    coordinator = world.people["coord"]
    advocate = Advocate.objects.get(pk=world.objects["advocate"])
    of = {"subject_kind": "partnerships.advocate", "subject_id": advocate.pk, "affiliate": advocate.affiliate}
    Consent.objects.create(
        **of, category="contact", answer="agreed", given_on="2026-01-01", note="On paper", by=coordinator
    )
    Reading.objects.create(**of, reader=coordinator, how="page", path="/advocates/")
    Notice.objects.create(advocate=advocate, entered_on="2026-01-01", due_on="2026-02-01", note="By letter")
    Assessment.objects.create(
        affiliate=advocate.affiliate, purpose="a", necessity="b", balance="c", written_by=coordinator
    )
    LegalHold.objects.create(mou_id=world.objects["mou that ends"], reason="A quarrel", held_by=coordinator)
    Alignment.objects.create(
        affiliate=advocate.affiliate,
        institution_id=world.objects["institution"],
        level="mixed",
        reason="They sell",
        mitigations="Talk",
    )
    first, second = sorted([world.objects["institution"], InstitutionFactory().pk])
    NotDuplicate.objects.create(first_id=first, second_id=second, by=coordinator, reason="Two houses")
    Message.objects.create(
        kind="unknown", key="waits", payload={"said": "words"}, state="refused", error="No."
    )
