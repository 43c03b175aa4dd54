# SPDX-License-Identifier: GPL-3.0-or-later
"""The statements that come with the platform: version 1 of each."""

from django.db import migrations
from django.utils import timezone

from privacy.texts import first_version


def publish(apps, schema_editor):
    statements = apps.get_model("privacy", "Statement")
    for kind, texts in first_version().items():
        if not statements.objects.filter(kind=kind).exists():
            statements.objects.create(kind=kind, number=1, texts=texts, in_force_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_statements_consents_readings")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop, elidable=False)]
