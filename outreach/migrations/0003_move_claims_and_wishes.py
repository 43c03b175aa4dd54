# SPDX-License-Identifier: GPL-3.0-or-later
"""What contributions squeezed into one text becomes claims; who asked to be left out is kept as hashes."""

import uuid

from django.db import migrations

from outreach.parsing.countries import country_code_in, country_name_in
from outreach.parsing.keys import claim_key
from outreach.suppression import marks_of


def move(apps, _schema_editor):
    Claim, Contribution, Contributor, Evidence, Removal = (
        apps.get_model("outreach", name)
        for name in ("Claim", "Contribution", "Contributor", "Evidence", "Removal")
    )
    for row in Contributor.objects.filter(is_opted_out=True).select_related("source"):
        person = uuid.uuid4()
        for mark in marks_of(row.source.host, name=row.username, account_id=row.account_id):
            Removal.objects.get_or_create(digest=mark, defaults={"person": person, "way": "operator"})
        row.delete()
    seen = set()
    for row in Contributor.objects.exclude(account_id=None).order_by("-pk"):
        if (row.source_id, row.account_id) in seen:
            row.account_id = None  # the look after the accounts makes one of the two
            row.save(update_fields=["account_id"])
        seen.add((row.source_id, row.account_id))
    for row in Contribution.objects.filter(role="named").exclude(affiliation="").iterator():
        code = country_code_in(row.affiliation)
        found = [("country", code, code)] if code else []
        if country_name_in(row.affiliation) != row.affiliation:
            found.append(("affiliation", claim_key(row.affiliation), row.affiliation[:200]))
        for kind, key, value in found:
            if key:
                claim, _new = Claim.objects.get_or_create(
                    contributor_id=row.contributor_id, kind=kind, key=key, defaults={"value": value}
                )
                Evidence.objects.get_or_create(
                    claim=claim,
                    page_id=row.page_id,
                    defaults={"revision": row.revision, "confidence": row.confidence},
                )


class Migration(migrations.Migration):

    dependencies = [("outreach", "0002_people_and_claims")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
