# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever is known already gets a notice that is due within a month, and their consents their lines in the log."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone


def begin(apps, schema_editor):
    advocates = apps.get_model("partnerships", "Advocate").objects
    notices = apps.get_model("partnerships", "Notice")
    consents = apps.get_model("privacy", "Consent")
    today = timezone.localdate()
    notices.objects.bulk_create(
        (
            notices(
                advocate_id=pk,
                entered_on=today,
                due_on=today + timedelta(days=29),
                how="themselves" if source == "themselves" else "",
                given_on=today if source == "themselves" else None,
            )
            for pk, source in advocates.filter(anonymised_at=None, notice=None).values_list("pk", "source").iterator()
        ),
        batch_size=1000,
    )
    agreed = advocates.filter(wiki_consent_on__isnull=False).values_list(
        "pk", "affiliate", "wiki_consent_on", "wiki_consent_note"
    )
    consents.objects.bulk_create(
        (
            consents(
                affiliate_id=affiliate,
                subject_kind="partnerships.advocate",
                subject_id=pk,
                category="wiki_account",
                answer="opt_in",
                given_on=day,
                note=note,
            )
            for pk, affiliate, day, note in agreed.iterator()
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0017_notices"),
        ("privacy", "0002_statements_consents_readings"),
    ]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
