# SPDX-License-Identifier: GPL-3.0-or-later
"""What stood on an advocate moves to posts and addresses; how long each is kept is set."""

from datetime import timedelta

from django.conf import settings
from django.db import migrations
from django.db.models import Q
from django.utils import timezone


def move_out(apps, _editor):
    Advocate = apps.get_model("partnerships", "Advocate")
    Post = apps.get_model("partnerships", "Post")
    Address = apps.get_model("partnerships", "Address")
    kept_for = timedelta(days=getattr(settings, "CONTACT_RETENTION_DAYS", 730))
    today = timezone.localdate()
    for advocate in Advocate.objects.iterator():
        Post.objects.get_or_create(
            advocate=advocate,
            institution_id=advocate.institution_id,
            ended_on=None,
            defaults={"title": advocate.post},
        )
        for kind, value in (("email", advocate.email), ("phone", advocate.phone)):
            if value:
                Address.objects.get_or_create(
                    advocate=advocate, kind=kind, value=value, defaults={"is_preferred": True}
                )
        advocate.keep_until_on = (advocate.last_contact_on or today) + kept_for
        advocate.save(update_fields=["keep_until_on"])
    # A wiki name needs a consent of its own from now on; none was ever asked for these.
    Advocate.objects.filter(~Q(wiki_username=""), wiki_consent_on=None).update(wiki_username="")


def move_back(apps, _editor):
    Advocate = apps.get_model("partnerships", "Advocate")
    for advocate in Advocate.objects.prefetch_related("posts", "addresses").iterator(chunk_size=1000):
        # The open post, or else the last one; somebody without any cannot go back, and this stops here.
        post = min(advocate.posts.all(), key=lambda each: (each.ended_on is not None, -each.pk))
        advocate.post, advocate.institution_id = post.title, post.institution_id
        for each in reversed(advocate.addresses.all()):  # the preferred one comes first and wins
            if each.kind == "email":
                advocate.email = each.value[:254]
            elif each.kind == "phone":
                advocate.phone = each.value[:50]
        advocate.save(update_fields=["post", "institution_id", "email", "phone"])
    apps.get_model("partnerships", "Post").objects.all().delete()
    apps.get_model("partnerships", "Address").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0007_advocates_without_institution")]

    operations = [migrations.RunPython(move_out, move_back)]
