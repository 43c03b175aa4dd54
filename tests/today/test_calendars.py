# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates in calendars: a private feed that tells titles and days only, and one date as a file."""

import logging
import re
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from accounts.actions import end_role
from glamwiki.access_log import AccessLog
from glamwiki.log_lines import TextLines
from journal.models import Entry
from journal.scrubbing import scrubbed
from partnerships.models import Partnership
from tests.factories import (
    AdvocateFactory,
    AffiliateFactory,
    CommitmentFactory,
    NoteFactory,
    TaskFactory,
    member,
)
from tests.factories.co_leads import CoLeadFactory
from tests.today.days import in_days
from today import actions
from today.errors import TooManyFeeds
from today.models import Feed

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(coordinator):
    """Where the coordinator's feed is read."""
    _feed, token = actions.make_feed(coordinator)
    return f"/feeds/{token}.ics"


def events(response) -> dict[str, tuple[str, date]]:
    """{uid without the host: (summary, day)} as a calendar program reads the answer."""
    assert response.status_code == 200
    return {
        str(event["uid"]).split("@")[0]: (str(event["summary"]), event.decoded("dtstart"))
        for event in Calendar.from_ical(response.content).walk("VEVENT")
    }


@pytest.fixture
def dates(partnership, agreement, promise):
    """One date of every kind; their keys."""
    Partnership.objects.update(next_step="Call the director", next_step_on=in_days(3))
    agreement.ends_on, agreement.review_on = in_days(200), in_days(100)
    agreement.save()
    commitment = promise(due_on=in_days(20))
    task = TaskFactory(on=partnership, title="Send the draft", due_on=in_days(2))
    return {
        f"commitment-{commitment.pk}": ("Release 50 images – Museum of Tides", in_days(20)),
        f"agreement-{agreement.pk}": ("Agreement ends: Images of tides – Museum of Tides", in_days(200)),
        f"review-{agreement.pk}": (
            "Look at the agreement again: Images of tides – Museum of Tides",
            in_days(100),
        ),
        f"next-step-{partnership.pk}": ("Call the director – Museum of Tides", in_days(3)),
        f"task-{task.pk}": ("Send the draft – Museum of Tides", in_days(2)),
    }


def test_feed_is_made_on_its_page_and_its_address_shown_once(client, coordinator, dates, settings):
    client.force_login(coordinator)
    key = client.get("/today/feeds/").context["form"]["form_key"].value()

    made = client.post("/today/feeds/", {"form_key": key})
    again = client.post("/today/feeds/", {"form_key": key})

    (token,) = re.findall(r"/feeds/([\w-]+)\.ics", made.text)
    feed = Feed.objects.get()
    assert len(token) >= 43  # 256 bits
    assert feed.digest == sha256(token.encode()).hexdigest()
    assert token not in str(list(Feed.objects.values()) + list(Entry.objects.values()))
    assert again.status_code == 302
    assert token not in client.get("/today/feeds/").text
    assert Entry.objects.get(verb="feed.made").actor == coordinator
    assert events(Client().get(f"/feeds/{token}.ics")) == dates


def test_feed_tells_titles_and_days_of_what_is_ones_own(address, dates):
    answer = Client().get(address)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert events(answer) == dates
    names = {name for event in Calendar.from_ical(answer.content).walk("VEVENT") for name in event}
    assert names == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "TRANSP"}


def test_feed_tells_nothing_of_people(address, coordinator, partnership, agreement, promise):
    AdvocateFactory(
        affiliate=partnership.affiliate,
        institution=partnership.institution,
        name="Canary Person",
        email="canary@example.org",
        phone="+351 21 555 canary",
        source_note="canary source",
        plan="canary plan",
        last_contact_on=in_days(-200),
    )
    NoteFactory(on=partnership, text="canary note")
    promise(due_on=in_days(3), reason="canary reason", what="Ask canary@example.org, +351 215 550 199")
    Partnership.objects.update(
        notes="canary notes",
        summary="canary summary",
        effort_note="canary effort",
        next_step="Call (021) 555-0199 x, write canary.two@museum.example",
        next_step_on=in_days(1),
    )
    agreement.flags_note, agreement.document_name, agreement.ends_on = "canary", "canary.pdf", in_days(9)
    agreement.save()

    text = Client().get(address).text.replace("\r\n ", "")

    assert "canary" not in text.casefold()
    assert not re.search(r"0199|550", text)
    assert text.count("BEGIN:VEVENT") == 3


def test_feed_leaves_what_is_others_or_over(
    address, coordinator, affiliate_admin, partnership, agreement, promise
):
    promise(due_on=in_days(3), user=affiliate_admin)
    promise(due_on=in_days(3), state="kept", settled_on=in_days(0))
    promise(due_on=in_days(500))
    TaskFactory(on=partnership, assignee=affiliate_admin, due_on=in_days(3))
    CommitmentFactory(due_on=in_days(3))

    assert events(Client().get(address)) == {}


