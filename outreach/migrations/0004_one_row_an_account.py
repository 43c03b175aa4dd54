# SPDX-License-Identifier: GPL-3.0-or-later
"""One row an account; what moved goes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("outreach", "0003_move_claims_and_wishes")]

    operations = [
        migrations.RemoveField(
            model_name='contribution',
            name='affiliation',
        ),
        migrations.RemoveField(
            model_name='contributor',
            name='is_opted_out',
        ),
        migrations.AddConstraint(
            model_name='contributor',
            constraint=models.UniqueConstraint(condition=models.Q(('account_id__isnull', False)), fields=('source', 'account_id'), name='contributor_one_an_account'),
        ),
    ]
