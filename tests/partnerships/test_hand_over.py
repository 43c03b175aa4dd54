# SPDX-License-Identifier: GPL-3.0-or-later
"""When an advocate or a colleague leaves, every open thing goes to somebody or stays knowingly."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agreements.actions import settle_commitment
from journal.models import Entry
from partnerships import actions, errors
from partnerships.actions.handing_over import Choice
from partnerships.actions.leaving import Fate
from partnerships.models import Advocate, Relation
from teamwork.actions import make_task
from teamwork.models import Task
from tests.factories import (
    AdvocateFactory,
    CoLeadFactory,
    CommitmentFactory,
    MembershipFactory,
    MouFactory,
    PartnershipFactory,
    member,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


# An advocate leaves


@pytest.fixture
def post(coordinator, partnership):
    """Of somebody who stands for an agreement in force, an open commitment in it, and a plan's task."""
    advocate = AdvocateFactory(
        institution=partnership.institution, affiliate=coordinator.affiliate, name="Ada Pond"
    )
    mou = MouFactory(partnership=partnership, signed=True)
    CommitmentFactory(mou=mou, what="Release the plates")
    CommitmentFactory(mou=mou, state="kept", settled_on=date(2026, 1, 1))
    CommitmentFactory(mou__signed=True)  # another affiliate's, elsewhere
    soon = timezone.localdate() + timedelta(days=5)
    actions.plan_to_win_back(advocate, version=1, by=coordinator, plan="Call", plan_on=soon)
    return advocate.posts.get()


def fates(post, *, passed):
    return {
        each.key: Fate(passed, "" if passed else "Nobody there yet", each.stamp)
        for each in actions.stands_for(post.advocate, post.institution_id)
    }


def test_all_they_stood_for_is_listed_and_nothing_else(post):
    open_things = actions.stands_for(post.advocate, post.institution_id)

    assert [each.kind for each in open_things] == ["agreement", "commitment", "task"]
    assert open_things[1].row.what == "Release the plates"


def test_a_successor_is_introduced_and_takes_over(coordinator, partnership, post):
    left_on = timezone.localdate()

    successor = actions.leave_institution(
        post, by=coordinator, ended_on=left_on, successor_name="Bo Brook", fates=fates(post, passed=True)
    )

    post.refresh_from_db()
    assert post.ended_on == left_on
    assert Advocate.objects.get(pk=post.advocate_id).engagement == "left"
    assert list(Advocate.objects.at(partnership.institution)) == [successor]
    assert Relation.objects.get().advocate == successor
    assert Entry.objects.filter(verb="advocate.passed_on", thread_id=partnership.pk).count() == 3
    open_task = Task.objects.open().get()  # the plan's task is over, the lead agrees with the successor
    assert f"#{successor.pk}" in open_task.title
    assert "Bo" not in open_task.title
    assert "Ada" not in str(list(Entry.objects.values_list("before", "after")))


def test_things_may_stay_without_anybody_but_only_with_a_reason(coordinator, post):
    silent = {key: Fate(False, " ", fate.stamp) for key, fate in fates(post, passed=False).items()}
    with pytest.raises(errors.ChoicesMissing):
        actions.leave_institution(post, by=coordinator, ended_on=timezone.localdate(), fates=silent)

    actions.leave_institution(
        post, by=coordinator, ended_on=timezone.localdate(), fates=fates(post, passed=False)
    )

    left = Entry.objects.filter(verb="advocate.left_open")
    assert left.count() == 3
    assert set(left.values_list("note", flat=True)) == {"Nobody there yet"}


def test_commitments_that_name_them_name_the_successor_or_nobody(coordinator, partnership, post):
    mou = partnership.mous.get()
    other = AdvocateFactory(institution=partnership.institution, affiliate=coordinator.affiliate)
    named = [CommitmentFactory(mou=mou, advocate=post.advocate) for _number in range(2)]
    CommitmentFactory(mou=mou, advocate=other)
    chosen = fates(post, passed=True)
    assert sum(key.startswith("commitment-") for key in chosen) == 3  # these two, and one of nobody's
    stays = f"commitment-{named[1].pk}"
    chosen[stays] = Fate(False, "Nobody there yet", chosen[stays].stamp)

    successor = actions.leave_institution(
        post, by=coordinator, ended_on=timezone.localdate(), successor_name="Bo Brook", fates=chosen
    )

    for commitment in named:
        commitment.refresh_from_db()
    assert [each.advocate for each in named] == [successor, None]
    assert mou.commitments.get(advocate=other)


