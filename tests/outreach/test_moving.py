# SPDX-License-Identifier: GPL-3.0-or-later
"""An older platform's contributors become claims, and its wishes to be left out become hashes."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from outreach.actions.removals import removed_among
from outreach.models import Claim, Contributor, Evidence, Source

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BEFORE = [("outreach", "0002_people_and_claims")]


def test_affiliations_and_wishes_of_before_are_kept():
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    old = executor.loader.project_state(BEFORE).apps
    source = old.get_model("outreach", "Source").objects.create(host="wiki.example.org")
    pages, people, work = (
        old.get_model("outreach", name) for name in ("Page", "Contributor", "Contribution")
    )
    page = pages.objects.create(source=source, page_id=1, title="GLAM/Contact us", revision=5)
    for name, account_id, affiliation, opted_out in (
        ("Ada", 7, "Museum of Spain", False),
        ("Bob", None, "France", False),
        ("Cy", 7, "", False),
        ("Di", 9, "WMNW", True),
    ):
        person = people.objects.create(
            source=source, username=name, account_id=account_id, is_opted_out=opted_out
        )
        work.objects.create(
            contributor=person, page=page, role="named", affiliation=affiliation, confidence=0.5, revision=4
        )

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    claims = Claim.objects.values_list("contributor__username", "kind", "key", "value", "state")
    assert set(claims) == {
        ("Ada", "affiliation", "museum of spain", "Museum of Spain", "open"),
        ("Ada", "country", "ES", "ES", "open"),
        ("Bob", "country", "FR", "FR", "open"),
    }
    assert set(Evidence.objects.values_list("page__title", "revision", "confidence")) == {
        ("GLAM/Contact us", 4, 0.5)
    }
    assert set(Contributor.objects.values_list("username", "account_id")) == {
        ("Ada", None),
        ("Bob", None),
        ("Cy", 7),
    }
    assert removed_among(Source.objects.get(), [("Di", None, None), ("Elsewhere", 9, None)]).keys() == {
        ("Di", None, None),
        ("Elsewhere", 9, None),
    }
