# SPDX-License-Identifier: GPL-3.0-or-later
"""How long an advocate is kept: reminded of, renewed or forgotten, everywhere and once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from psycopg2 import sql

from journal.models import Entry
from partnerships import actions, errors, tasks
from partnerships.models import Advocate
from teamwork.models import Notice
from tests.factories import AdvocateFactory, InstitutionFactory, MembershipFactory, PartnershipFactory
from tests.people import sign_in_freshly
from tests.privacy.searching import have_searched
from work.models import Message, Run

pytestmark = pytest.mark.django_db

CANARY = "Zirconia Quicksilver"


def today():
    return timezone.localdate()


@pytest.fixture
def advocate(coordinator):
    """Somebody whose name stands wherever the product lets people write it."""
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    advocate = actions.introduce_advocate(
        partnership.institution,
        coordinator.affiliate,
        by=coordinator,
        name=CANARY,
        email="zirconia.quicksilver@pond.example",
        phone="+33 555 0199",
        source_note=f"{CANARY} wrote to us",
    )
    actions.note_contact(advocate, by=coordinator, channel="call", note=f"{CANARY} is tired")
    actions.note_consent(
        advocate,
        version=1,
        by=coordinator,
        wiki_username="Quicksilver",
        wiki_consent_on=today(),
        wiki_consent_note="Quicksilver said so in a mail",
    )
    actions.plan_to_win_back(
        advocate, version=2, by=coordinator, plan=f"Invite {CANARY}", plan_on=today() + timedelta(days=3)
    )
    address = actions.add_address(
        advocate, by=coordinator, kind="web", label="private", value="https://quicksilver.example/"
    )
    actions.remove_address(address, by=coordinator)
    advocate = actions.renew_advocate(advocate, version=3, by=coordinator, reason=f"{CANARY} asked us to")
    return actions.correct_advocate(
        advocate, version=advocate.version, by=coordinator, name=f"{CANARY} senior"
    )


def over(advocate, *, days=1):
    Advocate.objects.filter(pk=advocate.pk).update(keep_until_on=today() - timedelta(days=days))


def rows_with(*words) -> dict[str, int]:
    """{table: how many rows have one of the words anywhere in their text}, over every table there is."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            query = sql.SQL("SELECT count(*) FROM {} t WHERE lower(t::text) ~ %s")
            cursor.execute(query.format(sql.Identifier(table)), ["|".join(words)])
            if count := cursor.fetchone()[0]:
                found[table] = count
    return found


def test_a_forgotten_person_is_nowhere_in_any_table(coordinator, advocate):
    words = ("zirconia", "quicksilver", "555 0199")
    assert len(rows_with(*words)) >= 6  # the search does see what is there

    assert actions.anonymise_advocate(advocate, by=coordinator) is True

    assert rows_with(*words) == {}
    advocate.refresh_from_db()
    assert str(advocate) == f"Former contact #{advocate.pk}"
    assert advocate.posts.count() == advocate.contacts.count() == 1  # posts and days stay
    assert Entry.objects.filter(verb="advocate.anonymised").count() == 1
    assert Entry.objects.filter(verb="advocate.contacted").exists()  # who did what and when stays


def test_history_of_others_is_left_alone(coordinator, advocate):
    other = AdvocateFactory(affiliate=coordinator.affiliate, name="Bo Brook", email="bo@brook.example")

    actions.anonymise_advocate(advocate, by=coordinator)

    assert set(rows_with("bo brook")) == {"partnerships_advocate", "partnerships_advocateevent"}
    assert other.addresses.get().value == "bo@brook.example"


def test_nothing_more_is_noted_about_a_forgotten_person(coordinator, advocate):
    actions.anonymise_advocate(advocate, by=coordinator)
    advocate.refresh_from_db()

    for act in (
        lambda: actions.note_contact(advocate, by=coordinator, channel="call"),
        lambda: actions.correct_advocate(advocate, version=advocate.version, by=coordinator, name="X"),
        lambda: actions.add_address(advocate, by=coordinator, kind="phone", label="work", value="1"),
        lambda: actions.note_post(advocate, InstitutionFactory(), by=coordinator),
        lambda: actions.renew_advocate(advocate, version=advocate.version, by=coordinator, reason="x"),
    ):
        with pytest.raises(errors.NobodyAnyMore):
            act()


def test_how_long_is_set_by_introduction_contact_and_renewal(coordinator):
    at, affiliate = InstitutionFactory(), coordinator.affiliate
    with override_settings(CONTACT_RETENTION_DAYS=100):
        advocate = actions.introduce_advocate(at, affiliate, by=coordinator, name="Ada")
        assert advocate.keep_until_on == today() + timedelta(days=100)
        over(advocate)
        advocate = actions.renew_advocate(advocate, version=1, by=coordinator, reason="A new project")
        assert advocate.keep_until_on == today() + timedelta(days=100)
    actions.note_contact(advocate, by=coordinator, channel="call")
    advocate.refresh_from_db()
    assert advocate.keep_until_on == today() + timedelta(days=730)