def test_a_shared_partnerships_commitment_that_names_them_is_theirs_too(coordinator):
    foreign = PartnershipFactory()
    CoLeadFactory(partnership=foreign, affiliate=coordinator.affiliate, accepted=True)
    advocate = AdvocateFactory(institution=foreign.institution, affiliate=coordinator.affiliate)
    mou = MouFactory(partnership=foreign, signed=True)
    named = CommitmentFactory(mou=mou, advocate=advocate)
    CommitmentFactory(mou=mou)

    open_things = actions.stands_for(advocate, foreign.institution_id)

    assert [each.key for each in open_things] == [f"commitment-{named.pk}"]


def test_passing_on_needs_somebody_to_pass_to(coordinator, post):
    with pytest.raises(errors.ChoicesMissing):
        actions.leave_institution(
            post, by=coordinator, ended_on=timezone.localdate(), fates=fates(post, passed=True)
        )

    post.refresh_from_db()
    assert post.ended_on is None


@pytest.mark.parametrize("change", ["new", "changed", "gone"])
def test_what_changed_meanwhile_is_shown_again_and_nothing_is_written(coordinator, post, change):
    seen = fates(post, passed=False)
    mou = MouFactory._meta.model.objects.get(partnership__affiliate=coordinator.affiliate)
    commitment = mou.commitments.get(state="open")
    if change == "new":
        CommitmentFactory(mou=mou)
    elif change == "gone":
        settle_commitment(commitment, version=1, by=coordinator, state="kept")
    else:
        commitment.what = "Release half of the plates"
        commitment.save()

    with pytest.raises(errors.ListChanged) as refusal:
        actions.leave_institution(post, by=coordinator, ended_on=timezone.localdate(), fates=seen)

    assert len(refusal.value.rows) == 1
    post.refresh_from_db()
    assert post.ended_on is None


def test_a_foreign_successor_and_a_day_to_come_are_refused(coordinator, post):
    facts = {"by": coordinator, "fates": fates(post, passed=True)}
    with pytest.raises(errors.NotBetweenThese):
        actions.leave_institution(post, ended_on=timezone.localdate(), successor=AdvocateFactory(), **facts)
    with pytest.raises(errors.DayInFuture):
        actions.leave_institution(
            post, ended_on=timezone.localdate() + timedelta(days=1), successor_name="Bo", **facts
        )

    post.refresh_from_db()
    assert post.ended_on is None


def inputs(answer, **choices):
    """The form of a page as a browser would send it, with a choice for each row."""
    form = answer.context["form"]
    data = {"form_key": form["form_key"].value()}
    for row in form.rows:
        for name in ("choice", "why", "seen"):
            data[f"{row.row.key}-{name}"] = choices.get(name, row[name].value() or "")
    return data


def test_leaving_by_the_page(client, coordinator, post):
    client.force_login(coordinator)
    address = f"/posts/{post.pk}/leave/"
    page = client.get(address)
    assert "Release the plates" in page.text
    facts = inputs(page, choice="passed") | {"ended_on": timezone.localdate(), "successor_name": "Bo Brook"}

    undecided = client.post(address, facts | {page.context["rows"][0].row.key + "-choice": ""})
    both = [client.post(address, facts), client.post(address, facts)]

    assert undecided.status_code == 422
    assert [answer.status_code for answer in both] == [302, 302]
    assert Advocate.objects.filter(name="Bo Brook").count() == 1


# A colleague leaves


@pytest.fixture
def heir(coordinator):
    return member("coordinator", coordinator.affiliate)


@pytest.fixture
def tasks(coordinator, partnership):
    MouFactory(partnership=partnership, title="Letter of intent")
    MouFactory(partnership=partnership, signed=True)
    PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, phase="declined")
    return make_task(
        partnership, coordinator.affiliate, by=coordinator, title="Send the plan", assignee=coordinator
    )


