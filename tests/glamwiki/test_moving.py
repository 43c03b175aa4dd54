# SPDX-License-Identifier: GPL-3.0-or-later
"""What older platforms hold is kept when they move up: one test, because the way back and forth takes a minute."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from casestudies.models import CaseStudy, Section, Translation
from outreach.actions.removals import removed_among
from outreach.models import Claim, Contributor, Evidence, Source
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FIRST = [("outreach", "0002_people_and_claims")]
SECOND = [("casestudies", "0005_lead_stays_out_of_history")]


def test_what_older_platforms_hold_is_kept():
    author = UserFactory()
    _fill_with_people(_move(FIRST))
    _fill_with_texts(_move(SECOND), author)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

    _contributors_became_claims_and_wishes_to_be_left_out_hashes()
    _texts_are_kept_and_found_in_every_script()


def _move(target):
    """The models as they were there."""
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return executor.loader.project_state(target).apps


def _fill_with_people(old) -> None:
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


def _fill_with_texts(old, author) -> None:
    studies, sections = old.get_model("casestudies", "CaseStudy"), old.get_model("casestudies", "Section")
    source = old.get_model("outreach", "Source").objects.get()
    pages = [
        old.get_model("outreach", "Page").objects.create(
            source=source, page_id=number, title=title, revision=5
        )
        for number, title in enumerate(("GLAM/Case studies/Maps", "GLAM/Case studies/Maps/ja"), 2)
    ]
    mirrored = studies.objects.create(
        title="Maps",
        state="mirrored",
        page=pages[0],
        search_text="東京国立博物館は、写真を公開",
        language="ja",
    )
    draft = studies.objects.create(
        title="Straßenbahn", state="draft", author_id=author.pk, search_text="Gemälde", version=3
    )
    sections.objects.create(case_study=draft, key="goals", text="Gemälde", position=1)
    sections.objects.create(case_study=mirrored, key="other", text="写真", position=0)
    old.get_model("casestudies", "Translation").objects.create(
        page=pages[1], case_study=mirrored, source_title="Maps", language="ar", title="خرائط",
        sections=[["other", "الأرشيف", "تعاون المَتْحَفُ الوطنيّ"]],
    )  # fmt: skip


def _contributors_became_claims_and_wishes_to_be_left_out_hashes() -> None:
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


def _texts_are_kept_and_found_in_every_script() -> None:
    kept = CaseStudy.objects.order_by("pk").values_list("title", "state", "search_text", "version")
    assert list(kept) == [
        ("Maps", "mirrored", "東京国立博物館は、写真を公開", 1),
        ("Straßenbahn", "draft", "Gemälde", 3),
    ]
    known = CaseStudy.objects.values_list("kind", "outcome", "year", "programmes", "tools", "media")
    assert set(map(str, known)) == {"('', '', None, [], [], [])"}
    assert set(Section.objects.values_list("text", "changed_in")) == {("Gemälde", 3), ("写真", 1)}
    assert "المَتْحَفُ" in Translation.objects.get().search_text
    for words, title in (("博物館", "Maps"), ("المتحف", "Maps"), ("strassenbahn", "Straßenbahn")):
        assert [each.title for each in CaseStudy.objects.search(words)] == [title]
