from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone

LONGEST, USUAL = timedelta(days=365), timedelta(days=90)


def keep_what_tokens_were_made_for(apps, schema_editor):
    """Until now every token could change things, and those who use one know it so: it may until it ends.

    None was offered for longer than a year; one that was made otherwise ends within one now.
    """
    tokens = apps.get_model("knox", "AuthToken").objects
    scopes = apps.get_model("accounts", "TokenScope").objects
    now = timezone.now()
    tokens.filter(expiry=None).update(expiry=now + USUAL)
    tokens.filter(Q(expiry__gt=now + LONGEST)).update(expiry=now + LONGEST)
    scopes.bulk_create(
        [scopes.model(token_id=pk, may_write=True) for pk in tokens.values_list("pk", flat=True)],
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0005_sessions"),
        ("knox", "0009_extend_authtoken_field"),
    ]

    operations = [
        migrations.CreateModel(
            name="TokenScope",
            fields=[
                (
                    "token",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="scope",
                        serialize=False,
                        to="knox.AuthToken",
                    ),
                ),
                ("may_write", models.BooleanField(default=False, verbose_name="may change things")),
                (
                    "affiliate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="token_scopes",
                        to="accounts.affiliate",
                    ),
                ),
            ],
        ),
        migrations.RunPython(keep_what_tokens_were_made_for, migrations.RunPython.noop),
    ]
