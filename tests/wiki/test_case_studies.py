# SPDX-License-Identifier: GPL-3.0-or-later
"""Translations and drafts from user space, with a real MediaWiki at the other end."""

import pytest

from casestudies import tasks
from casestudies.actions.wiki_drafts import RUN_KIND, ask_for_draft
from casestudies.models import CaseStudy, Translation, WikiDraft
from casestudies.parsing.translations import is_translation, parted
from outreach import actions, connection
from outreach.tasks import run_sync
from tests.factories import UserFactory
from work.models import Run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_waits(monkeypatch):
    monkeypatch.setattr(connection, "_sleep", lambda seconds, beat: beat())


def test_pages_with_the_wikis_own_mark_are_joined_to_their_source(mediawiki, settings):
    settings.WIKI_URL = mediawiki.url

    run_sync(actions.request_sync(by=None).run_id)

    marked = {title for title in mediawiki.corpus.titled("translation") if is_translation(title)}
    joined = Translation.objects.exclude(case_study=None)
    assert marked
    assert set(Translation.objects.values_list("page__title", flat=True)) == marked
    assert {(each.page.title, each.case_study.page.title) for each in joined} == {
        (title, parted(title)[0])
        for title in marked
        if CaseStudy.objects.filter(page__title=parted(title)[0]).exists()
    }
    assert not CaseStudy.objects.filter(page__title__in=marked).exists()


def test_a_page_of_user_space_is_brought_by_one_request(fresh_mediawiki, settings):
    settings.WIKI_URL = fresh_mediawiki.url
    fresh_mediawiki.append("User:Ada Example/Ponds", "== Goals ==\nTo show the ponds.\n")
    user = UserFactory()

    ask_for_draft("User:Ada Example/Ponds", by=user)
    ask_for_draft("User:Ada Example/Not there", by=user)
    tasks.bring_drafts(Run.objects.get(kind=RUN_KIND).pk)

    brought, missing = WikiDraft.objects.order_by("pk")
    assert (brought.state, brought.case_study.author) == ("brought", user)
    assert brought.case_study.sections.get(key="goals").text == "To show the ponds."
    assert brought.revision
    assert (missing.state, missing.case_study) == ("refused", None)