def give_all(coordinator, **choice):
    return {
        each.key: Choice(version=each.version, **choice)
        for each in actions.portfolio(coordinator, coordinator.affiliate)
    }


@pytest.mark.usefixtures("tasks")
def test_a_portfolio_goes_to_a_colleague_whole(coordinator, affiliate_admin, heir, partnership):
    done = actions.hand_over_portfolio(
        coordinator, coordinator.affiliate, by=affiliate_admin, choices=give_all(coordinator, to=heir)
    )

    partnership.refresh_from_db()
    assert done == {"passed": 3, "left": 0}
    assert partnership.lead == heir
    assert set(Task.objects.open().values_list("assignee", "title")) == {
        (heir.pk, "Send the plan"),
        (heir.pk, "Finish the draft of “Letter of intent”"),
    }
    assert actions.portfolio(coordinator, coordinator.affiliate) == []
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"partnership.handed_over", "task.reassigned", "mou.handed_over"} <= verbs


@pytest.mark.usefixtures("tasks")
def test_rows_may_be_left_but_only_with_a_reason(coordinator, affiliate_admin, partnership):
    with pytest.raises(errors.ChoicesMissing):
        actions.hand_over_portfolio(
            coordinator, coordinator.affiliate, by=affiliate_admin, choices=give_all(coordinator)
        )

    done = actions.hand_over_portfolio(
        coordinator,
        coordinator.affiliate,
        by=affiliate_admin,
        choices=give_all(coordinator, reason="They come back in May"),
    )

    partnership.refresh_from_db()
    assert (done, partnership.lead) == ({"passed": 0, "left": 3}, coordinator)
    left = Entry.objects.filter(thread_id=partnership.pk, note="They come back in May")
    assert set(left.values_list("verb", flat=True)) == {"partnership.lead_left", "mou.left", "task.left"}


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize("role", ["viewer", "stranger", "coordinator"])
def test_only_a_colleague_who_may_steer_takes_over(request, coordinator, affiliate_admin, role, partnership):
    with pytest.raises(errors.LeadOutsideAffiliate):
        actions.hand_over_portfolio(
            coordinator,
            coordinator.affiliate,
            by=affiliate_admin,
            choices=give_all(coordinator, to=request.getfixturevalue(role)),
        )

    assert not Entry.objects.filter(verb="partnership.handed_over").exists()


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize("change", ["new", "changed", "gone"])
def test_rows_that_changed_meanwhile_stop_it_whole(coordinator, affiliate_admin, heir, partnership, change):
    choices = give_all(coordinator, to=heir)
    if change == "new":
        PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    elif change == "gone":
        actions.correct_partnership(
            partnership,
            version=1,
            by=coordinator,
            lead=heir,
            origin="funder",
            summary="",
            notes="",
            is_public=False,
        )
    else:
        actions.plan_next_step(
            partnership, version=1, by=coordinator, next_step="Call", next_step_on=date(2030, 1, 1)
        )

    with pytest.raises(errors.ListChanged):
        actions.hand_over_portfolio(coordinator, coordinator.affiliate, by=affiliate_admin, choices=choices)

    assert not Entry.objects.filter(verb="partnership.handed_over").exists()


@pytest.mark.usefixtures("tasks")
def test_commitments_one_sees_to_go_along_or_stay_knowingly(coordinator, affiliate_admin, heir, partnership):
    mou = MouFactory(partnership=partnership, signed=True)
    given, left = CommitmentFactory(mou=mou, user=coordinator), CommitmentFactory(mou=mou, user=coordinator)
    CommitmentFactory(mou=mou, user=heir)
    CommitmentFactory(mou=mou, user=coordinator, state="kept", settled_on=date(2026, 1, 1))
    choices = give_all(coordinator, to=heir)
    assert {f"commitment-{each.pk}" for each in (given, left)} <= set(choices)
    choices[f"commitment-{left.pk}"] = Choice(reason="Nearly done", version=1)

    done = actions.hand_over_portfolio(
        coordinator, coordinator.affiliate, by=affiliate_admin, choices=choices
    )

    given.refresh_from_db()
    left.refresh_from_db()
    assert done == {"passed": len(choices) - 1, "left": 1}
    assert (given.user, given.version, left.user) == (heir, 2, coordinator)
    verbs = Entry.objects.filter(thread_id=partnership.pk, verb__startswith="commitment.")
    assert dict(verbs.values_list("verb", "subject_id")) == {
        "commitment.handed_over": given.pk,
        "commitment.left": left.pk,
    }