def test_feed_is_empty_as_soon_as_the_role_ends(address, coordinator, dates):
    end_role(coordinator.memberships.get(), by=None)

    assert events(Client().get(address)) == {}


def test_feed_of_a_removed_partnership_is_empty(address, dates):
    Partnership.objects.update(removed_at=timezone.now())

    assert events(Client().get(address)) == {}


def test_feed_reads_titles_back_as_they_were_meant(address, promise):
    hostile = [
        "Commas, semicolons; back\\slashes",
        "Line\r\nBEGIN:VEVENT\nEND:VEVENT",
        "صور المتحف, ١٢٣",
        "turned \u202eround\u2066 and \x00\x07 bell".replace("\x00", ""),
        "ü" * 200,
        'DTSTART;VALUE=DATE:20200101 "quoted"',
    ]
    for what in hostile:
        promise(due_on=in_days(5), what=what)

    answer = Client().get(address)

    said = [summary for summary, _day in events(answer).values()]
    assert sorted(said) == sorted(
        f"{each} – Museum of Tides"
        for each in [
            "Commas, semicolons; back\\slashes",
            "Line BEGIN:VEVENT END:VEVENT",
            "صور المتحف, ١٢٣",
            "turned round and bell",
            "ü" * 200,
            'DTSTART;VALUE=DATE:20200101 "quoted"',
        ]
    )
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))


def test_feed_names_an_event_the_same_every_time(address, dates, time_machine):
    first = events(Client().get(address))
    time_machine.move_to(timezone.now() + timedelta(days=1))

    assert events(Client().get(address)).keys() == first.keys()


def test_feed_that_has_not_changed_is_not_sent_again(address, dates):
    first = Client().get(address)

    second = Client().get(address, headers={"If-None-Match": first["ETag"]})

    assert (second.status_code, second.content) == (304, b"")
    assert first["Cache-Control"] == "private, no-cache"


def test_revoked_unknown_and_retired_feeds_are_not_found(client, address, coordinator, stranger):
    feed = Feed.objects.get()
    client.force_login(stranger)
    assert client.post(f"/today/feeds/{feed.pk}/revoke/").status_code == 404
    assert Client().get(address).status_code == 200
    type(coordinator).objects.filter(pk=coordinator.pk).update(is_active=False)
    assert Client().get(address).status_code == 404
    type(coordinator).objects.filter(pk=coordinator.pk).update(is_active=True)
    client.force_login(coordinator)

    client.post(f"/today/feeds/{feed.pk}/revoke/")
    client.post(f"/today/feeds/{feed.pk}/revoke/")

    assert [Client().get(each).status_code for each in (address, "/feeds/none.ics")] == [404, 404]
    assert Entry.objects.filter(verb="feed.revoked").count() == 1


def test_feed_is_written_to_by_nobody(address):
    assert [getattr(Client(), method)(address).status_code for method in ("post", "put", "delete")] == [
        405
    ] * 3


def test_a_person_has_ten_feeds_at_most(coordinator):
    for _n in range(actions.feeds.MOST_FEEDS):
        actions.make_feed(coordinator)

    with pytest.raises(TooManyFeeds):
        actions.make_feed(coordinator)
    actions.revoke_feed(Feed.objects.first(), by=coordinator)
    actions.make_feed(coordinator)


def test_reading_writes_no_row_and_its_owner_learns_that_it_is_read(client, coordinator, address):
    client.force_login(coordinator)
    assert client.get("/today/feeds/").context["read_lately"] == set()

    with CaptureQueriesContext(connection) as queries:
        Client().get(address)

    assert [each["sql"] for each in queries if not each["sql"].startswith(("SELECT", "(SELECT"))] == []
    assert client.get("/today/feeds/").context["read_lately"] == {Feed.objects.get().pk}


def test_without_valkey_the_feed_is_read_and_nobody_knows_whether(client, coordinator, address, settings):
    client.force_login(coordinator)
    settings.CACHES = settings.CACHES | {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:9/0"}
    }

    assert Client().get(address).status_code == 200
    assert "not known now" in client.get("/today/feeds/").text


@pytest.mark.parametrize("days", [90, 7])
def test_a_feed_ends_by_itself_and_its_page_says_when(
    client, coordinator, address, days, settings, time_machine
):
    settings.FEED_DAYS = days
    client.force_login(coordinator)
    ends_at = Feed.objects.get().made_at + timedelta(days=days)
    page = client.get("/today/feeds/")
    assert page.context["feeds"][0].ends_at == ends_at

    time_machine.move_to(ends_at - timedelta(minutes=1))
    assert Client().get(address).status_code == 200
    time_machine.move_to(ends_at + timedelta(minutes=1))

    assert Client().get(address).status_code == 404
    assert not Feed.objects.open(now=timezone.now()).exists()


