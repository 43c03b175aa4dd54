# SPDX-License-Identifier: GPL-3.0-or-later
"""From when an advocate's time runs: the last contact, or, as the foundation runs it, the day the partnership closed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partnerships import actions, tasks
from partnerships.actions.old_notes import forget_old_notes, forget_old_plans
from partnerships.models import Advocate, Partnership, Post
from partnerships.stages import Phase
from tests.factories import (
    AdvocateFactory,
    AffiliateFactory,
    CoLeadFactory,
    InstitutionFactory,
    PartnershipFactory,
)
from work import actions as work
from work.models import Message, Run

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def days_ago(days):
    return today() - timedelta(days=days)


@pytest.fixture
def ninety(settings):
    settings.CONTACT_RETENTION_DAYS = 90
    settings.CONTACT_RETENTION_FROM = "partnership_closed"
    settings.CONTACT_REMINDER_DAYS = 30


def partnership(affiliate, *, closed=None, **facts):
    found = PartnershipFactory(
        affiliate=affiliate, phase=Phase.ENDED if closed is not None else Phase.ACTIVE, **facts
    )
    if closed is not None:
        moment = timezone.now() - timedelta(days=closed)
        Partnership.objects.filter(pk=found.pk).update(stage_entered_at=moment)
    return found


def advocate(affiliate, institution, *, until, last_contact=400):
    return AdvocateFactory(
        affiliate=affiliate,
        institution=institution,
        last_contact_on=days_ago(last_contact),
        keep_until_on=days_ago(-until),
    )


def run_clock():
    run = work.queue("partnerships.retention")
    tasks.run_retention(run.pk)
    run = Run.objects.get(pk=run.pk)
    assert run.state == "done"
    return run.counts


def is_known(advocate):
    return Advocate.objects.known().filter(pk=advocate.pk).exists()


@pytest.mark.parametrize(("closed", "kept"), [(89, True), (90, True), (91, False)])
def test_ninety_days_after_the_partnership_closed_and_no_day_sooner(ninety, closed, kept):
    here = partnership(AffiliateFactory(), closed=closed)
    somebody = advocate(here.affiliate, here.institution, until=-1)

    run_clock()

    assert is_known(somebody) is kept


def test_while_the_partnership_is_open_nobody_is_forgotten_or_announced(ninety, coordinator):
    coordinator.email = "c@pond.example"
    coordinator.save()
    here = partnership(coordinator.affiliate, lead=coordinator)
    somebody = advocate(coordinator.affiliate, here.institution, until=-5)

    counts = run_clock()

    somebody.refresh_from_db()
    assert (counts["renewed"], counts["reminded"], counts["forgotten"]) == (1, 0, 0)
    assert somebody.keep_until_on == today() + timedelta(days=90)
    assert not Message.objects.filter(key__startswith="advocates-ending").exists()


def test_the_coordinators_are_warned_once_it_has_closed(ninety, coordinator):
    coordinator.email = "c@pond.example"
    coordinator.save()
    here = partnership(coordinator.affiliate, lead=coordinator, closed=70)
    advocate(coordinator.affiliate, here.institution, until=-1)

    assert run_clock()["reminded"] == 1


def test_a_contact_after_the_end_prolongs_nothing(ninety, coordinator):
    here = partnership(coordinator.affiliate, closed=60)
    somebody = advocate(coordinator.affiliate, here.institution, until=30)

    actions.note_contact(somebody, by=coordinator, channel="call")

    somebody.refresh_from_db()
    assert somebody.keep_until_on == today() + timedelta(days=30)


def test_a_reason_does_prolong(ninety, coordinator):
    here = partnership(coordinator.affiliate, closed=200)
    somebody = advocate(coordinator.affiliate, here.institution, until=3)

    actions.renew_advocate(somebody, version=1, by=coordinator, reason="A second project begins")
    run_clock()

    somebody.refresh_from_db()
    assert is_known(somebody)
    assert somebody.keep_until_on == today() + timedelta(days=90)


def test_a_partnership_taken_up_again_keeps_them(ninety):
    here = partnership(AffiliateFactory(), closed=300)
    partnership(here.affiliate, institution=here.institution)
    somebody = advocate(here.affiliate, here.institution, until=-1)

    run_clock()

    assert is_known(somebody)


def test_one_led_together_with_another_affiliate_keeps_the_people_of_both(ninety):
    here = partnership(AffiliateFactory())
    joined = CoLeadFactory(partnership=here, state="accepted")
    theirs = advocate(joined.affiliate, here.institution, until=-1)
    of_a_stranger = advocate(AffiliateFactory(), here.institution, until=-1)

    run_clock()

    assert is_known(theirs)
    assert not is_known(of_a_stranger)


def test_whoever_left_the_institution_is_not_kept_by_its_partnership(ninety):
    here = partnership(AffiliateFactory())
    somebody = advocate(here.affiliate, here.institution, until=-1)
    Post.objects.filter(advocate=somebody).update(ended_on=days_ago(10))

    run_clock()

    assert not is_known(somebody)


@pytest.mark.parametrize(("last_contact", "kept"), [(90, True), (91, False)])
def test_without_any_partnership_the_last_contact_counts(ninety, last_contact, kept):
    somebody = advocate(AffiliateFactory(), InstitutionFactory(), until=-1, last_contact=last_contact)

    run_clock()

    assert is_known(somebody) is kept


def test_many_are_looked_at_in_batches_and_few_questions(ninety, django_assert_max_num_queries):
    here = partnership(AffiliateFactory())
    for _each in range(7):
        advocate(here.affiliate, here.institution, until=-1)

    with django_assert_max_num_queries(4 + 7):
        assert actions.renew_clocks(today=today(), batch=3) == 7


def test_by_default_the_last_contact_counts_and_partnerships_do_not(settings):
    assert settings.CONTACT_RETENTION_FROM == "last_contact"
    here = partnership(AffiliateFactory())
    somebody = advocate(here.affiliate, here.institution, until=-1)

    assert run_clock()["renewed"] == 0
    assert not is_known(somebody)


def test_ninety_days_after_the_last_contact_is_a_mode_too(settings, coordinator):
    settings.CONTACT_RETENTION_DAYS = 90
    somebody = advocate(coordinator.affiliate, InstitutionFactory(), until=1)

    actions.note_contact(somebody, by=coordinator, channel="call", happened_on=days_ago(10))

    somebody.refresh_from_db()
    assert somebody.keep_until_on == today() + timedelta(days=80)


# Notes about a person


def test_renewing_the_person_renews_what_is_noted_of_them(coordinator):
    somebody = AdvocateFactory(affiliate=coordinator.affiliate, plan="Invite", plan_on=days_ago(500))
    contact = actions.note_contact(somebody, by=coordinator, channel="call", note="Tired")
    type(contact).objects.update(recorded_at=timezone.now() - timedelta(days=500))
    somebody.refresh_from_db()
    actions.renew_advocate(somebody, version=1, by=coordinator, reason="A new project")
    before = timezone.now() - timedelta(days=427)

    assert [*forget_old_notes(before), *forget_old_plans(before)] == []
    later = timezone.now() + timedelta(minutes=1)
    assert sum([*forget_old_notes(later), *forget_old_plans(later)]) == 2


def test_a_note_that_was_struck_out_goes_from_the_history_as_well(coordinator):
    somebody = AdvocateFactory(affiliate=coordinator.affiliate)
    contact = actions.note_contact(somebody, by=coordinator, channel="call", note="Tired")
    actions.take_back_contact(contact, by=coordinator)
    past = type(contact).pgh_event_model.objects.exclude(note="")
    assert past.count() == 2  # made, and struck out

    assert sum(forget_old_notes(timezone.now() + timedelta(minutes=1))) == 2
    assert not past.exists()
