# SPDX-License-Identifier: GPL-3.0-or-later
"""What was struck from a draft is listed for those who write it, and can be put back."""

import pytest
from django.forms import model_to_dict

from agreements import actions
from agreements.errors import AlreadySigned, BackAlready, DueAfterEnd, NothingToPutBack, PromisesLocked
from agreements.models import Clause, RightsTerm
from agreements.struck import KINDS
from journal.models import Entry
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Commitment, Mou
from tests.agreements.striking import MADE, make, offered, put_back, send, strike, version
from tests.factories import (
    MouFactory,
)

pytestmark = pytest.mark.django_db
PLACES = {"clause": "clauses", "rights": "rights", "signatory": "signatories", "commitment": "commitments"}


# Each kind comes back


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_struck_is_put_back_as_it_was_and_its_history_goes_on(mou, coordinator, kind):
    row = make(kind, mou)
    number, model = row.pk, type(row)
    was = strike(row, coordinator)
    assert offered(mou) == [(kind, number)]

    back = put_back(mou, kind, number, coordinator)

    if kind == "commitment":
        was["version"] += 1
    assert model_to_dict(model.objects.get(pk=number)) == was
    assert back == (model.objects.get(), False)
    past = model.pgh_event_model.objects.filter(pgh_obj_id=number).order_by("pgh_id")
    assert [each.pgh_label for each in past] == ["insert", "delete", "insert"]
    assert offered(mou) == []


@pytest.mark.parametrize(
    ("kind", "verb", "after"),
    [
        ("clause", "mou.put_back", "Pond letter: What we want"),
        ("rights", "mou.put_back", "Pond letter: Old posters: CC0 1.0"),
        ("signatory", "mou.put_back", "Pond letter"),  # names nobody
        ("commitment", "commitment.put_back", "Train the staff"),
    ],
)
def test_the_journal_says_who_put_what_back(mou, coordinator, kind, verb, after):
    row = make(kind, mou)
    number = row.pk
    strike(row, coordinator)
    before = version(mou)

    put_back(mou, kind, number, coordinator)

    line = Entry.objects.about(mou.partnership).get(verb=verb)
    assert (line.actor, line.after) == (coordinator, after)
    # A commitment counts for itself; the text is the agreement's.
    assert version(mou) - before == (0 if kind == "commitment" else 1)


def test_of_what_was_struck_twice_the_last_words_come_back(mou, coordinator):
    clause = make("clause", mou)
    number = clause.pk
    strike(clause, coordinator)
    put_back(mou, "clause", number, coordinator)
    actions.correct_piece(
        Clause.objects.get(), version=version(mou), by=coordinator, text="Posters for some."
    )
    strike(Clause.objects.get(), coordinator)
    assert offered(mou) == [("clause", number)]

    put_back(mou, "clause", number, coordinator)

    assert Clause.objects.get().text == "Posters for some."


def test_a_clause_comes_back_to_its_place(mou, coordinator):
    first, _second, _third = [
        make("clause", mou, title=title, position=at) for at, title in enumerate("ABC", 1)
    ]
    middle = _second.pk
    strike(_second, coordinator)

    put_back(mou, "clause", middle, coordinator)

    assert [each.title for each in mou.clauses.all()] == ["A", "B", "C"]


# What it refuses


@pytest.mark.parametrize("kind", KINDS)
def test_a_signed_agreement_takes_nothing_back(desk, mou, coordinator, kind):
    row = make(kind, mou)
    number, model = row.pk, type(row)
    strike(row, coordinator)
    Mou.objects.filter(pk=mou.pk).update(state="signed", signed_on="2026-01-01")

    with pytest.raises(PromisesLocked if kind == "commitment" else AlreadySigned):
        put_back(mou, kind, number, coordinator)

    assert send(desk, mou, kind, number).status_code == 422
    assert not model.objects.exists()
    page = desk.get(f"/agreements/{mou.pk}/")
    assert page.context["struck"]["lines"] == []
    assert "put-back" not in page.text


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_saw_another_agreement_is_told_so(desk, mou, coordinator, kind):
    row = make(kind, mou)
    number, model = row.pk, type(row)
    strike(row, coordinator)
    seen = version(mou)
    Mou.objects.filter(pk=mou.pk).update(version=seen + 1)

    with pytest.raises(ChangedMeanwhile):
        actions.put_back(mou, kind, number, version=seen, by=coordinator)
    answer = send(desk, mou, kind, number, version=seen)

    assert (answer.status_code, model.objects.count()) == (409, 0)
    assert answer.context["struck"]["lines"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_click_puts_nothing_back_and_says_so(desk, mou, coordinator, kind):
    row = make(kind, mou)
    number, model = row.pk, type(row)
    strike(row, coordinator)
    seen = version(mou)

    first, second = (send(desk, mou, kind, number, version=seen) for _ in range(2))

    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert first.headers["Location"].endswith(f"#{PLACES[kind]}")
    assert model.objects.count() == 1
    with pytest.raises(BackAlready):
        put_back(mou, kind, number, coordinator)


def test_what_another_agreement_struck_is_not_put_back_here(mou, coordinator, partnership):
    other = MouFactory(partnership=partnership)
    clause = make("clause", other)
    number = clause.pk
    strike(clause, coordinator)

    assert offered(mou) == []
    for kind in ("clause", "commitment"):
        with pytest.raises(NothingToPutBack):
            put_back(mou, kind, number, coordinator)
    assert not Clause.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"kind": "spell"}, {"kind": ""}, {"number": "x"}, {"number": 2**63}, {"number": 0}, {"version": ""}],
)
def test_a_form_that_says_nothing_known_is_refused(desk, mou, coordinator, changes):
    clause = make("clause", mou)
    number = clause.pk
    strike(clause, coordinator)

    assert send(desk, mou, "clause", number, **changes).status_code == 422
    assert not Clause.objects.exists()