def test_commitments_of_a_co_led_partnership_are_listed_where_one_works(coordinator):
    foreign = PartnershipFactory()
    CoLeadFactory(partnership=foreign, affiliate=coordinator.affiliate, accepted=True)
    shared = CommitmentFactory(mou=MouFactory(partnership=foreign, signed=True), user=coordinator)
    replaced = MouFactory(partnership=foreign, signed=True, superseded_on=date(2026, 1, 1))
    CommitmentFactory(mou=replaced, user=coordinator)
    CommitmentFactory(mou__signed=True, user=coordinator)  # where another affiliate leads alone

    listed = actions.portfolio(coordinator, coordinator.affiliate)

    assert [each.key for each in listed] == [f"commitment-{shared.pk}"]


@pytest.mark.usefixtures("tasks")
def test_the_page_shows_a_changed_row_again_and_takes_it_the_second_time(
    client, coordinator, affiliate_admin, heir, partnership
):
    client.force_login(affiliate_admin)
    address = f"/people/{coordinator.pk}/hand-over/"
    facts = inputs(client.get(address), choice=heir.pk)
    actions.plan_next_step(
        partnership, version=1, by=coordinator, next_step="Call", next_step_on=date(2030, 1, 1)
    )

    refused = client.post(address, facts)
    accepted = client.post(address, inputs(refused, choice=heir.pk))
    again = client.post(address, inputs(refused, choice=heir.pk))

    assert refused.status_code == 409
    assert "This came or changed meanwhile." in refused.text
    assert (accepted.status_code, again.status_code) == (302, 422 if again.context else 302)
    partnership.refresh_from_db()
    assert partnership.lead == heir
    assert Entry.objects.filter(verb="partnership.handed_over").count() == 1


@pytest.mark.usefixtures("tasks")
def test_one_colleague_may_get_all_the_rest(client, coordinator, heir, partnership):
    client.force_login(coordinator)
    address = f"/people/{coordinator.pk}/hand-over/"
    facts = inputs(client.get(address)) | {"rest": heir.pk}
    task_row = next(key for key in facts if key.startswith("task-") and key.endswith("-choice"))

    assert client.post(address, facts | {task_row: "left"}).status_code == 422  # without a reason
    answer = client.post(
        address, facts | {task_row: "left", task_row.replace("choice", "why"): "Nearly done"}
    )

    assert answer.status_code == 302
    partnership.refresh_from_db()
    assert partnership.lead == heir
    assert Task.objects.open().get(title="Send the plan").assignee == coordinator


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("affiliate_admin", 200),
        ("coordinator", 200),
        ("viewer", 403),
        ("stranger", 404),
        ("volunteer", 404),
        ("wmf_staff", 404),
        ("platform_admin", 404),
    ],
)
def test_who_may_hand_over_for_a_coordinator(client, request, coordinator, role, status):
    client.force_login(request.getfixturevalue(role))

    assert client.get(f"/people/{coordinator.pk}/hand-over/").status_code == status


def test_a_colleague_hands_over_only_their_own(client, coordinator, heir):
    client.force_login(heir)

    assert client.get(f"/people/{coordinator.pk}/hand-over/").status_code == 403


def test_who_has_left_the_affiliate_can_still_be_relieved(client, coordinator, affiliate_admin, partnership):
    coordinator.memberships.update(ended_at=timezone.now())
    client.force_login(affiliate_admin)

    page = client.get(f"/people/{coordinator.pk}/hand-over/")

    assert [row.row.key for row in page.context["rows"]] == [f"partnership-{partnership.pk}"]


def test_an_affiliate_that_is_not_theirs_is_not_there(client, coordinator, affiliate_admin):
    foreign = MembershipFactory().affiliate
    client.force_login(affiliate_admin)

    for wanted in (foreign.pk, "x", "99999999999999999999"):
        assert client.get(f"/people/{coordinator.pk}/hand-over/?affiliate={wanted}").status_code == 404
