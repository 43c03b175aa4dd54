"""`name_key` holds the names in every language: many scripts have no word breaks, so parts are searched.

The expression of a generated column cannot be changed: the column is made anew.
"""

import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower

from partnerships.models.institutions import Unaccent


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0003_stage_keeps_its_word")]

    operations = [
        migrations.RemoveIndex(model_name="institution", name="institution_trigrams"),
        migrations.RemoveField(model_name="institution", name="name_key"),
        migrations.AddField(
            model_name="institution",
            name="name_key",
            field=models.GeneratedField(
                db_persist=True,
                expression=Unaccent(
                    Lower(RawSQL("name || ' ' || glam_names(names)", [], output_field=models.TextField()))
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="institution",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name_key"], name="institution_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
