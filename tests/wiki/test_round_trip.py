# SPDX-License-Identifier: GPL-3.0-or-later
"""Two hundred case studies go from here to a real MediaWiki and come back by the mirror as they were written."""

import pytest

from casestudies import actions as writing
from casestudies.models import CaseStudy, Edition
from casestudies.parsing import FORM
from outreach import actions, connection, tasks
from outreach.models import Page, Publication, SyncRun
from tests.factories.casestudies import CaseStudyFactory
from tests.wiki.publishing import connected, let_time_pass
from tests.wiki.studies import WORDS, written

STUDIES = 200
PREFIX = "GLAM/Case studies/"


@pytest.fixture
def author(authority, settings, monkeypatch):
    monkeypatch.setattr(connection, "_sleep", lambda seconds, beat: beat())
    settings.WIKI_URL = authority.url
    settings.WIKI_OAUTH_URL = authority.rest_url
    settings.WIKI_OAUTH_CLIENT_ID = authority.client_id
    settings.WIKI_OAUTH_CLIENT_SECRET = authority.client_secret
    return connected(authority)


def handed_to_the_wiki(study, author):
    """The case study as its author wrote it, ordered to be published."""
    case_study = CaseStudyFactory(title=study.title, author=author, language=study.language)
    case_study = writing.save_case_study(
        case_study, version=case_study.version, by=author, sections=study.sections
    )
    CaseStudy.objects.filter(pk=case_study.pk).update(state=CaseStudy.State.ACCEPTED)
    return writing.publish_case_study(
        case_study, title=PREFIX + study.title, summary="", version=case_study.version, by=author
    )


def publish_all():
    """Let the worker look until nothing waits."""
    for _ in range(STUDIES):
        if not Publication.objects.filter(state="waiting").exists():
            return
        let_time_pass()
        tasks.publish_due()


def sync():
    run = actions.request_sync(by=None)
    tasks.run_sync(run.run_id)
    return SyncRun.objects.select_related("run").get(pk=run.pk)


def held(case_studies):
    """{title: {key: text}} of what we hold, without the sections of the form that nobody wrote."""
    return {
        study.title: {section.key: section.text for section in study.sections.all() if section.text}
        for study in case_studies.prefetch_related("sections")
    }


def test_the_generated_ones_have_every_script_and_section():
    studies = written(STUDIES, seed=7)

    assert {study.language for study in studies} == set(WORDS)
    assert {key for study in studies for key in study.sections} == set(FORM)
    assert len({study.title for study in studies}) == STUDIES


@pytest.mark.slow
@pytest.mark.django_db
def test_two_hundred_studies_come_back_from_the_wiki_as_they_were_written(author, fresh_mediawiki):
    studies = written(STUDIES, seed=7)
    expected = {study.title: study.sections for study in studies}
    for study in studies:
        handed_to_the_wiki(study, author)
    publish_all()
    ours = CaseStudy.objects.filter(author=author)

    after_publishing = held(ours)
    first = sync()
    after_sync = held(ours)
    mirrored_beside = set(CaseStudy.objects.mirrored().values_list("title", flat=True)) & set(expected)
    conflicts = Edition.objects.exclude(conflict_at=None).count()

    assert set(ours.values_list("state", flat=True)) == {CaseStudy.State.PUBLISHED}
    assert (first.run.state, conflicts, mirrored_beside) == ("done", 0, set())
    assert after_publishing == expected
    assert after_sync == expected

    # And to somebody who knows nothing of us: the mirror alone makes the same of the wiki's pages.
    pages = set(ours.values_list("page", flat=True))
    ours.delete()
    Page.objects.filter(pk__in=pages).delete()
    second = sync()
    mirrored = CaseStudy.objects.mirrored().filter(page__title__in=[PREFIX + title for title in expected])

    assert second.run.state == "done"
    assert held(mirrored) == expected