def test_a_renewal_without_a_reason_is_refused(coordinator, advocate):
    before = advocate.keep_until_on

    with pytest.raises(errors.RenewalWithoutReason):
        actions.renew_advocate(advocate, version=advocate.version, by=coordinator, reason=" ")

    advocate.refresh_from_db()
    assert advocate.keep_until_on == before


# The clock


def run_clock():
    tasks.begin_retention()
    run = Run.objects.filter(kind="partnerships.retention").latest("pk")
    tasks.run_retention(run.pk)
    run.refresh_from_db()
    return run


@pytest.mark.parametrize(("days", "forgotten"), [(-1, 0), (0, 0), (1, 1)])
def test_the_clock_forgets_after_the_last_day_and_not_before(advocate, days, forgotten):
    over(advocate, days=days)

    run = run_clock()

    assert (run.state, run.counts["forgotten"]) == ("done", forgotten)
    assert Advocate.objects.known().exists() is not bool(forgotten)


def test_a_contact_noted_meanwhile_keeps_them(coordinator, advocate):
    over(advocate)
    stale = Advocate.objects.get()
    actions.note_contact(advocate, by=coordinator, channel="call")

    assert actions.anonymise_advocate(stale, by=None, only_if_over=True) is False
    assert Advocate.objects.known().exists()


def test_forgetting_twice_is_forgetting_once(advocate):
    over(advocate)
    first = actions.anonymise_advocate(advocate, by=None, only_if_over=True)
    second = actions.anonymise_advocate(advocate, by=None, only_if_over=True)

    assert (first, second) == (True, False)
    assert Entry.objects.filter(verb="advocate.anonymised").count() == 1


def test_many_are_forgotten_in_batches(coordinator, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    AdvocateFactory.create_batch(
        5, affiliate=coordinator.affiliate, keep_until_on=today() - timedelta(days=1)
    )

    run = run_clock()

    assert (run.progress, run.expected, run.counts["forgotten"]) == (5, 5, 5)


def test_coordinators_are_reminded_once_and_nobody_else(coordinator, viewer, stranger, advocate):
    for user in (coordinator, viewer, stranger):
        user.email = f"{user.username}@wiki.example"
        user.save()
    MembershipFactory(
        affiliate=coordinator.affiliate, role="admin", user__is_active=False, user__email="a@b.example"
    )
    over(advocate, days=-30)

    first, second = run_clock(), run_clock()

    assert (first.counts["reminded"], second.counts["forgotten"]) == (1, 0)
    message = Message.objects.get(key__startswith="advocates-ending")
    assert message.payload["to"] == coordinator.email
    assert "/advocates/?standing=ending" in message.payload["body"]
    assert CANARY not in str(message.payload)
    notice = Notice.objects.get(kind="advocates.ending")
    assert (notice.user, notice.words["count"]) == (coordinator, "1")


def test_nobody_is_reminded_of_what_is_far_away(coordinator, advocate):
    over(advocate, days=-61)

    assert run_clock().counts["reminded"] == 0
    assert not Notice.objects.filter(kind="advocates.ending").exists()


@pytest.mark.parametrize(("days", "said"), [(364, 0), (365, 1), (380, 1), (395, 0)])
def test_a_year_after_the_last_contact_coordinators_are_asked_whether_there_is_still_one(
    coordinator, advocate, days, said
):
    coordinator.email = "coordinator@wiki.example"
    coordinator.save()
    advocate.keep_until_on = timezone.localdate() + timedelta(days=730 - days)
    advocate.save()

    reminded = [run_clock().counts["reminded"] for _again in range(2)]

    assert reminded[0] == said
    mails = Message.objects.filter(key__startswith="advocates-silent")
    assert mails.count() == Notice.objects.filter(kind="advocates.silent").count() == said
    for mail in mails:
        assert "still in touch with 1 advocate?" in mail.payload["subject"]
        assert "/advocates/?warmth=silent" in mail.payload["body"]
        assert CANARY not in str(mail.payload)


def test_whom_one_keeps_for_less_than_a_year_one_is_not_asked_about_before(coordinator, advocate, settings):
    settings.CONTACT_RETENTION_DAYS = 90
    over(advocate, days=-80)

    assert run_clock().counts["reminded"] == 0


def test_the_list_and_the_page_say_who_is_forgotten_soon(client, coordinator, advocate):
    client.force_login(coordinator)
    over(advocate, days=-10)

    listed = client.get("/advocates/?standing=ending")
    page = client.get(advocate.get_absolute_url())

    assert [each.pk for each in listed.context["advocates"]] == [advocate.pk]
    assert f"/advocates/{advocate.pk}/renew/" in page.text


def test_forgetting_on_request_asks_for_a_yes(client, coordinator, advocate):
    have_searched(advocate, coordinator)
    sign_in_freshly(client, coordinator)
    address = f"/advocates/{advocate.pk}/forget/"

    assert client.post(address, {}).status_code == 422
    assert Advocate.objects.known().exists()
    assert client.post(address, {"sure": "on"}).status_code == 302
    assert not Advocate.objects.known().exists()
    assert "Who this was is forgotten" in client.get(advocate.get_absolute_url()).text
