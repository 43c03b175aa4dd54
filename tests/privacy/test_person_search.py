# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for a person is a run of the worker: how far it is is shown, a killed one goes on, no word is kept."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.utils import timezone

from accounts.models import Membership
from journal.models import Entry
from partnerships import actions
from partnerships.models import Advocate
from partnerships.reports.naming import may_go_on, search_for
from privacy import documents, files
from privacy.actions import ask_for_search, searching
from privacy.models import PersonSearch
from privacy.tasks import begin_searches
from privacy.wording import NAME, Word, Wording
from teamwork.models import Task
from tests.agreements.files import PNG
from tests.factories import AdvocateFactory, MouFactory, NoteFactory, PartnershipFactory, member
from tests.people import sign_in_freshly
from tests.privacy.searching import docx_of, have_searched, odt_of, pdf_of, work_off
from work import actions as work
from work.models import Run

pytestmark = pytest.mark.django_db

WHO = "Zirconia Quicksilver"


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


@pytest.fixture
def advocate(coordinator, partnership):
    return actions.introduce_advocate(
        partnership.institution, coordinator.affiliate, by=coordinator, name=WHO, email="zq@pond.example"
    )


def note(partnership, text=f"Ask {WHO}"):
    thread = {"thread_kind": "partnerships.partnership", "thread_id": partnership.pk}
    return NoteFactory(**thread, affiliate=partnership.affiliate, text=text)


def with_file(partnership, content: bytes, name: str):
    mou = MouFactory(partnership=partnership, document_name=f"Our {name}")
    mou.document.save(name, ContentFile(content))
    return mou


def address_of(advocate) -> str:
    return f"/advocates/{advocate.pk}/data/search/"


def test_who_asks_sees_how_far_it_is_and_then_what_was_found(client, coordinator, advocate, partnership):
    there = note(partnership)
    AdvocateFactory(affiliate=coordinator.affiliate, name=WHO)  # asked about by itself
    client.force_login(coordinator)

    asked = client.post(address_of(advocate), follow=True)
    assert "Waiting for a worker" in asked.text
    assert "Look again" in asked.text  # without JavaScript
    bar = client.get(address_of(advocate), headers={"HX-Request": "true"})
    assert "<html" not in bar.text
    work_off()
    ended = client.get(address_of(advocate), headers={"HX-Request": "true"})

    assert ended["HX-Refresh"] == "true"
    assert [place.key for place in ended.context["naming"].shown] == [f"teamwork.note:{there.pk}"]
    search = PersonSearch.objects.get()
    assert search.done == search.places
    assert WHO not in str(list(PersonSearch.objects.values()))
    assert Entry.objects.filter(verb="person.searched", actor=coordinator).count() == 1


def test_nobody_is_forgotten_or_copied_before_the_search(client, affiliate_admin, advocate):
    sign_in_freshly(client, affiliate_admin)

    for door in ("forget/", "data/export/"):
        answer = client.post(f"/advocates/{advocate.pk}/{door}", {"sure": "on"})
        assert answer.url == address_of(advocate)

    assert Advocate.objects.known().count() == 1
    assert not Entry.objects.filter(verb="advocate.exported").exists()


def test_a_worker_that_is_away_keeps_nobody_from_being_forgotten(coordinator, advocate):
    search = ask_for_search(advocate, by=coordinator)
    assert not may_go_on(search_for(advocate))

    PersonSearch.objects.update(asked_at=timezone.now() - timedelta(hours=2))

    assert may_go_on(search_for(advocate))
    assert search_for(advocate) == search


def test_two_clicks_are_one_search(coordinator, affiliate_admin, advocate):
    first = ask_for_search(advocate, by=coordinator)

    assert ask_for_search(advocate, by=affiliate_admin) == first
    assert (PersonSearch.objects.count(), Run.objects.filter(kind=searching.KIND).count()) == (1, 1)


def test_another_name_meanwhile_wants_another_search(coordinator, advocate):
    have_searched(advocate, coordinator)
    assert search_for(advocate)

    actions.correct_advocate(advocate, version=1, by=coordinator, name="Bo Brook")

    assert search_for(advocate) is None


