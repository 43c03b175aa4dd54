# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets an advocate be without an institution of its own, so that the way back from posts is open too."""

import django.db.models.deletion
from django.db import migrations, models


def institution(**options):
    return models.ForeignKey(
        on_delete=options.pop("on_delete", django.db.models.deletion.PROTECT),
        to="partnerships.institution",
        null=True,
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0006_pipelines_people_and_identity")]

    operations = [
        migrations.AlterField("advocate", "institution", institution(related_name="advocates")),
        # The history of advocates that are gone cannot be told an institution on the way back: it stays free.
        migrations.RunSQL(
            'ALTER TABLE "partnerships_advocateevent" ALTER COLUMN "institution_id" DROP NOT NULL',
            migrations.RunSQL.noop,
            state_operations=[
                migrations.AlterField(
                    "advocateevent",
                    "institution",
                    institution(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        db_constraint=False,
                        related_name="+",
                        related_query_name="+",
                    ),
                )
            ],
        ),
    ]
