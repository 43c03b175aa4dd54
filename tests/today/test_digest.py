# SPDX-License-Identifier: GPL-3.0-or-later
"""The weekly digest: on Monday at seven of one's own clock, once, to those who want it; and how it stops."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from journal.models import Entry
from partnerships.models import Partnership
from tests.factories import AdvocateFactory, member
from tests.threads import race
from tests.today.days import in_days
from today import tasks
from today.links import read_stop, stop_address
from today.notifications import mail_digest
from work.models import Message, Run

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def reader(coordinator, promise):
    """Somebody with an address for whom one thing waits."""
    promise(due_on=MONDAY.date() - timedelta(days=11))
    coordinator.email = "reader@example.org"
    coordinator.save()
    return coordinator


def run_at(moment, time_machine) -> Run:
    time_machine.move_to(moment, tick=False)
    tasks.begin_digests()
    run = Run.objects.filter(kind=tasks.KIND).latest("pk")
    tasks.run_digests(run.pk)
    run.refresh_from_db()
    return run


def digests() -> list[Message]:
    return list(Message.objects.filter(key__startswith="digest-").order_by("pk"))


def test_digest_says_what_waits_in_plain_words_and_html(reader):
    assert mail_digest(reader, now=MONDAY)

    (message,) = digests()
    said = message.payload
    assert (message.kind, message.key) == ("mail", f"digest-{reader.pk}-2026-W48")
    assert said["to"] == "reader@example.org"
    assert said["subject"] == "This week: 1 thing waits"
    assert "Overdue: 1" in said["body"]
    assert "Release 50 images" in said["body"]
    assert "11 days overdue" in said["body"]
    assert f"/partnerships/{Partnership.objects.get().pk}/" in said["body"]
    assert "Release 50 images" in said["html"]
    assert said["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop_address(reader, "digest") in said["headers"]["List-Unsubscribe"]


def test_digest_is_in_the_readers_language_and_direction(reader):
    reader.language = "ar"
    reader.save()

    mail_digest(reader, now=MONDAY)

    assert 'dir="rtl"' in digests()[0].payload["html"]


def test_digest_names_no_advocate(reader, partnership):
    AdvocateFactory(
        affiliate=partnership.affiliate,
        institution=partnership.institution,
        name="Canary Person",
        email="canary@example.org",
        last_contact_on=in_days(-400),
    )

    mail_digest(reader, now=MONDAY)

    assert "in touch" in digests()[0].payload["body"]
    assert "canary" not in str(digests()[0].payload).casefold()


def test_digest_says_how_many_more_there_are(reader, promise):
    for _n in range(14):
        promise(due_on=MONDAY.date())

    mail_digest(reader, now=MONDAY)

    body = digests()[0].payload["body"]
    assert digests()[0].payload["subject"] == "This week: 15 things wait"
    assert "And 5 more." in body


@pytest.mark.parametrize(
    "change",
    [{"email": ""}, {"unwanted_mails": ["digest"]}, {"is_active": False}],
    ids=["no address", "not wanted", "gone"],
)
def test_digest_goes_to_nobody_who_cannot_or_will_not_read_it(reader, change, time_machine):
    for name, value in change.items():
        setattr(reader, name, value)
    reader.save()

    assert not mail_digest(reader, now=MONDAY)
    assert run_at(MONDAY, time_machine).counts == {"written": 0}
    assert digests() == []


def test_digest_is_not_written_when_nothing_waits(time_machine):
    member("coordinator", email="idle@example.org")

    assert run_at(MONDAY, time_machine).counts == {"written": 0}
    assert digests() == []


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("", datetime(2026, 11, 23, 7, tzinfo=UTC)),
        ("no/such/zone", datetime(2026, 11, 23, 7, tzinfo=UTC)),
        ("Asia/Tokyo", datetime(2026, 11, 22, 22, tzinfo=UTC)),
        ("America/Lima", datetime(2026, 11, 23, 12, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2026, 11, 22, 17, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 11, 23, 1, 15, tzinfo=UTC)),
    ],
)
def test_digest_is_written_at_seven_of_the_readers_own_monday(reader, zone, hour, time_machine):
    reader.time_zone = zone
    reader.save()

    written = [
        moment
        for step in range(-3, 30)
        if run_at(moment := hour + timedelta(hours=step), time_machine).counts["written"]
    ]

    assert written == [hour]
    assert len(digests()) == 1


def test_digest_comes_once_a_week_through_the_change_of_the_clocks(reader, time_machine):
    """Three weeks of hours around the end of summer time, and the clock jumping a day to and fro."""
    reader.time_zone = "Europe/Lisbon"
    reader.save()
    start = datetime(2026, 10, 16, 0, 30, tzinfo=UTC)
    Partnership.objects.get().mous.get().commitments.update(due_on=start.date())
    for step in range(0, 21 * 24, 4):
        jump = timedelta(days=1) if step % 40 == 20 else timedelta(0)
        run_at(start + timedelta(hours=step) + jump, time_machine)

    assert [message.key[-8:] for message in digests()] == ["2026-W43", "2026-W44", "2026-W45"]


def test_digest_missed_in_a_short_sleep_is_made_up_for_and_an_old_one_is_not(reader, time_machine):
    run_at(MONDAY - timedelta(hours=2), time_machine)
    assert run_at(MONDAY + timedelta(hours=20), time_machine).counts == {"written": 1}

    run_at(MONDAY + timedelta(days=6), time_machine)
    assert run_at(MONDAY + timedelta(days=10), time_machine).counts == {"written": 0}


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_digest(reader):
    answers = race(*[lambda: mail_digest(reader, now=MONDAY)] * 4)

    assert answers == [True] * 4
    assert len(digests()) == 1


def test_two_beats_queue_one_run(reader):
    tasks.begin_digests()
    tasks.begin_digests()

    assert Run.objects.filter(kind=tasks.KIND).count() == 1


def test_run_that_is_taken_is_left_alone(reader):
    tasks.begin_digests()
    run = Run.objects.get(kind=tasks.KIND)
    Run.objects.filter(pk=run.pk).update(state="running", attempts=1)

    tasks.run_digests(run.pk)

    assert digests() == []


def test_a_mail_program_stops_the_mails_with_neither_cookie_nor_token(reader):
    program = Client(enforce_csrf_checks=True)
    address = stop_address(reader, "digest")

    answer = program.post(address, {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, answer.headers.get("Location")) == (200, None)
    reader.refresh_from_db()
    assert reader.unwanted_mails == ["digest"]
    assert not mail_digest(reader, now=MONDAY)
    assert Entry.objects.get(verb="mails.stopped").after == "digest"
    assert program.post(address).status_code == 200
    assert Entry.objects.filter(verb="mails.stopped").count() == 1


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_link_changes_nothing(reader, method):
    answer = getattr(Client(), method)(stop_address(reader, "digest"))

    reader.refresh_from_db()
    assert (answer.status_code, reader.unwanted_mails) == (200, [])


def test_the_link_stops_its_kind_alone_and_asks_a_person_first(reader):
    address = stop_address(reader, "reminders")

    page = Client().get(address)

    assert "reminders before something is due" in page.text
    Client().post(address)
    reader.refresh_from_db()
    assert reader.unwanted_mails == ["reminders"]


def _tokens(reader):
    good = stop_address(reader, "digest").split("/")[-2]
    value, signature = good.split(".")
    yield "x"
    yield value
    yield f"{value}.{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}"
    yield f"A{good[1:]}"
    yield signing.Signer(sep=".").sign_object(["digest", reader.pk])
    yield signing.Signer(salt="feeds", sep=".").sign_object(["digest", reader.pk])
    yield signing.dumps(["digest", reader.pk])
    signer = signing.Signer(salt="today.links.stop-mails", sep=".")
    yield signer.sign_object(["everything", reader.pk])
    yield signer.sign_object("digest")
    yield signer.sign_object({"digest": 1})
    yield signer.sign("no json")


def test_a_link_that_is_not_ours_is_harmless(reader):
    answers = [Client().post(f"/mail/unsubscribe/{token}/").status_code for token in _tokens(reader)]

    reader.refresh_from_db()
    assert answers == [404] * len(answers)
    assert reader.unwanted_mails == []


def test_nobody_learns_from_the_link_whether_there_is_such_a_person(reader):
    gone = stop_address(reader, "digest")
    nobody = type(reader)(pk=987654321)

    answers = [Client().post(each).text for each in (gone, stop_address(nobody, "digest"))]

    assert [("You get no more of these mails" in page) for page in answers] == [True, True]
    assert read_stop(gone.split("/")[-2]) == ("digest", reader.pk)


def test_the_days_of_the_digest_are_the_readers(reader, promise):
    reader.time_zone = "Pacific/Kiritimati"
    reader.save()
    Partnership.objects.get().mous.get().commitments.update(due_on=MONDAY.date())

    mail_digest(reader, now=MONDAY - timedelta(hours=14))

    assert "due today" in digests()[0].payload["body"]
    assert timezone.get_current_timezone_name() == "UTC"
