"""Sections of before are taken for changed in the version that stands: a form opened before that is asked."""

from django.db import migrations

FORTH = """
UPDATE casestudies_section AS section SET changed_in = study.version
FROM casestudies_casestudy AS study
WHERE study.id = section.case_study_id AND study.version > 1
"""


class Migration(migrations.Migration):

    dependencies = [
        ('casestudies', '0007_sections_know_their_version'),
    ]

    operations = [
        migrations.RunSQL(FORTH, migrations.RunSQL.noop),
    ]
