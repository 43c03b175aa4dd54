# Rows of sessions are found by a digest of the key from now on. Those that are there are kept, so that nobody is
# signed out; on the way back nobody can say the keys any more, and people sign in anew.

from django.db import migrations, models

DIGEST = """
    UPDATE accounts_session SET session_key = encode(sha256(convert_to(session_key, 'UTF8')), 'hex')
    WHERE length(session_key) < 64
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_openness'),
    ]

    operations = [
        migrations.AlterField(
            model_name='session',
            name='session_key',
            field=models.CharField(max_length=64, primary_key=True, serialize=False),
        ),
        migrations.RunSQL(DIGEST, 'DELETE FROM accounts_session'),
    ]
