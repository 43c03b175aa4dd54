# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts that nobody writes on: warned of once, then thrown away with all that was said of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casestudies import actions
from casestudies.actions.idle import forget_idle
from casestudies.models import CaseStudy, SectionKey
from journal.models import Entry
from privacy.periods import Period
from teamwork.models import Notice
from tests.factories import CaseStudyFactory, CommentFactory, EditionFactory, UserFactory
from tests.factories.together import CoAuthorFactory
from work.models import Message

pytestmark = pytest.mark.django_db


def a_year_ago():
    return Period(months=12).before(timezone.now())


def draft(days, **facts):
    return CaseStudyFactory(saved_at=a_year_ago() + timedelta(days=days), **facts)


def warnings(study):
    return Notice.objects.filter(kind="casestudy.idle", thread_id=study.pk)


def warn_long_ago(study, days=29):
    list(forget_idle(a_year_ago()))
    warnings(study).update(made_at=timezone.now() - timedelta(days=days))


def test_all_who_write_it_are_warned_once_by_notice_and_mail():
    study = draft(29, author=UserFactory(email="ada@pond.example"))
    other = CoAuthorFactory(case_study=study, accepted_at=timezone.now()).user

    list(forget_idle(a_year_ago()))
    list(forget_idle(a_year_ago()))

    assert set(warnings(study).values_list("user", flat=True)) == {study.author.pk, other.pk}
    assert "is thrown away on" in warnings(study).first().sentence
    assert Message.objects.filter(key__contains=f"casestudy-idle-{study.pk}").count() == 1
    assert CaseStudy.objects.filter(pk=study.pk).exists()


def test_nobody_is_warned_of_what_has_more_than_thirty_days():
    study = draft(31)

    list(forget_idle(a_year_ago()))

    assert not warnings(study).exists()


def test_what_nobody_was_warned_of_gets_its_thirty_days_however_old():
    study = draft(-400)

    assert list(forget_idle(a_year_ago())) == []
    assert warnings(study).exists()
    assert CaseStudy.objects.filter(pk=study.pk).exists()


def test_after_the_warning_it_goes_with_all_that_was_said_of_it():
    study = draft(-1, title="How Zirconia did it")
    actions.save_case_study(
        study,
        version=1,
        by=study.author,
        sections={SectionKey.GOALS: "Zirconia dug."},
        title="How Zirconia did it!",
    )
    CommentFactory(case_study=study)
    CaseStudy.objects.filter(pk=study.pk).update(saved_at=a_year_ago() - timedelta(days=1))
    warn_long_ago(study)

    assert list(forget_idle(a_year_ago())) == [1]

    assert not CaseStudy.objects.filter(pk=study.pk).exists()
    assert not CaseStudy.pgh_event_model.objects.filter(title__contains="Zirconia").exists()
    assert not warnings(study).exists()
    lines = Entry.objects.filter(subject_kind="casestudies.casestudy", subject_id=study.pk)
    assert lines.filter(verb="casestudy.forgotten").count() == 1
    assert not [line for line in lines if "Zirconia" in line.before + line.after + line.note]


def test_saving_begins_the_time_anew():
    study = draft(-1)
    warn_long_ago(study)
    actions.save_case_study(study, version=1, by=study.author, sections={}, title="Once more")

    assert list(forget_idle(a_year_ago())) == []
    assert CaseStudy.objects.filter(pk=study.pk).exists()


@pytest.mark.parametrize("trait", ["filed", "accepted", "published", "mirrored"])
def test_what_waits_for_others_or_is_on_the_wiki_stays(trait):
    study = draft(-400, **{trait: True})

    list(forget_idle(a_year_ago()))

    assert not warnings(study).exists()
    assert CaseStudy.objects.filter(pk=study.pk).exists()


def test_what_was_on_the_wiki_once_stays():
    study = EditionFactory().case_study
    CaseStudy.objects.filter(pk=study.pk).update(
        state="withdrawn", page=None, saved_at=a_year_ago() - timedelta(days=400)
    )

    list(forget_idle(a_year_ago()))

    assert CaseStudy.objects.filter(pk=study.pk).exists()


def test_of_somebody_whose_account_is_closed_it_goes_without_a_warning():
    study = draft(-1, author__is_active=False)

    assert list(forget_idle(a_year_ago())) == [1]
    assert not CaseStudy.objects.filter(pk=study.pk).exists()