def test_erasing_throws_the_search_away(coordinator, advocate):
    have_searched(advocate, coordinator)

    actions.erase_advocate(advocate, by=coordinator)

    assert not PersonSearch.objects.exists()


def test_who_lost_the_right_meanwhile_finds_nothing(coordinator, advocate, partnership):
    note(partnership)
    ask_for_search(advocate, by=coordinator)
    Membership.objects.filter(user=coordinator).update(ended_at=timezone.now())

    work_off()

    search = PersonSearch.objects.get()
    assert (search.was_refused, search.hits) == (True, [])
    assert search_for(advocate) is None


class Killed(BaseException):
    """The worker is gone; nothing in it has a say any more."""


@pytest.mark.parametrize("at", [3, 5, 6])
def test_a_killed_search_goes_on_and_finds_each_place_once(
    coordinator, advocate, partnership, monkeypatch, at
):
    monkeypatch.setattr(searching, "WINDOW", 2)
    notes = [note(partnership) for _number in range(5)]
    mou = with_file(partnership, pdf_of(f"Signed by {WHO}"), "a.pdf")
    write, calls = searching._write, []

    def write_until_killed(*args, **changes):
        calls.append(changes)
        if len(calls) == at:
            raise Killed
        return write(*args, **changes)

    search = ask_for_search(advocate, by=coordinator)
    with monkeypatch.context() as killing:
        killing.setattr(searching, "_write", write_until_killed)
        with pytest.raises(Killed):
            work_off()
    done = PersonSearch.objects.get().done
    work.put_back_forgotten(now=timezone.now() + timedelta(minutes=5))
    work_off()

    search.refresh_from_db()
    keys = [key for key, _column in search.hits if key.startswith("teamwork.note:")]
    assert keys == [f"teamwork.note:{each.pk}" for each in notes]
    assert [each[0] for each in search.files] == [f"partnerships.mou:{mou.pk}"]
    assert (search.done, search.ended_at is not None) == (search.places, True)
    assert done <= search.done


def test_a_place_that_cannot_be_searched_is_said_and_does_not_stop_the_rest(
    client, coordinator, advocate, partnership, monkeypatch
):
    there = note(partnership)
    scanned = searching.scanned

    def broken(wording, model, **more):
        if model._meta.label_lower == "teamwork.task":
            raise OperationalError
        return scanned(wording, model, **more)

    monkeypatch.setattr(searching, "scanned", broken)
    ask_for_search(advocate, by=coordinator)
    for _try in range(1 + searching.MOST_TRIES):  # the first did not write down where it was
        with pytest.raises(OperationalError):
            work_off()
        run = Run.objects.latest("pk")
        work.fail(run, "as on_failure does")
        begin_searches()
    work_off()

    search = PersonSearch.objects.get()
    assert search.ended_at
    assert [key for key, _column in search.hits] == [f"teamwork.note:{there.pk}"]
    assert search.unread == [["teamwork.task:", "", [], "stuck"]]
    client.force_login(coordinator)
    assert "could not be searched" in client.get(address_of(advocate)).text


def test_files_that_name_the_person_are_shown_with_the_page(client, coordinator, advocate, partnership):
    named = with_file(partnership, pdf_of("Terms", f"Signed by {WHO}", "Annex"), "a.pdf")
    with_file(partnership, docx_of("Terms", "Nobody in particular"), "b.docx")
    scan = with_file(partnership, PNG, "c.png")
    theirs = with_file(PartnershipFactory(), pdf_of(f"{WHO} is theirs too"), "d.pdf")
    have_searched(advocate, coordinator)
    client.force_login(coordinator)

    page = client.get(address_of(advocate))

    naming = page.context["naming"]
    assert [(each.key, each.parts) for each in naming.files] == [(f"partnerships.mou:{named.pk}", ["page 2"])]
    assert [each.key for each in naming.by_hand] == [f"partnerships.mou:{scan.pk}"]
    assert f'href="/agreements/{named.pk}/"' in page.text
    assert "Our a.pdf" in page.text
    assert f"/agreements/{theirs.pk}/" not in page.text


