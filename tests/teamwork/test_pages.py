# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes, tasks and followers on the page of a partnership, and the reader's own lists of them."""

import uuid

import pytest
from django.urls import reverse

from accounts.models import Membership
from partnerships.models import CoLead
from teamwork import actions
from teamwork.models import Following, Note, Task
from tests.factories import FollowingFactory, NoteFactory, PartnershipFactory, TaskFactory, member

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def _at(door, record):
    return reverse(f"partnerships:{door}", args=[record.pk])


def _write(client, partnership, **asked):
    return client.post(_at("notes", partnership), {"text": "A talk", "form_key": uuid.uuid4()} | asked)


def _make(client, partnership, assignee, **asked):
    wanted = {"title": "Ring", "assignee": assignee.pk, "priority": 2, "form_key": uuid.uuid4()}
    return client.post(_at("tasks", partnership), wanted | asked)


def test_note_is_written_once_however_often_the_form_is_sent(signed_in, partnership):
    key = uuid.uuid4()

    answers = [_write(signed_in, partnership, form_key=key) for _click in range(2)]

    assert [answer.url for answer in answers] == [_at("notes", partnership)] * 2
    assert Note.objects.count() == 1


def test_note_is_shown_escaped_with_links_and_people(signed_in, partnership, viewer):
    text = f"<script>alert(1)</script> https://museum.example/?a=1&b=2 @{viewer}"
    _write(signed_in, partnership, text=text)

    page = signed_in.get(_at("notes", partnership)).text

    assert "<script>alert" not in page
    assert 'href="https://museum.example/?a=1&amp;b=2"' in page
    assert f'<bdi class="person">@{viewer}</bdi>' in page


def test_note_says_when_a_name_told_nobody(signed_in, partnership, stranger):
    answer = signed_in.post(
        _at("notes", partnership), {"text": f"@{stranger}", "form_key": uuid.uuid4()}, headers=PART
    )

    assert "Nobody was told by @Wikimedian: no reader of this record has that name." in answer.text


def test_note_to_somebody_without_access_is_refused_on_the_form(signed_in, partnership, stranger):
    answer = _write(signed_in, partnership, also=[stranger.pk])

    assert answer.status_code == 422
    assert "cannot read the record" in answer.text
    assert not Note.objects.exists()


def test_paste_of_five_thousand_lines_is_kept_and_folded(signed_in, partnership):
    text = "\r\n".join("abc" for _line in range(5_000))
    assert len(text) > 20_000 > len(text.replace("\r", ""))

    answer = _write(signed_in, partnership, text=text)

    assert answer.status_code == 302
    (shown,) = signed_in.get(_at("notes", partnership)).context["notes"]
    assert "".join(piece.text for piece in shown.opening) == "abc\nabc\nabc\nabc\nabc\nabc…"


def test_note_that_is_too_long_comes_back_whole(signed_in, partnership):
    answer = _write(signed_in, partnership, text="x" * 20_001)

    assert answer.status_code == 422
    assert "x" * 20_001 in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_notes_cost_the_same_however_many(
    signed_in, partnership, viewer, count, django_assert_max_num_queries
):
    for _n in range(count):
        note = NoteFactory(on=partnership)
        note.mentions.create(user=viewer)

    with django_assert_max_num_queries(10):
        response = signed_in.get(_at("notes", partnership), headers=PART)

    assert len(response.context["notes"]) == count


def test_removed_note_is_shown_to_those_who_may_put_it_back(
    client, partnership, coordinator, viewer, affiliate_admin
):
    note = NoteFactory(on=partnership, text="Hasty words")
    actions.remove_note(note, by=coordinator)

    seen = {}
    for person in (coordinator, affiliate_admin, viewer):
        client.force_login(person)
        page = client.get(_at("notes", partnership)).text
        seen[person] = ("Put it back" in page, "Hasty words" in page)

    assert seen == {coordinator: (True, False), affiliate_admin: (True, False), viewer: (False, False)}


def test_note_edited_meanwhile_is_not_lost(signed_in, partnership):
    note = NoteFactory(on=partnership, text="Theirs", version=2)

    response = signed_in.post(reverse("teamwork:note-edit", args=[note.pk]), {"text": "Mine", "version": 1})

    assert response.status_code == 409
    assert "Theirs" in response.text
    note.refresh_from_db()
    assert note.text == "Theirs"


def test_people_are_found_by_the_beginning_of_a_name_among_the_readers(signed_in, partnership, coordinator):
    ada = member("viewer", coordinator.affiliate, wiki_username="Ada Lovelace")
    member("viewer", wiki_username="Ada of Elsewhere")

    found = [
        signed_in.get(_at("note-people", partnership), {"q": q}).context["people"]
        for q in ("ad", "LOVE", "x")
    ]

    assert [list(people) for people in found] == [[ada], [ada], []]


def test_task_is_made_once_however_often_the_form_is_sent(signed_in, partnership, coordinator):
    key = uuid.uuid4()

    for _click in range(2):
        _make(signed_in, partnership, coordinator, form_key=key, due_on="2030-01-02")

    assert Task.objects.get().assignee == coordinator


@pytest.mark.parametrize(
    "asked", [{"title": ""}, {"due_on": "2030-02-31"}, {"priority": "9"}, {"title": "x" * 301}]
)
def test_task_with_nonsense_is_refused_on_the_form(signed_in, partnership, coordinator, asked):
    answer = _make(signed_in, partnership, coordinator, **asked)

    assert answer.status_code == 422
    assert not Task.objects.exists()


def test_task_is_only_given_to_those_who_may_do_it(signed_in, partnership, viewer, stranger):
    answers = [_make(signed_in, partnership, person).status_code for person in (viewer, stranger)]

    assert answers == [422, 422]


