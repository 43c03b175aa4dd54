# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the queue: an honest count, sections, pages, one verb a line; and putting lines off."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Partnership
from tests.factories import CommitmentFactory, TaskFactory, UserFactory
from tests.threads import race
from tests.today.days import in_days, shown
from today import actions
from today.errors import NoDayToWaitFor, NotWaiting
from today.models import Snooze
from today.waiting import Waiting

pytestmark = pytest.mark.django_db
QUEUE = "/today/"


def key_of(user, number=0) -> str:
    return Waiting(user).lines(0, 50)[number].key


def test_the_count_is_what_is_shown(client, coordinator, partnership, promise):
    promise(due_on=in_days(-1))
    promise(due_on=in_days(0))
    TaskFactory(on=partnership, title="Some day")
    client.force_login(coordinator)

    queue = client.get(QUEUE).context["queue"]

    assert queue.count == sum(len(section.lines) for section in queue.sections) == 3
    assert [(str(section.label), section.count) for section in queue.sections] == [
        ("Overdue", 1),
        ("Today", 1),
        ("When you can", 1),
    ]


def test_more_than_a_page_is_paged_and_says_so(client, coordinator, partnership):
    for number in range(53):
        TaskFactory(on=partnership, title=f"Task {number}", due_on=in_days(-60 + number))
    client.force_login(coordinator)

    first, second = client.get(QUEUE), client.get(QUEUE, {"page": 2})

    assert "53 things wait for you." in first.text
    assert "1–50 of 53" in first.text
    lines = [line.what for page in (first, second) for line in page.context["queue"].page]
    assert lines == [f"Task {number}" for number in range(53)]
    assert second.context["queue"].sections[0].count == 53


@pytest.mark.parametrize("number", ["", "-1", "x", "9" * 30, "99"])
def test_nonsense_for_a_page_is_a_page(client, coordinator, promise, number):
    promise(due_on=in_days(0))
    client.force_login(coordinator)

    assert len(client.get(QUEUE, {"page": number}).context["queue"].page) == 1


def test_each_line_says_what_why_and_one_thing_to_do(client, coordinator, partnership, promise):
    commitment = promise(due_on=in_days(-11))
    Partnership.objects.update(next_step="Call the director", next_step_on=in_days(0))
    client.force_login(coordinator)

    page = client.get(QUEUE).text

    assert "11 days overdue" in page
    assert f'href="/commitments/{commitment.pk}/">Note progress' in page
    assert f'action="/partnerships/{partnership.pk}/next-step/done/"' in page
    assert f'href="/partnerships/{partnership.pk}/"' in page


def test_the_verb_of_a_step_ends_it_and_asks_for_the_next(client, coordinator, partnership):
    Partnership.objects.update(next_step="Call the director", next_step_on=in_days(0))
    client.force_login(coordinator)
    (line,) = Waiting(coordinator).lines(0, 9)

    answer = client.post(line.address, line.sends)

    assert answer.url == f"/partnerships/{partnership.pk}/next-step/?done=1"
    assert shown(coordinator) == []


def test_the_verb_of_a_task_finishes_it(client, coordinator, partnership):
    task = TaskFactory(on=partnership, due_on=in_days(0))
    client.force_login(coordinator)
    (line,) = Waiting(coordinator).lines(0, 9)

    client.post(line.address, line.sends)

    task.refresh_from_db()
    assert task.state == "done"


def test_an_empty_queue_is_kind(client, volunteer):
    client.force_login(volunteer)

    page = client.get(QUEUE).text

    assert "Nothing waits for you" in page
    assert "Enjoy the day" in page


def test_the_slot_of_the_start_page_counts(client, coordinator, promise):
    promise(due_on=in_days(-1))
    client.force_login(coordinator)

    slot = client.get(reverse("today:slot"), headers={"HX-Request": "true"})

    assert "1 thing waits for you." in slot.text
    assert 'hx-get="/today/slot/"' in client.get("/").text
    assert client.get(reverse("today:slot")).url == QUEUE


@pytest.mark.parametrize("count", [3, 10])
def test_the_page_costs_the_same_however_much_waits(
    client, coordinator, agreement, partnership, count, django_assert_num_queries
):
    for _n in range(count):
        CommitmentFactory(mou=agreement, due_on=in_days(-1))
        TaskFactory(on=partnership, due_on=in_days(2))
    actions.snooze(coordinator, key_of(coordinator), until_on=in_days(3))
    client.force_login(coordinator)

    # Session, user, roles; what is put off, the counts, the lines, those put off.
    with django_assert_num_queries(7):
        assert client.get(QUEUE).context["queue"].count == 2 * count - 1