def test_whoever_erases_is_asked_to_look_into_those_files_and_no_others(
    client, coordinator, advocate, partnership
):
    named = with_file(partnership, pdf_of(f"Signed by {WHO}"), "a.pdf")
    with_file(partnership, pdf_of("Nobody"), "b.pdf")
    have_searched(advocate, coordinator)
    sign_in_freshly(client, coordinator)

    client.post(f"/advocates/{advocate.pk}/forget/", {"sure": "on"})

    assert Task.objects.get(origin=f"erasure-documents-{advocate.pk}").title == (
        f"Look into the documents of agreements #{named.pk}: do they name former contact #{advocate.pk}?"
    )


def test_the_page_of_results_asks_no_more_for_many(
    client, coordinator, advocate, partnership, django_assert_max_num_queries
):
    for _number in range(30):
        note(partnership)
    search = have_searched(advocate, coordinator)
    one, all_of_them = search.hits[:1], search.hits
    client.force_login(coordinator)
    PersonSearch.objects.update(hits=one)
    client.get(address_of(advocate))
    with django_assert_max_num_queries(60) as few:
        client.get(address_of(advocate))
    PersonSearch.objects.update(hits=all_of_them)

    with django_assert_max_num_queries(len(few)):
        assert len(client.get(address_of(advocate)).context["naming"].shown) == 30


@pytest.mark.parametrize(
    ("name", "content", "parts", "why"),
    [
        ("a.pdf", pdf_of("Zirconia", f"by {WHO}"), [["page", 2]], ""),
        ("a.pdf", pdf_of(f"by {WHO}", None), [["page", 1]], "scan"),
        ("a.docx", docx_of("Terms", "", f"Signed: {WHO}."), [["paragraph", 2]], ""),
        ("a.docx", docx_of("Terms", header1=WHO, comments=WHO), [["header", 0], ["comments", 0]], ""),
        ("a.odt", odt_of("Terms", f"{WHO} signs"), [["paragraph", 2]], ""),
        ("a.odt", odt_of("Terms", author=WHO), [["properties", 0]], ""),
        ("a.txt", f"Terms\n{WHO}".encode(), [["paragraph", 2]], ""),
        ("a.png", PNG, [], "picture"),
        ("a.pdf", b"%PDF-1.7\nnothing", [], "broken"),
        ("a.docx", b"PK\x03\x04nothing", [], "broken"),
        ("a.xls", b"x", [], "kind"),
    ],
)
def test_documents_are_read_in_parts(name, content, parts, why):
    told = files.named_in_file(ContentFile(content, name=name), Wording([Word(WHO, NAME)]))

    assert (told.parts, told.why) == (parts, why)


def test_a_file_may_not_take_more_than_its_time_and_memory(monkeypatch):
    slow = "from privacy.documents import limit; limit(); sum(range(10**12))"
    large = "from privacy.documents import limit; limit(); bytearray(4 * 1024**3)"
    wording = Wording([Word(WHO, NAME)])
    for command, why in ((slow, "slow"), (large, "broken")):
        monkeypatch.setattr(files, "_COMMAND", [files.sys.executable, "-c", command])
        monkeypatch.setattr(files, "PATIENCE", 1)
        assert files.named_in_file(ContentFile(b"x", name="a.pdf"), wording).why == why
    monkeypatch.setattr(files, "LARGEST", 4)
    assert files.named_in_file(ContentFile(b"12345", name="a.pdf"), wording).why == "large"


def test_a_text_without_end_is_read_up_to_its_limit(monkeypatch):
    monkeypatch.setattr(documents, "MOST_TEXT", 10)

    assert documents.told(b"0123456789 and more", ".txt") == {
        "parts": [["paragraph", 0, "0123456789"]], "unread": [], "why": "long",
    }  # fmt: skip


def test_a_viewer_has_nobody_searched(client, coordinator, advocate):
    client.force_login(member("viewer", coordinator.affiliate))

    assert client.post(address_of(advocate)).status_code == 403
    assert not PersonSearch.objects.exists()
