# SPDX-License-Identifier: GPL-3.0-or-later
"""Have the next sync fetch the reports that were mirrored before anybody read more of them than their by-lines.

The sync fetches what differs in its revision. The pages, their texts and the people on them stay as they are.
"""

from django.db import migrations


def forget_revisions(apps, _editor):
    pages = apps.get_model("outreach", "Page").objects
    pages.filter(kind="newsletter", state="present").update(revision=0)


class Migration(migrations.Migration):
    dependencies = [("newsletter", "0001_reports"), ("outreach", "0001_initial")]

    operations = [migrations.RunPython(forget_revisions, migrations.RunPython.noop)]