@pytest.mark.parametrize(
    ("answer", "days"),
    [
        ({"until": "tomorrow"}, 1),
        ({"until": "week"}, 7),
        ({"until": "month"}, 30),
        ({"until": "day", "until_on": in_days(12).isoformat()}, 12),
    ],
)
def test_a_line_put_off_leaves_the_queue_until_its_day(
    client, coordinator, promise, answer, days, time_machine
):
    promise(due_on=in_days(-1))
    client.force_login(coordinator)

    told = client.post("/today/snooze/", {"key": key_of(coordinator), "page": "2"} | answer)

    assert told.url == "/today/?page=2"
    queue = client.get(QUEUE).context["queue"]
    assert (queue.count, [line.until_on for line in queue.put_off]) == (0, [in_days(days)])
    time_machine.move_to(timezone.now() + timedelta(days=days))
    assert shown(coordinator) == ["Release 50 images"]


def test_a_line_is_woken(client, coordinator, promise):
    promise(due_on=in_days(-1))
    key = key_of(coordinator)
    actions.snooze(coordinator, key, until_on=in_days(9))
    client.force_login(coordinator)

    client.post("/today/wake/", {"key": key})

    assert shown(coordinator) == ["Release 50 images"]
    assert not Snooze.objects.exists()
    assert "That is not put off." in client.post("/today/wake/", {"key": key}, follow=True).text


def test_a_line_with_a_new_day_is_a_new_line(coordinator, partnership):
    Partnership.objects.update(next_step="Call", next_step_on=in_days(-3))
    actions.snooze(coordinator, key_of(coordinator), until_on=in_days(30))
    Partnership.objects.update(next_step="Write", next_step_on=in_days(0))

    assert shown(coordinator) == ["Write"]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_put_off_once(coordinator, promise):
    promise(due_on=in_days(-1))
    key = key_of(coordinator)

    race(*[lambda: actions.snooze(coordinator, key, until_on=in_days(9))] * 4)

    assert Snooze.objects.get().key == key


def test_another_day_moves_the_one_there_is(coordinator, promise):
    promise(due_on=in_days(-1))
    for days in (3, 9):
        actions.snooze(coordinator, f"commitment-{_pk()}-{in_days(-1):%Y%m%d}", until_on=in_days(days))

    assert Snooze.objects.get().until_on == in_days(9)


def _pk():
    return Partnership.objects.get().mous.get().commitments.get().pk


def test_days_that_have_passed_are_thrown_away(coordinator, promise):
    Snooze.objects.create(user=coordinator, key="commitment-1-20200101", until_on=in_days(-1))
    promise(due_on=in_days(-1))

    actions.snooze(coordinator, key_of(coordinator), until_on=in_days(3))

    assert Snooze.objects.get().until_on == in_days(3)


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_only_a_day_to_come_within_a_year_is_taken(coordinator, promise, days):
    promise(due_on=in_days(-1))

    with pytest.raises(NoDayToWaitFor):
        actions.snooze(coordinator, key_of(coordinator), until_on=in_days(days))


def test_what_waits_for_somebody_else_cannot_be_put_off(client, coordinator, stranger, promise):
    promise(due_on=in_days(-1))
    key = key_of(coordinator)
    client.force_login(stranger)

    with pytest.raises(NotWaiting):
        actions.snooze(stranger, key, until_on=in_days(3))
    answer = client.post("/today/snooze/", {"key": key, "until": "week"})

    assert answer.status_code == 422
    assert "This does not wait for you, or no longer." in answer.text
    assert not Snooze.objects.exists()


@pytest.mark.parametrize(
    "key",
    [
        "x",
        "commitment-1",
        "commitment-1-00000000",
        "nothing-1-20260101",
        "commitment-99999999999999999999-20260101",
        "commitment-٣-20260101",
        "--",
        f"commitment-{uuid.uuid4()}",
    ],
)
def test_nonsense_is_refused_in_words(client, coordinator, key):
    client.force_login(coordinator)

    answer = client.post("/today/snooze/", {"key": key, "until": "week"})

    assert answer.status_code == 422
    assert "This does not wait for you, or no longer." in answer.text


@pytest.mark.parametrize(
    "answer",
    [{"until": "some day"}, {}, {"until": "day"}, {"until": "day", "until_on": "yesterday"}],
)
def test_an_answer_without_a_day_asks_again_and_keeps_the_line(client, coordinator, promise, answer):
    promise(due_on=in_days(-1))
    client.force_login(coordinator)
    key = key_of(coordinator)

    again = client.post("/today/snooze/", {"key": key} | answer)

    assert again.status_code == 422
    assert f'value="{key}"' in again.text


def test_what_was_put_off_and_is_done_leaves_the_fold(client, coordinator, promise):
    commitment = promise(due_on=in_days(-1))
    actions.snooze(coordinator, key_of(coordinator), until_on=in_days(3))
    type(commitment).objects.update(state="kept", settled_on=in_days(0))
    client.force_login(coordinator)

    assert client.get(QUEUE).context["queue"].put_off == []


def test_what_one_person_puts_off_another_still_sees(coordinator, promise):
    promise(due_on=in_days(-1))
    Snooze.objects.create(user=UserFactory(), key=key_of(coordinator), until_on=in_days(9))

    assert shown(coordinator) == ["Release 50 images"]