def test_a_calendar_is_told_two_weeks_before_its_feed_ends(address, time_machine):
    made_at = Feed.objects.get().made_at
    time_machine.move_to(made_at + timedelta(days=75))
    assert events(Client().get(address)) == {}

    time_machine.move_to(made_at + timedelta(days=77))

    ((uid, (summary, day)),) = events(Client().get(address)).items()
    assert uid == f"feed-{Feed.objects.get().pk}-end"
    assert "make a new feed" in summary
    assert day == (made_at + timedelta(days=90)).date()


def test_feeds_that_ended_do_not_count_to_the_ten(coordinator):
    for _n in range(actions.feeds.MOST_FEEDS):
        actions.make_feed(coordinator)
    Feed.objects.update(made_at=timezone.now() - timedelta(days=91))

    actions.make_feed(coordinator)


def test_a_calendar_that_asks_too_often_is_told_to_wait(address):
    answers = [Client().get(address) for _n in range(31)]

    assert [each.status_code for each in answers] == [200] * 30 + [429]
    assert 540 < int(answers[-1]["Retry-After"]) <= 600
    assert "in a few minutes" in answers[-1].text
    _feed, token = actions.make_feed(Feed.objects.get().user)
    assert Client().get(f"/feeds/{token}.ics").status_code == 200


def test_without_valkey_the_feed_is_read_and_counted_here(address, settings):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"

    assert [Client().get(address).status_code for _n in range(31)] == [200] * 30 + [429]


def test_whoever_guesses_at_feeds_is_told_to_wait_and_calendars_are_not(address):
    guesses = [Client().get(f"/feeds/guess-{number}.ics").status_code for number in range(61)]

    assert guesses == [404] * 60 + [429]
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("kind", ["commitment", "agreement", "review", "next-step", "task"])
def test_one_date_is_a_file_of_its_own(client, coordinator, dates, kind):
    client.force_login(coordinator)
    ((key, expected),) = [item for item in dates.items() if item[0].startswith(kind)]
    pk = key.rsplit("-", 1)[1]

    answer = client.get(f"/today/ics/{kind}/{pk}/")

    assert events(answer) == {key: expected}
    assert answer["Content-Disposition"] == f'attachment; filename="{key}.ics"'


@pytest.mark.parametrize("kind", ["commitment", "agreement", "review", "next-step", "task"])
def test_a_date_of_others_or_without_a_day_is_not_found(
    client, stranger, coordinator, dates, partnership, kind
):
    Partnership.objects.update(is_public=True)
    (key,) = [key for key in dates if key.startswith(kind)]
    client.force_login(stranger)

    assert client.get(f"/today/ics/{kind}/{key.rsplit('-', 1)[1]}/").status_code == 404
    client.force_login(coordinator)
    assert client.get(f"/today/ics/{kind}/987654321/").status_code == 404


def test_a_task_stays_in_the_affiliate_that_wrote_it_though_others_lead_along(client, dates, partnership):
    partner = member("coordinator", AffiliateFactory())
    CoLeadFactory(partnership=partnership, affiliate=partner.affiliate, accepted=True)
    (key,) = [key for key in dates if key.startswith("task")]
    client.force_login(partner)

    assert client.get(f"/today/ics/next-step/{partnership.pk}/").status_code == 200
    assert client.get(f"/today/ics/task/{key.rsplit('-', 1)[1]}/").status_code == 404


KEY = "Zk3-_secretsecretsecret"


def test_keys_in_addresses_are_kept_out_of_the_access_log():
    lines = [f"GET /feeds/{KEY}.ics 200", f"POST /mail/unsubscribe/{KEY}.sig/ 200", "GET /today/feeds/ 200"]

    assert [scrubbed(line) for line in lines] == [
        "GET /feeds/… 200",
        "POST /mail/unsubscribe/…/ 200",
        "GET /today/feeds/ 200",
    ]


def test_gunicorn_logs_the_door_without_its_key(monkeypatch):
    atoms = {"U": f"/feeds/{KEY}.ics", "r": f"GET /feeds/{KEY}.ics HTTP/1.1", "B": 12}
    monkeypatch.setattr("gunicorn.glogging.Logger.atoms", lambda *_args: atoms)

    written = AccessLog.atoms(object.__new__(AccessLog), None, None, None, None)

    assert written == {"U": "/feeds/…", "r": "GET /feeds/… HTTP/1.1", "B": 12}


def test_django_names_a_failed_page_without_its_key():
    record = logging.LogRecord("x", 40, "", 1, "%s: %s", ("Internal Server Error", f"/feeds/{KEY}.ics"), None)

    assert TextLines().format(record).endswith("Internal Server Error: /feeds/…")