def test_finished_task_asks_what_comes_next(signed_in, partnership, coordinator):
    task = TaskFactory(on=partnership, assignee=coordinator)

    answer = signed_in.post(reverse("teamwork:task-finish", args=[task.pk]))
    form = signed_in.get(answer.url).context["form"]

    assert answer.url == reverse("teamwork:task-next", args=[task.pk])
    assert form.initial["assignee"] == coordinator.pk
    signed_in.post(
        answer.url,
        {"title": "Then this", "assignee": coordinator.pk, "priority": 2, "form_key": uuid.uuid4()},
    )
    assert Task.objects.about(partnership).open().get().title == "Then this"


def test_task_finished_in_place_comes_back_as_its_line(signed_in, partnership, coordinator):
    task = TaskFactory(on=partnership, assignee=coordinator)

    answer = signed_in.post(reverse("teamwork:task-finish", args=[task.pk]), headers=PART)
    again = signed_in.post(reverse("teamwork:task-finish", args=[task.pk]), headers=PART)

    assert (answer.status_code, again.status_code) == (200, 409)
    assert answer.context["task"].state == "done"


def test_task_can_be_given_to_somebody_else_with_the_rest(signed_in, partnership, coordinator):
    task = TaskFactory(on=partnership, assignee=coordinator)
    colleague = member("coordinator", coordinator.affiliate)

    signed_in.post(
        reverse("teamwork:task-correct", args=[task.pk]),
        {"title": "Write", "assignee": colleague.pk, "priority": 3, "version": 1},
    )

    task.refresh_from_db()
    assert (task.title, task.assignee, task.priority) == ("Write", colleague, 3)


def test_task_list_sorts_by_what_presses_and_narrows_by_the_address(
    signed_in, partnership, coordinator, viewer
):
    late = TaskFactory(on=partnership, due_on="2020-01-01")
    someday = TaskFactory(on=partnership)
    pressing = TaskFactory(on=partnership, priority=3)
    theirs = TaskFactory(on=partnership, assignee=viewer, due_on="2030-01-01")
    done = actions.finish_task(TaskFactory(on=partnership), by=coordinator)

    def listed(**asked):
        rows = signed_in.get(reverse("teamwork:task-list"), asked).context["rows"]
        return [task for task, _record in rows]

    assert listed() == [late, pressing, someday]
    assert listed(whose="affiliate") == [late, theirs, pressing, someday]
    assert listed(state="overdue") == [late]
    assert listed(state="done") == [done]
    assert listed(whose="9" * 30, state="\0") == listed()


@pytest.mark.parametrize("count", [1, 3])
def test_task_list_costs_the_same_however_many(signed_in, coordinator, count, django_assert_max_num_queries):
    for _n in range(count):
        TaskFactory(on=PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator))

    with django_assert_max_num_queries(8):
        response = signed_in.get(reverse("teamwork:task-list"))

    assert len(response.context["rows"]) == count


def test_follow_button_works_both_ways(signed_in, partnership, coordinator):
    signed_in.post(_at("follow", partnership), {"wish": "follow"})
    assert Following.objects.get().user == coordinator

    part = signed_in.post(_at("follow", partnership), {"wish": "unfollow"}, headers=PART)

    assert part.context["is_following"] is False
    assert not Following.objects.exists()


def test_following_list_does_not_name_what_one_lost_sight_of(client, partnership, coordinator, viewer):
    FollowingFactory(on=partnership, user=viewer)
    Membership.objects.filter(user=viewer).update(affiliate=member("viewer").affiliate)
    client.force_login(viewer)

    response = client.get(reverse("teamwork:following-list"))

    assert [record for _following, record in response.context["rows"]] == [None]
    assert str(partnership.institution) not in response.text


def test_co_leading_affiliate_writes_in_its_own_name(client, partnership, stranger):
    CoLead.objects.create(
        partnership=partnership,
        affiliate=stranger.affiliate,
        asked_by_affiliate=partnership.affiliate,
        proposed_by=partnership.lead,
        state="accepted",
    )
    client.force_login(stranger)

    _write(client, partnership)
    _make(client, partnership, stranger)

    assert Note.objects.get().affiliate == stranger.affiliate
    assert Task.objects.visible_to(stranger).get().affiliate == stranger.affiliate


def test_head_of_a_page_is_told_how_much_waits(client, coordinator):
    TaskFactory(on=PartnershipFactory(affiliate=coordinator.affiliate), assignee=coordinator)
    client.force_login(coordinator)

    response = client.get(reverse("teamwork:waiting"), headers={"HX-Request": "true"})

    assert response.context["waiting"].tasks == 1
    assert client.get(reverse("teamwork:waiting")).status_code == 302


def test_note_is_removed_by_its_author_or_an_administrator_and_by_no_other_colleague(
    client, partnership, coordinator, affiliate_admin
):
    note = NoteFactory(on=partnership, author=coordinator, affiliate=partnership.affiliate)
    client.force_login(member("coordinator", partnership.affiliate))

    assert client.post(f"/notes/{note.pk}/remove/").status_code == 403
    note.refresh_from_db()
    assert note.removed_at is None
    client.force_login(affiliate_admin)
    assert client.post(f"/notes/{note.pk}/remove/").status_code == 302
    note.refresh_from_db()
    assert note.removed_at


def test_tasks_of_my_affiliate_are_no_others(signed_in, partnership, stranger):
    elsewhere = PartnershipFactory(affiliate=stranger.affiliate, lead=stranger)
    theirs = TaskFactory(on=elsewhere, affiliate=stranger.affiliate, assignee=stranger)
    ours = TaskFactory(on=partnership, affiliate=partnership.affiliate)

    page = signed_in.get("/tasks/?whose=affiliate")

    assert ours.title in page.text
    assert theirs.title not in page.text
