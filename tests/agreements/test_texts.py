# SPDX-License-Identifier: GPL-3.0-or-later
"""Clauses, rights and signatories of a draft: written, ordered, guarded, forgotten."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from agreements.models import Clause, RightsTerm, Signatory
from agreements.parsing import BLANK, Block, blocks, filled
from journal.models import Entry
from partnerships.actions import anonymise_advocate
from partnerships.models import Mou
from tests.factories import AdvocateFactory, CoLeadFactory, member
from tests.factories.agreements import ClauseFactory, RightsTermFactory, SignatoryFactory

pytestmark = pytest.mark.django_db
NEW = {
    "clauses": {"kind": "aims", "title": "What we want", "text": "Posters for all."},
    "rights": {"content_set": "Posters", "licence": "cc0", "vrt_ticket": "", "note": ""},
    "signatories": {"side": "affiliate", "name": "Ada Example", "post": "chair", "signed_on": ""},
}
MODELS = {"clauses": Clause, "rights": RightsTerm, "signatories": Signatory}
FACTORIES = {"clauses": ClauseFactory, "rights": RightsTermFactory, "signatories": SignatoryFactory}


def add(desk, mou, noun, **changes):
    data = {"form_key": uuid.uuid4()} | NEW[noun] | changes
    return desk.post(f"/agreements/{mou.pk}/{noun}/add/", data)


def version(mou):
    return Mou.objects.get(pk=mou.pk).version


# Every kind of piece


@pytest.mark.parametrize("noun", NEW)
def test_a_piece_is_added_once_and_counts_as_an_edit_of_the_agreement(desk, mou, noun):
    key = uuid.uuid4()
    answers = [add(desk, mou, noun, form_key=key) for _ in range(2)]

    assert {answer.headers["Location"] for answer in answers} == {f"/agreements/{mou.pk}/text/#{noun}"}
    assert MODELS[noun].objects.filter(mou=mou).count() == 1
    assert version(mou) == 2
    assert desk.get(f"/agreements/{mou.pk}/text/").status_code == 200


@pytest.mark.parametrize("noun", NEW)
def test_a_piece_is_corrected_and_removed(desk, mou, noun):
    piece = FACTORIES[noun](mou=mou)
    for way in ("correct", "remove"):
        assert desk.get(f"/{noun}/{piece.pk}/{way}/").status_code == 200

    assert desk.post(f"/{noun}/{piece.pk}/correct/", NEW[noun] | {"version": 1}).status_code == 302
    piece.refresh_from_db()
    now = {name: getattr(piece, name) for name in NEW[noun]}
    assert now == NEW[noun] | {name: value for name, value in now.items() if value is None}
    assert desk.post(f"/{noun}/{piece.pk}/remove/", {"version": 2}).status_code == 302
    assert not MODELS[noun].objects.exists()
    assert version(mou) == 3


@pytest.mark.parametrize("noun", NEW)
def test_an_edit_of_what_somebody_else_changed_meanwhile_is_refused(desk, mou, noun):
    piece = FACTORIES[noun](mou=mou)
    add(desk, mou, noun)  # the agreement is at version 2 now

    corrected = desk.post(f"/{noun}/{piece.pk}/correct/", NEW[noun] | {"version": 1})
    removed = desk.post(f"/{noun}/{piece.pk}/remove/", {"version": 1})

    assert (corrected.status_code, removed.status_code) == (409, 409)
    assert corrected.context["form"].differences
    assert corrected.context["form"].data["version"] == 2
    assert MODELS[noun].objects.count() == 2


@pytest.mark.parametrize("noun", NEW)
def test_what_is_signed_is_locked(desk, mou, noun):
    piece = FACTORIES[noun](mou=mou)
    Mou.objects.filter(pk=mou.pk).update(state="signed", signed_on="2026-01-01")

    for answer in (
        add(desk, mou, noun),
        desk.post(f"/{noun}/{piece.pk}/correct/", NEW[noun] | {"version": 1}),
        desk.post(f"/{noun}/{piece.pk}/remove/", {"version": 1}),
    ):
        assert answer.status_code == 422
        assert "signed" in str(answer.context["form"].errors)
    for way in (f"/{noun}/{piece.pk}/correct/", f"/{noun}/{piece.pk}/remove/", f"/agreements/{mou.pk}/text/"):
        assert desk.get(way).headers["Location"] == mou.get_absolute_url()
    assert MODELS[noun].objects.get().pk == piece.pk


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("wmf_staff", 403), ("stranger", 404)])
@pytest.mark.parametrize("noun", NEW)
def test_others_do_not_write_it(client, request, mou, noun, role, status):
    piece = FACTORIES[noun](mou=mou)
    client.force_login(request.getfixturevalue(role))

    assert add(client, mou, noun).status_code == status
    if role == "wmf_staff" and noun != "rights":
        status = 404  # of clauses and signatories the foundation does not even know that they are there
    for way in ("correct", "remove"):
        assert client.get(f"/{noun}/{piece.pk}/{way}/").status_code == status
        assert client.post(f"/{noun}/{piece.pk}/{way}/", {"version": 1}).status_code == status
    assert MODELS[noun].objects.count() == 1


@pytest.mark.parametrize(
    ("noun", "changes", "field"),
    [
        ("clauses", {"kind": "spell"}, "kind"),
        ("clauses", {"kind": "other", "title": ""}, "title"),
        ("clauses", {"text": "x" * 20_001}, "text"),
        ("clauses", {"text": "\0"}, "text"),
        ("rights", {"content_set": ""}, "content_set"),
        ("rights", {"licence": "mine"}, "licence"),
        ("rights", {"vrt_ticket": "12345"}, "vrt_ticket"),
        ("rights", {"vrt_ticket": "2026012345678x01"}, "vrt_ticket"),
        ("rights", {"vrt_ticket": "20260123456789012"}, "vrt_ticket"),
        ("signatories", {"name": ""}, "name"),
        ("signatories", {"side": "both"}, "side"),
        ("signatories", {"signed_on": "9999-01-01"}, "signed_on"),
        ("signatories", {"advocate": "999999"}, "advocate"),
    ],
)
def test_bad_pieces_are_refused_at_their_field(desk, mou, noun, changes, field):
    answer = add(desk, mou, noun, **changes)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not MODELS[noun].objects.exists()
    assert version(mou) == 1


@pytest.mark.parametrize("typed", ["2026 0123 4567 8901", "#2026012345678901", "٢٠٢٦٠١٢٣٤٥٦٧٨٩٠١"])
def test_a_ticket_is_kept_as_sixteen_plain_digits(desk, mou, typed):
    add(desk, mou, "rights", vrt_ticket=typed)

    assert RightsTerm.objects.get().vrt_ticket == "2026012345678901"


# Clauses in order


def titles(mou):
    return [clause.title for clause in mou.clauses.all()]


def move(desk, mou, title, way, **changes):
    clause = mou.clauses.get(title=title)
    return desk.post(f"/clauses/{clause.pk}/move/", {"version": version(mou), "where": way} | changes)


def test_clauses_move_up_and_down(desk, mou):
    for title in "ABC":
        add(desk, mou, "clauses", title=title)

    assert move(desk, mou, "C", "up").status_code == 302
    assert titles(mou) == ["A", "C", "B"]
    move(desk, mou, "A", "down")
    assert titles(mou) == ["C", "A", "B"]
    move(desk, mou, "B", "down")  # at the end already
    assert titles(mou) == ["C", "A", "B"]
    add(desk, mou, "clauses", title="D")
    assert titles(mou) == ["C", "A", "B", "D"]


def test_clauses_with_one_place_between_them_move_too(desk, mou):
    for title in "AB":
        ClauseFactory(mou=mou, title=title, position=0)

    move(desk, mou, "B", "up")

    assert titles(mou) == ["B", "A"]


@pytest.mark.parametrize(
    ("changes", "status"), [({"version": 1}, 409), ({"where": "away"}, 422), ({"version": ""}, 422)]
)
def test_a_move_that_cannot_be_done_moves_nothing(desk, mou, changes, status):
    for title in "AB":
        add(desk, mou, "clauses", title=title)

    assert move(desk, mou, "B", "up", **changes).status_code == status
    assert titles(mou) == ["A", "B"]


@pytest.mark.parametrize("count", [1, 10])
def test_text_page_costs_the_same_however_much_stands_there(desk, mou, count, django_assert_num_queries):
    for factory in FACTORIES.values():
        factory.create_batch(count, mou=mou)

    with django_assert_num_queries(
        8
    ):  # session, user, agreement, roles, signatories, clauses, rights, struck
        desk.get(f"/agreements/{mou.pk}/text/")


# The words


def test_a_clause_reads_as_paragraphs_and_lists_and_nothing_runs(desk, mou):
    ClauseFactory(mou=mou, title="<b>Aims</b>", text="One\r\ntwo\n\n- first\n- <script>x</script>\n\nEnd")

    html = desk.get(f"/agreements/{mou.pk}/").content.decode()

    assert "<p>One<br>two</p>" in html
    assert "<ul><li>first</li><li>&lt;script&gt;x&lt;/script&gt;</li></ul>" in html
    assert "&lt;b&gt;Aims&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n ", []),
        ("a\nb", [Block(False, ("a", "b"))]),
        ("We:\n- a\n- b\n  more\nand", [Block(False, ("We:",)), Block(True, ("a", "b more and"))]),
        ("-no list", [Block(False, ("-no list",))]),
        ("- a\n\n- b", [Block(True, ("a",)), Block(True, ("b",))]),
    ],
)
def test_blocks(text, expected):
    assert blocks(text) == expected


def test_names_are_filled_in_once_and_other_braces_stay():
    names = {"institution": "{affiliate}", "affiliate": "B", "start": ""}

    made = filled("{institution} {affiliate} {start} {other} {institution.x} {", names)

    assert made == f"{{affiliate}} B {BLANK} {{other}} {{institution.x}} {{"


# People


def test_an_advocate_at_the_institution_signs_under_their_name(desk, mou, partnership):
    advocate = AdvocateFactory(
        affiliate=partnership.affiliate, institution=partnership.institution, name="Amal Haddad"
    )

    assert (
        add(desk, mou, "signatories", name="", advocate=advocate.pk).status_code == 422
    )  # for the affiliate
    add(desk, mou, "signatories", name="", advocate=advocate.pk, side="institution")

    signatory = Signatory.objects.get()
    assert (signatory.name, signatory.advocate) == ("Amal Haddad", advocate)


def test_only_advocates_there_whom_the_affiliate_knows_are_offered(desk, mou, partnership):
    AdvocateFactory(affiliate=partnership.affiliate)
    AdvocateFactory(institution=partnership.institution)
    ours = AdvocateFactory(affiliate=partnership.affiliate, institution=partnership.institution)

    offered = desk.get(f"/agreements/{mou.pk}/signatories/add/").context["form"].fields["advocate"].queryset

    assert list(offered) == [ours]


def test_forgetting_an_advocate_takes_their_name_off_what_they_signed(coordinator, mou, partnership):
    facts = {"affiliate": partnership.affiliate, "institution": partnership.institution}
    advocate, other = AdvocateFactory(**facts, name="Amal Haddad"), AdvocateFactory(**facts)
    signatory = SignatoryFactory(mou=mou, name="Amal Haddad", post="director")
    signatory.advocate, signatory.name = advocate, "A. Haddad"
    signatory.save()
    stays = SignatoryFactory(mou=mou, name="Bo Lind", advocate=other)

    anonymise_advocate(advocate, by=coordinator)

    signatory.refresh_from_db()
    stays.refresh_from_db()
    assert (signatory.name, signatory.post, stays.name) == (
        f"Former contact #{advocate.pk}",
        "director",
        "Bo Lind",
    )
    past = Signatory.pgh_event_model.objects.values_list("name", flat=True)
    assert not any("Haddad" in name for name in past)
    assert "Bo Lind" in past


def test_the_journal_names_nobody_who_signs(desk, mou):
    add(desk, mou, "signatories", name="Amal Haddad")
    add(desk, mou, "clauses")

    lines = Entry.objects.about(mou.partnership)
    assert {line.verb for line in lines} == {"mou.signatories_changed", "mou.reworded"}
    assert not any("Amal" in f"{line.before}{line.after}{line.note}" for line in lines)


def test_a_co_leading_affiliate_keeps_a_link_to_somebody_it_does_not_know(client, mou, partnership):
    from_them = member("coordinator")
    advocate = AdvocateFactory(affiliate=partnership.affiliate, institution=partnership.institution)
    signatory = SignatoryFactory(mou=mou, advocate=advocate, signed_on=timezone.localdate() - timedelta(1))
    CoLeadFactory(partnership=partnership, affiliate=from_them.affiliate, accepted=True)
    client.force_login(from_them)

    page = client.get(f"/signatories/{signatory.pk}/correct/")
    data = {"version": 1, "side": "institution", "name": "New Name", "post": "", "signed_on": ""}
    client.post(f"/signatories/{signatory.pk}/correct/", data)

    assert "advocate" not in page.context["form"].fields
    signatory.refresh_from_db()
    assert (signatory.name, signatory.advocate) == ("New Name", advocate)
