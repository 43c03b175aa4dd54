# SPDX-License-Identifier: GPL-3.0-or-later
"""Leave `read_at` out of the model, not yet out of the table: a web process of the release before still asks for it.

The column holds nothing that is needed and may be NULL; a release to come drops it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("today", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name="feed", name="read_at")],
            database_operations=[],
        ),
    ]
