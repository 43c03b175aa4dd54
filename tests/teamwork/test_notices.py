# SPDX-License-Identifier: GPL-3.0-or-later
"""Following records, being told, and what the notices say in whose language."""

import pytest
from django.urls import reverse
from django.utils import translation

from journal.models import Entry
from partnerships.threads import readers
from teamwork import actions, notices, reports
from teamwork.models import Following, Notice
from tests.factories import FollowingFactory, NoticeFactory, PartnershipFactory, TaskFactory, member
from work.models import Message

pytestmark = pytest.mark.django_db
WORDS = {"who": "Clara", "record": "Museum of Tides"}


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


def _tell(users, record, **more):
    asked = {"kind": "mention", "key": "k", "words": WORDS, "address": "/tasks/"} | more
    return actions.tell(users, record=record, **asked)


def test_follow_is_recorded_once(partnership, viewer):
    actions.follow(partnership, by=viewer)
    actions.follow(partnership, by=viewer)

    assert Following.objects.about(partnership).get().user == viewer
    assert Entry.objects.filter(verb="record.followed", subject_id=partnership.pk).count() == 1


def test_unfollow_ends_only_ones_own(partnership, viewer, coordinator):
    FollowingFactory(on=partnership, user=viewer)
    FollowingFactory(on=partnership, user=coordinator)

    actions.unfollow(partnership, by=viewer)
    actions.unfollow(partnership, by=viewer)

    assert Following.objects.about(partnership).get().user == coordinator
    assert Entry.objects.filter(verb="record.unfollowed").count() == 1


def test_tell_says_it_once(partnership, viewer):
    _tell([viewer, viewer], partnership)
    _tell([viewer], partnership)

    assert Notice.objects.filter(user=viewer).count() == 1


def test_tell_leaves_out_who_did_it_and_who_is_gone(partnership, viewer, coordinator):
    gone = member("viewer", coordinator.affiliate, is_active=False)

    told = _tell([viewer, coordinator, gone], partnership, by=coordinator)

    assert told == [viewer]
    assert Notice.objects.get().user == viewer


def test_tell_mails_in_the_recipients_language(partnership, coordinator):
    notices.register("test.kind", translation.gettext_lazy("Save"))
    reader = member("viewer", coordinator.affiliate, email="r@example.org", language="ar")

    _tell([reader, coordinator], partnership, kind="test.kind", mail=True)
    _tell([reader], partnership, kind="test.kind", mail=True)

    mail = Message.objects.get()
    with translation.override("ar"):
        assert mail.payload["subject"] == translation.gettext("Save") != "Save"
    assert mail.payload["to"] == "r@example.org"
    assert mail.payload["body"].splitlines()[2].endswith("/tasks/")


def test_tell_mail_keeps_a_name_with_line_breaks_in_one_subject_line(partnership, coordinator):
    reader = member("viewer", coordinator.affiliate, email="r@example.org")

    _tell([reader], partnership, words={"who": "A\nBcc: x@example.org", "record": "x" * 400}, mail=True)

    subject = Message.objects.get().payload["subject"]
    assert "\n" not in subject
    assert len(subject) <= 150


def test_tell_followers_costs_the_same_however_many(partnership, coordinator, django_assert_num_queries):
    for _n in range(3):
        FollowingFactory(on=partnership, user=member("viewer", coordinator.affiliate))
    asked = {"kind": "partnership.moved", "words": WORDS, "address": "/", "key": "moved-1"}

    with django_assert_num_queries(
        4
    ):  # the affiliates that lead it, who follows, who of them may read, the notices
        told = actions.tell_followers(partnership, by=coordinator, readers=readers(partnership), **asked)

    assert told == 3


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("mention", WORDS, "Clara mentioned you in a note on “Museum of Tides”."),
        ("mention", {}, "… mentioned you in a note on “…”."),
        ("nobody.knows", WORDS, "Something happened on “Museum of Tides”."),
        ("mention", {"who": "%(x)s", "record": "100 %"}, "%(x)s mentioned you in a note on “100 %”."),
    ],
)
def test_sentence_says_what_happened_whatever_the_words(kind, words, said):
    assert notices.sentence(kind, words) == said


def test_waiting_counts_in_one_query(partnership, coordinator, stranger, django_assert_num_queries):
    TaskFactory(on=partnership, assignee=coordinator)
    TaskFactory(on=partnership, assignee=stranger)
    NoticeFactory.create_batch(2, on=partnership, user=coordinator)
    assert (reports.open_task_count(coordinator), reports.unread_notice_count(coordinator)) == (1, 2)

    with django_assert_num_queries(1):
        waiting = reports.waiting_for(coordinator)

    assert (waiting.tasks, waiting.notices) == (1, 2)
    assert reports.open_task_count(stranger) == 0, "a task of an affiliate one is not in"


def test_list_shows_unread_first_and_only_ones_own(client, partnership, coordinator, stranger):
    read = NoticeFactory(on=partnership, user=coordinator)
    actions.mark_read(read)
    unread = NoticeFactory(on=partnership, user=coordinator)
    NoticeFactory(on=partnership, user=stranger)
    client.force_login(coordinator)

    page = client.get(reverse("teamwork:notice-list")).context["page"]

    assert list(page) == [unread, read]


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_however_many_notices(
    client, partnership, coordinator, count, django_assert_max_num_queries
):
    NoticeFactory.create_batch(count, on=partnership, user=coordinator)
    client.force_login(coordinator)

    with django_assert_max_num_queries(7):
        response = client.get(reverse("teamwork:notice-list"))

    assert len(response.context["page"]) == count


def test_opening_a_notice_marks_it_read_and_leads_there(client, partnership, coordinator):
    notice = NoticeFactory(on=partnership, user=coordinator, address=partnership.get_absolute_url())
    client.force_login(coordinator)

    response = client.post(reverse("teamwork:notice-open", args=[notice.pk]))

    assert response.url == partnership.get_absolute_url()
    notice.refresh_from_db()
    assert notice.read_at


def test_notice_never_leads_elsewhere(client, partnership, coordinator):
    notice = NoticeFactory(on=partnership, user=coordinator, address="//evil.example/")
    client.force_login(coordinator)

    response = client.post(reverse("teamwork:notice-open", args=[notice.pk]))

    assert response.url == reverse("teamwork:notice-list")


def test_marking_all_read_leaves_those_of_others(client, partnership, coordinator, stranger):
    NoticeFactory.create_batch(2, on=partnership, user=coordinator)
    NoticeFactory(on=partnership, user=stranger)
    client.force_login(coordinator)

    client.post(reverse("teamwork:notice-read-all"))

    assert Notice.objects.unread().get().user == stranger
