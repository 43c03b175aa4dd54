# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said of a name has versions: whoever says it anew where somebody just did is asked."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsletter", "0002_read_anew"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="areaname",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="areaname",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="areaname",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="areaname",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name="areanameevent",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="areaname",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "newsletter_areanameevent" ("area_class", "countries", "id", "label", "mapped_at", "mapped_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."area_class", NEW."countries", NEW."id", NEW."label", NEW."mapped_at", NEW."mapped_by_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                    hash="187d22c900c821a89f35763bdb6a2da9e1707726",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6e93e",
                    table="newsletter_areaname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="areaname",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "newsletter_areanameevent" ("area_class", "countries", "id", "label", "mapped_at", "mapped_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."area_class", NEW."countries", NEW."id", NEW."label", NEW."mapped_at", NEW."mapped_by_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                    hash="992f1bc1b227b8e7da31189c3bd7e336e5b8abb3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2fd4f",
                    table="newsletter_areaname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="areaname",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "newsletter_areanameevent" ("area_class", "countries", "id", "label", "mapped_at", "mapped_by_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."area_class", OLD."countries", OLD."id", OLD."label", OLD."mapped_at", OLD."mapped_by_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                    hash="01774568047e9b0c3978c5f4b0952aa5d30cf3ec",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aaf65",
                    table="newsletter_areaname",
                    when="AFTER",
                ),
            ),
        ),
    ]
