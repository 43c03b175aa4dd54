# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies of an older platform keep their texts, and are found in every script afterwards."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from casestudies.models import CaseStudy, Section, Translation
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BEFORE = [("casestudies", "0005_lead_stays_out_of_history")]


def test_texts_of_before_are_kept_and_found():
    author = UserFactory()
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    old = executor.loader.project_state(BEFORE).apps
    studies, sections = old.get_model("casestudies", "CaseStudy"), old.get_model("casestudies", "Section")
    source = old.get_model("outreach", "Source").objects.create(host="wiki.example.org")
    pages = [
        old.get_model("outreach", "Page").objects.create(
            source=source, page_id=number, title=title, revision=5
        )
        for number, title in enumerate(("GLAM/Case studies/Maps", "GLAM/Case studies/Maps/ja"), 1)
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

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())

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
