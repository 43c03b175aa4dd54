# SPDX-License-Identifier: GPL-3.0-or-later
"""Posts have versions: whoever corrects one that a colleague corrected meanwhile is asked."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0018_notices_and_consents_of_those_known"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="post",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="post",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="post",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="post",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name="postevent",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="post",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partnerships_postevent" ("advocate_id", "ended_on", "id", "institution_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "started_on", "title", "version") VALUES (NEW."advocate_id", NEW."ended_on", NEW."id", NEW."institution_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."started_on", NEW."title", NEW."version"); RETURN NULL;',
                    hash="f70aaa87aa3d2a4f98b74c407c96a36626f85a52",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b0aa6",
                    table="partnerships_post",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="post",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partnerships_postevent" ("advocate_id", "ended_on", "id", "institution_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "started_on", "title", "version") VALUES (NEW."advocate_id", NEW."ended_on", NEW."id", NEW."institution_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."started_on", NEW."title", NEW."version"); RETURN NULL;',
                    hash="cbda2669bdd255348cd487f8ad355046a20acadc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1e40c",
                    table="partnerships_post",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="post",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partnerships_postevent" ("advocate_id", "ended_on", "id", "institution_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "started_on", "title", "version") VALUES (OLD."advocate_id", OLD."ended_on", OLD."id", OLD."institution_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."started_on", OLD."title", OLD."version"); RETURN NULL;',
                    hash="7892442c7533b41aa35821d26afd5eb18993f643",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1e024",
                    table="partnerships_post",
                    when="AFTER",
                ),
            ),
        ),
    ]