def test_a_promise_that_no_longer_fits_the_days_is_refused(mou, coordinator):
    commitment = make("commitment", mou, due_on="2026-06-01")
    number = commitment.pk
    strike(commitment, coordinator)
    Mou.objects.filter(pk=mou.pk).update(ends_on="2026-05-01")

    with pytest.raises(DueAfterEnd):
        put_back(mou, "commitment", number, coordinator)

    assert not Commitment.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["clause", "commitment"])
def test_two_at_once_put_one_row_back(kind, at_once, mou, coordinator):
    row = make(kind, mou)
    number, model = row.pk, type(row)
    strike(row, coordinator)
    seen = version(mou)

    results = at_once(lambda: actions.put_back(mou, kind, number, version=seen, by=coordinator))

    assert sorted(type(each).__name__ for each in results) == ["Back", "BackAlready"]
    assert model.objects.count() == 1


# The list


@pytest.mark.parametrize("place", ["", "text/"])
def test_who_writes_the_draft_sees_what_was_struck_by_whom(desk, mou, coordinator, place):
    address = f"/agreements/{mou.pk}/{place}"
    assert "Struck from this draft" not in desk.get(address).text
    rows = [make(kind, mou) for kind in MADE]
    for row in rows:
        strike(row, coordinator)

    page = desk.get(address)

    lines = page.context["struck"]["lines"]
    # In one transaction all of it has one moment.
    assert {(line.words, line.detail) for line in lines} == {
        ("Train the staff", "the affiliate"),
        ("Ada Example", "chair"),
        ("Old posters", "CC0 1.0"),
        ("What we want", "Posters for all."),
    }
    assert {line.who for line in lines} == {str(coordinator)}
    assert page.text.count(f'action="/agreements/{mou.pk}/put-back/"') == 4


def test_a_clause_without_a_title_is_called_by_its_kind(desk, mou, coordinator):
    strike(make("clause", mou, title=""), coordinator)

    (line,) = desk.get(f"/agreements/{mou.pk}/").context["struck"]["lines"]
    assert line.words == "Aims"


def test_after_striking_one_is_told_that_it_can_be_put_back(desk, mou):
    clause, commitment = make("clause", mou), make("commitment", mou)

    for address, seen in (
        (f"/clauses/{clause.pk}/remove/", version(mou)),
        (f"/commitments/{commitment.pk}/remove/", commitment.version),
    ):
        page = desk.post(address, {"version": seen}, follow=True)
        assert "Struck from this draft" in str([*page.context["messages"]][0])
        assert page.text.count('<details id="struck"') == 1


@pytest.mark.parametrize(
    ("role", "status"), [("viewer", 403), ("wmf_staff", 403), ("stranger", 404), ("volunteer", 404)]
)
def test_others_see_neither_the_list_nor_the_door(client, request, mou, coordinator, role, status):
    clause = make("clause", mou)
    number = clause.pk
    strike(clause, coordinator)
    client.force_login(request.getfixturevalue(role))

    page = client.get(f"/agreements/{mou.pk}/")
    assert "What we want" not in page.text
    assert "put-back" not in page.text
    assert send(client, mou, "clause", number).status_code == status
    assert not Clause.objects.exists()


@pytest.mark.parametrize("count", [10, 50])
def test_the_list_costs_the_same_however_much_was_struck(
    desk, mou, coordinator, count, django_assert_num_queries
):
    for number in range(count // 2):
        strike(make("clause", mou, text=f"Write to somebody{number}@pond.example."), coordinator)
        strike(make("signatory", mou, name=f"Signatory {number}"), coordinator)
    desk.get(f"/agreements/{mou.pk}/text/")

    # As without: 7; what was struck, suppressed addresses, who leads, erased names, who struck it.
    with django_assert_num_queries(7 + 5):
        page = desk.get(f"/agreements/{mou.pk}/text/")

    assert len(page.context["struck"]["lines"]) == count


def test_of_much_the_last_fifty_are_listed(mou, coordinator):
    numbers = []
    for _ in range(52):
        row = make("rights", mou)
        numbers.append(row.pk)
        strike(row, coordinator)

    assert [number for _kind, number in offered(mou)] == numbers[:1:-1]
    assert RightsTerm.objects.count() == 0
