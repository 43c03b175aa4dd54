# SPDX-License-Identifier: GPL-3.0-or-later
"""What each source of the queue finds, and why; and that it finds nothing that is not the reader's."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from accounts.actions import end_role
from accounts.models import User
from casestudies.models import CaseStudy
from partnerships.models import Notice, Partnership, Stage
from partnerships.stages import Phase
from teamwork.models import Task
from tests.factories import (
    AdvocateFactory,
    CaseStudyFactory,
    CoLeadFactory,
    CommitmentFactory,
    MouFactory,
    PartnershipFactory,
    TaskFactory,
    member,
)
from tests.today.days import in_days, moments_ago, shown, waiting
from today.waiting import Waiting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (-11, "11 days overdue · promised by the institution"),
        (-1, "1 day overdue · promised by the institution"),
        (0, "due today · promised by the institution"),
        (1, "due tomorrow · promised by the institution"),
        (7, "due in 7 days · promised by the institution"),
    ],
)
def test_commitment_says_how_its_day_stands(coordinator, promise, days, why):
    promise(due_on=in_days(days))

    assert waiting(coordinator, "commitment") == [("Release 50 images", why)]


def test_commitments_that_press_nobody_are_not_there(coordinator, partnership, agreement, promise):
    promise(due_on=in_days(8))
    promise(due_on=None)
    promise(due_on=in_days(-3), state="kept", settled_on=in_days(0))
    CommitmentFactory(mou=MouFactory(partnership=partnership), due_on=in_days(0))
    replaced = MouFactory(partnership=partnership, signed=True, superseded_on=in_days(-5))
    CommitmentFactory(mou=replaced, due_on=in_days(0))

    assert waiting(coordinator, "commitment") == []


def test_commitment_with_a_name_waits_for_that_person_and_not_for_the_lead(coordinator, promise):
    colleague = member("coordinator", coordinator.affiliate)
    promise(due_on=in_days(0), user=colleague)

    assert len(waiting(colleague, "commitment")) == 1
    assert waiting(coordinator, "commitment") == []


def test_commitment_waits_for_nobody_else(
    promise, viewer, affiliate_admin, stranger, wmf_staff, platform_admin, volunteer
):
    promise(due_on=in_days(0))
    promise(due_on=in_days(0), user=stranger)
    promise(due_on=in_days(0), user=viewer)

    others = [viewer, affiliate_admin, stranger, wmf_staff, platform_admin, volunteer]
    assert [waiting(each, "commitment") for each in others] == [[]] * 6


def test_agreement_that_ends_soon_asks_for_its_renewal(coordinator, agreement):
    agreement.ends_on = in_days(40)
    agreement.save()

    assert waiting(coordinator, "agreement") == [("Images of tides", "ends in 40 days, and nothing follows")]


def test_agreement_with_a_longer_notice_period_asks_earlier(coordinator, agreement):
    agreement.ends_on, agreement.notice_days = in_days(120), 180
    agreement.save()

    assert len(waiting(coordinator, "agreement")) == 1


@pytest.mark.parametrize(
    "change",
    [{"ends_on": in_days(91)}, {"ends_on": in_days(-1)}, {"ends_on": None}],
    ids=["late", "over", "endless"],
)
def test_agreement_that_need_not_be_renewed_now_does_not_ask(coordinator, agreement, change):
    for name, value in change.items():
        setattr(agreement, name, value)
    agreement.save()

    assert waiting(coordinator, "agreement") == []


def test_agreement_with_a_successor_does_not_ask(coordinator, partnership, agreement):
    agreement.ends_on = in_days(40)
    agreement.save()
    MouFactory(partnership=partnership, signed=True, ends_on=in_days(400))

    assert waiting(coordinator, "agreement") == []


def test_review_day_of_an_agreement_in_force_is_there(coordinator, agreement):
    agreement.review_on = in_days(-2)
    agreement.save()

    assert waiting(coordinator, "review") == [("Images of tides", "review 2 days overdue")]
    agreement.ends_on = in_days(-1)
    agreement.save()
    assert waiting(coordinator, "review") == []


@pytest.mark.parametrize(("days", "why"), [(-3, ["3 days overdue"]), (0, ["due today"]), (1, [])])
def test_next_step_is_there_on_its_day_and_after(coordinator, partnership, days, why):
    Partnership.objects.update(next_step="Write to the director", next_step_on=in_days(days))

    assert [said for _what, said in waiting(coordinator, "next-step")] == why


def test_next_step_of_a_closed_partnership_waits_for_nobody(coordinator, partnership):
    stage = partnership.pipeline.stages.get(phase=Phase.ENDED)
    Partnership.objects.update(next_step="Call", next_step_on=in_days(-1), stage=stage, phase=stage.phase)

    assert waiting(coordinator, "next-step") == []


def test_tasks_are_there_when_due_and_when_no_day_is_set(coordinator, partnership):
    TaskFactory(on=partnership, title="Late", due_on=in_days(-2))
    TaskFactory(on=partnership, title="Soon", due_on=in_days(7))
    TaskFactory(on=partnership, title="Some day")
    TaskFactory(on=partnership, title="Far", due_on=in_days(8))
    TaskFactory(on=partnership, title="Done", state="done", ended_at=timezone.now())

    assert waiting(coordinator, "task") == [
        ("Late", "2 days overdue"),
        ("Soon", "due in 7 days"),
        ("Some day", "no day is set"),
    ]


def test_task_is_its_assignees_alone(partnership, coordinator, affiliate_admin, stranger):
    TaskFactory(on=partnership, assignee=affiliate_admin, title="Yours", due_on=in_days(0))

    assert [waiting(each, "task") for each in (coordinator, stranger)] == [[], []]
    assert len(waiting(affiliate_admin, "task")) == 1


def test_task_that_asks_to_renew_gives_way_to_the_agreement_itself(coordinator, partnership, agreement):
    agreement.ends_on = in_days(40)
    agreement.save()
    task = TaskFactory(on=partnership, due_on=in_days(0), origin=f"renew-{agreement.pk}", title="Renew?")

    assert shown(coordinator) == ["Images of tides"]
    colleague = member("coordinator", coordinator.affiliate)
    task.assignee = colleague
    task.save()
    assert shown(colleague) == ["Renew?"]


def test_silence_of_a_quarter_is_there_with_its_length(coordinator, partnership):
    here = {"affiliate": partnership.affiliate, "institution": partnership.institution}
    AdvocateFactory(**here, last_contact_on=in_days(-300))
    AdvocateFactory(**here, last_contact_on=in_days(-120))
    AdvocateFactory(**here, last_contact_on=in_days(-1), engagement="left")

    assert waiting(coordinator, "silence") == [("Nobody there has been in touch", "no contact for 120 days")]


@pytest.mark.parametrize("last", [in_days(-89), None])
def test_no_silence_is_told_before_a_quarter_or_without_a_first_contact(coordinator, partnership, last):
    AdvocateFactory(
        affiliate=partnership.affiliate, institution=partnership.institution, last_contact_on=last
    )

    assert waiting(coordinator, "silence") == []


def test_what_another_affiliate_knows_of_people_breaks_no_silence(coordinator, partnership, stranger):
    AdvocateFactory(
        affiliate=stranger.affiliate, institution=partnership.institution, last_contact_on=in_days(-200)
    )

    assert waiting(coordinator, "silence") == []


def test_partnership_that_stands_still_is_there_until_a_step_is_planned(coordinator, partnership):
    Stage.objects.filter(pk=partnership.stage_id).update(target_days=30)
    Partnership.objects.update(stage_entered_at=moments_ago(45), next_step_on=None)

    assert waiting(coordinator, "stage") == [
        ("Nothing is planned", "45 days in its stage, longer than planned")
    ]
    # An overdue step is a line already; one to come pauses it.
    for day in (in_days(-1), in_days(3)):
        Partnership.objects.update(next_step="Call", next_step_on=day)
        assert waiting(coordinator, "stage") == []


def test_draft_that_rested_a_week_is_its_authors(coordinator, affiliate_admin):
    draft = CaseStudyFactory(
        author=coordinator, affiliate=coordinator.affiliate, title="Tides", saved_at=moments_ago(12)
    )
    CaseStudyFactory(author=coordinator, title="Fresh", saved_at=moments_ago(6))

    assert waiting(coordinator, "draft") == [("Tides", "not touched for 12 days")]
    assert waiting(affiliate_admin, "draft") == []
    CaseStudy.objects.filter(pk=draft.pk).update(state="filed")
    assert waiting(coordinator, "draft") == []


def test_draft_without_a_title_is_named_all_the_same(volunteer):
    CaseStudyFactory(author=volunteer, title="", saved_at=moments_ago(8))

    assert waiting(volunteer, "draft") == [("Untitled draft", "not touched for 8 days")]


@pytest.fixture
def everything(coordinator, partnership, agreement, promise):
    """A line of every source that hangs on a partnership; returns how many."""
    promise(due_on=in_days(-11))
    agreement.ends_on, agreement.review_on = in_days(40), in_days(0)
    agreement.save()
    TaskFactory(on=partnership, title="Send the draft", due_on=in_days(2))
    AdvocateFactory(
        affiliate=partnership.affiliate,
        institution=partnership.institution,
        last_contact_on=in_days(-100),
    )
    Partnership.objects.update(next_step="Call the director", next_step_on=in_days(-5))
    other = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    Stage.objects.filter(pk=other.stage_id).update(target_days=30)
    Partnership.objects.filter(pk=other.pk).update(stage_entered_at=moments_ago(33))
    return 7


def test_the_queue_mixes_all_by_urgency(coordinator, everything):
    assert shown(coordinator) == [
        "Release 50 images",  # 11 days overdue
        "Call the director",  # 5 days overdue
        "Images of tides",  # to be looked at today
        "Send the draft",  # in two days
        "Images of tides",  # asks since 50 days
        "Nobody there has been in touch",  # for 10 days more than a quarter
        "Nothing is planned",  # for 3 days more than planned
    ]


def test_who_lost_the_role_sees_nothing_at_once(coordinator, everything):
    end_role(coordinator.memberships.get(), by=None)

    assert shown(coordinator) == []


def test_who_became_a_viewer_has_nothing_to_do(coordinator, everything):
    coordinator.memberships.update(role="viewer")

    assert shown(coordinator) == []


def test_a_removed_partnership_is_gone_from_every_source(coordinator, everything):
    Partnership.objects.update(removed_at=timezone.now())

    assert shown(coordinator) == []


def test_who_leads_for_a_partner_hears_nothing_of_the_people_of_its_owner(coordinator, stranger):
    theirs = PartnershipFactory(affiliate=stranger.affiliate, lead=stranger)
    CoLeadFactory(partnership=theirs, affiliate=coordinator.affiliate, accepted=True)
    AdvocateFactory(
        institution=theirs.institution, affiliate=stranger.affiliate, last_contact_on=in_days(-120)
    )
    assert len(waiting(stranger, "silence")) == 1

    Partnership.objects.filter(pk=theirs.pk).update(lead=coordinator)

    assert waiting(coordinator, "silence") == []


def test_task_waits_for_nobody_who_left_its_affiliate_though_another_of_theirs_leads_along(
    coordinator, stranger
):
    theirs = PartnershipFactory(affiliate=stranger.affiliate, lead=stranger)
    CoLeadFactory(partnership=theirs, affiliate=coordinator.affiliate, accepted=True)
    task = TaskFactory(on=theirs, affiliate=stranger.affiliate, assignee=stranger, due_on=in_days(1))
    assert len(waiting(stranger, "task")) == 1

    Task.objects.filter(pk=task.pk).update(assignee=coordinator)

    assert waiting(coordinator, "task") == []


def test_another_lead_is_another_queue(coordinator, affiliate_admin, everything):
    Partnership.objects.update(lead=affiliate_admin)

    assert shown(coordinator) == ["Send the draft"]  # the task stays with whom it was given to
    assert len(shown(affiliate_admin)) == everything - 1


def test_lines_name_the_institution_in_the_readers_language(coordinator, everything):
    with translation.override("ar"):
        named = {line.record for line in Waiting(coordinator).lines(0, 50)}

    assert "متحف المد" in named
    assert "Museum of Tides" not in named


def test_days_are_those_of_the_readers_own_calendar(coordinator, promise, time_machine):
    time_machine.move_to("2026-11-22T23:30:00+00:00", tick=False)
    promise(due_on=timezone.now().date() + timedelta(days=1))
    coordinator.time_zone = "Asia/Tokyo"
    coordinator.save()

    assert waiting(coordinator, "commitment")[0][1].startswith("due today")
    coordinator.time_zone = "America/Lima"
    coordinator.save()
    assert waiting(coordinator, "commitment")[0][1].startswith("due tomorrow")


def test_notice_no_longer_waits_for_a_lead_who_lost_the_role(coordinator, partnership):
    advocate = AdvocateFactory(affiliate=coordinator.affiliate, institution=partnership.institution)
    Notice.objects.create(advocate=advocate, entered_on=in_days(-28), due_on=in_days(2))
    assert len(waiting(coordinator, "notice")) == 1

    coordinator.memberships.all().delete()

    assert waiting(User.objects.get(pk=coordinator.pk), "notice") == []
