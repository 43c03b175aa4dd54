# SPDX-License-Identifier: GPL-3.0-or-later
"""A signed agreement changes only by another in its place: the draft, the chain, the difference."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agreements.actions import amend_mou, sign_mou
from agreements.errors import AlreadyReplaced, AmendsDraft, EndBeforeStart, SignedBeforeAmended
from agreements.models import Clause
from agreements.reports.chain import chain_of
from agreements.reports.differences import difference
from interface.differences import Piece, compared
from journal.models import Entry
from partnerships.models import Commitment, Mou
from tests.factories import CommitmentFactory, MouFactory, PartnershipFactory
from tests.factories.agreements import ClauseFactory, RightsTermFactory, SignatoryFactory

pytestmark = pytest.mark.django_db


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def signed(partnership):
    """A signed agreement with a text."""
    mou = MouFactory(
        partnership=partnership,
        title="Pond memorandum",
        state="signed",
        signed_on=today(-100),
        starts_on=today(-100),
        ends_on=today(100),
        review_on=today(50),
        notice_days=30,
        is_exclusive=True,
        flags_note="Looked at each year",
        language="en",
        link="https://pond.example/",
        document="mous/x.pdf",
        is_summary_public=True,
        public_summary="For all",
    )
    ClauseFactory(mou=mou, title="Aims", text="We share posters.\nWe meet.")
    RightsTermFactory(mou=mou, content_set="Posters", vrt_ticket="2026012345678901")
    SignatoryFactory(mou=mou, name="Amal Haddad", post="director", signed_on=today(-100))
    return mou


# The draft


def test_amending_copies_terms_text_rights_and_signatories_but_not_what_is_the_old_ones(signed, coordinator):
    commitment = CommitmentFactory(mou=signed)

    draft = amend_mou(signed, by=coordinator)

    assert (draft.state, draft.amends, draft.signed_on, draft.version) == ("draft", signed, None, 1)
    for name in (
        "kind",
        "title",
        "starts_on",
        "ends_on",
        "review_on",
        "notice_days",
        "language",
        "flags_note",
    ):
        assert getattr(draft, name) == getattr(signed, name)
    assert (draft.link, draft.document.name, draft.is_summary_public) == ("", "", False)
    assert [(each.title, each.text) for each in draft.clauses.all()] == [
        ("Aims", "We share posters.\nWe meet.")
    ]
    assert [str(each) for each in draft.rights_terms.all()] == ["Posters: CC BY-SA 4.0"]
    assert [(each.name, each.signed_on) for each in draft.signatories.all()] == [("Amal Haddad", None)]
    commitment.refresh_from_db()
    assert commitment.mou == signed
    assert Entry.objects.about(signed.partnership).get().verb == "mou.amended"


def test_an_agreement_has_one_open_amendment(desk, signed, coordinator):
    first = amend_mou(signed, by=coordinator)

    assert amend_mou(signed, by=coordinator, title="Another") == first
    assert desk.post(f"/agreements/{signed.pk}/amend/").headers["Location"] == first.get_absolute_url()
    assert Mou.objects.count() == 2
    assert first.get_absolute_url() in desk.get(f"/agreements/{signed.pk}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_amend_at_once_have_one_draft(coordinator, at_once):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    mou = MouFactory(partnership=partnership, signed=True)

    drafts = at_once(lambda: amend_mou(mou, by=coordinator).pk)

    assert len(set(drafts)) == 1


def test_terms_are_changed_and_checked(signed, coordinator):
    with pytest.raises(EndBeforeStart):
        amend_mou(signed, by=coordinator, starts_on=today(10), ends_on=today(9))
    assert Mou.objects.count() == 1

    draft = amend_mou(signed, by=coordinator, starts_on=today(101), ends_on=today(400), title="Renewed")

    # The day of the old review lies before the new term.
    assert (draft.title, draft.ends_on, draft.review_on) == ("Renewed", today(400), None)


def test_a_term_written_in_days_is_written_in_the_new_ones(signed, coordinator):
    signed.language, signed.ends_on = "fr", date(2030, 10, 31)
    signed.save()
    for kind in ("term", "aims"):
        ClauseFactory(mou=signed, kind=kind, title="", text="Valable jusqu’au 31 oct. 2030.")

    draft = amend_mou(signed, by=coordinator, ends_on=date(2031, 10, 31))

    texts = {clause.kind: clause.text for clause in draft.clauses.filter(title="")}
    assert texts == {"term": "Valable jusqu’au 31 oct. 2031.", "aims": "Valable jusqu’au 31 oct. 2030."}


def test_a_draft_is_not_amended(desk, partnership, coordinator):
    mou = MouFactory(partnership=partnership)

    with pytest.raises(AmendsDraft):
        amend_mou(mou, by=coordinator)
    answer = desk.post(f"/agreements/{mou.pk}/amend/")
    assert answer.status_code == 422
    assert "correct it" in answer.content.decode()
    assert Mou.objects.count() == 1


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("wmf_staff", 403), ("stranger", 404)])
def test_others_amend_nothing(client, request, signed, role, status):
    client.force_login(request.getfixturevalue(role))

    assert client.post(f"/agreements/{signed.pk}/amend/").status_code == status
    assert Mou.objects.count() == 1


# Signing it


def test_signing_an_amendment_replaces_the_old_one_and_takes_its_open_commitments(signed, coordinator):
    waiting = CommitmentFactory(mou=signed)
    done = CommitmentFactory(mou=signed, state="kept", settled_on=today())
    draft = amend_mou(signed, by=coordinator)
    own = CommitmentFactory(mou=draft)

    sign_mou(draft, version=1, signed_on=today(-1), by=coordinator)

    signed.refresh_from_db()
    # It began long ago, but the old one held until this was signed.
    assert (signed.superseded_on, signed.standing) == (today(-1), "replaced")
    assert set(draft.commitments.all()) == {waiting, own}
    assert set(signed.commitments.all()) == {done}
    assert Commitment.objects.get(pk=waiting.pk).version == 2
    assert {line.verb for line in Entry.objects.about(signed.partnership)} >= {"mou.signed", "mou.replaced"}


def test_an_amendment_that_begins_later_leaves_the_old_one_in_force_until_then(signed, coordinator):
    draft = amend_mou(signed, by=coordinator, starts_on=today(101), ends_on=today(400))

    sign_mou(draft, version=1, signed_on=today(), by=coordinator)

    signed.refresh_from_db()
    assert (signed.superseded_on, signed.standing) == (today(101), "in_force")
    assert [mou.pk for mou in Mou.objects.in_force()] == [signed.pk]
    assert [mou.pk for mou in Mou.objects.in_force(on=today(101))] == [draft.pk]


def test_what_was_replaced_is_not_amended_again(desk, signed, coordinator):
    draft = amend_mou(signed, by=coordinator)
    sign_mou(draft, version=1, signed_on=today(), by=coordinator)

    with pytest.raises(AlreadyReplaced):
        amend_mou(signed, by=coordinator)
    assert desk.post(f"/agreements/{signed.pk}/amend/").status_code == 422
    assert amend_mou(draft, by=coordinator).amends == draft


def test_an_amendment_is_not_signed_before_what_it_amends(desk, signed, coordinator):
    draft = amend_mou(signed, by=coordinator)

    with pytest.raises(SignedBeforeAmended):
        sign_mou(draft, version=1, signed_on=today(-101), by=coordinator)
    signed.refresh_from_db()
    assert signed.superseded_on is None


def test_signing_the_third_version_is_no_overlap(signed, coordinator):
    second = amend_mou(signed, by=coordinator, starts_on=today(50))
    sign_mou(second, version=1, signed_on=today(-1), by=coordinator)  # the first holds until day 50
    third = amend_mou(second, by=coordinator, starts_on=today(20))

    sign_mou(third, version=1, signed_on=today(), by=coordinator)

    assert [link.mou.pk for link in chain_of(third)] == [signed.pk, second.pk, third.pk]


# The chain and the difference


def test_every_version_shows_the_chain_and_which_holds(desk, signed, coordinator):
    MouFactory(partnership=signed.partnership)  # no part of it
    draft = amend_mou(signed, by=coordinator)

    for mou in (signed, draft):
        answer = desk.get(f"/agreements/{mou.pk}/")
        chain = answer.context["chain"]
        assert [(link.number, link.mou, link.is_this) for link in chain] == [
            (1, signed, mou == signed),
            (2, draft, mou == draft),
        ]
        html = answer.content.decode()
        assert "Version 1" in html
        assert "Version 2" in html


@pytest.mark.parametrize("count", [1, 3])
def test_a_version_costs_the_same_however_many_there_are(
    desk, signed, coordinator, count, django_assert_num_queries
):
    last = signed
    for _number in range(count):
        last = amend_mou(last, by=coordinator)
        sign_mou(last, version=1, signed_on=today(), by=coordinator)

    # The usual eleven, less the progress of commitments; two versions with clauses and rights; two of the renewal.
    with django_assert_num_queries(10 + 3 + 2):
        desk.get(f"/agreements/{last.pk}/")


def test_the_difference_names_terms_clauses_and_rights(desk, signed, coordinator):
    draft = amend_mou(signed, by=coordinator, ends_on=today(200), title="Lake memorandum")
    draft.clauses.update(text="We share maps.\nWe meet.")
    ClauseFactory(mou=draft, kind="privacy", title="Privacy", text="Names stay here.")
    draft.rights_terms.all().delete()

    found = difference(signed, draft)

    assert [label for label, _before, _after in found.terms] == ["title", "ends on"]
    assert [(clause.kind, clause.title) for clause in found.clauses] == [
        ("changed", "Aims"),
        ("new", "Privacy"),
    ]
    assert found.clauses[0].paragraphs == [
        [Piece("same", "We share "), Piece("gone", "posters."), Piece("new", "maps.")],
        [Piece("same", "We meet.")],
    ]
    assert found.rights_gone == ["Posters: CC BY-SA 4.0, 2026012345678901"]
    html = desk.get(f"/agreements/{draft.pk}/").content.decode()
    assert '<del><bdi class="unseen">removed: </bdi>posters.</del>' in html
    assert '<ins><bdi class="unseen">added: </bdi>maps.</ins>' in html


def test_an_amendment_that_changes_nothing_says_so(desk, signed, coordinator):
    draft = amend_mou(signed, by=coordinator)

    assert not difference(signed, draft)
    assert "Nothing yet" in desk.get(f"/agreements/{draft.pk}/").content.decode()


def test_a_clause_that_is_gone_or_renamed_is_seen(signed, coordinator):
    draft = amend_mou(signed, by=coordinator)
    draft.clauses.update(title="What we want")
    Clause.objects.create(mou=signed, kind="other", title="Parking", text="Free.", position=9)

    renamed, gone = difference(signed, draft).clauses

    assert (renamed.title_before, renamed.title) == ("Aims", "What we want")
    assert (gone.kind, gone.paragraphs) == ("gone", [[Piece("gone", "Free.")]])


def test_long_texts_are_compared_quickly():
    one = "\n".join(f"a {n % 7}" for n in range(5000))
    other = " ".join("ab"[n % 2] for n in range(10_000))

    assert compared(one, other)[-1] == [Piece("new", other)]
    assert compared(other, other + " c") == [[Piece("gone", other), Piece("new", other + " c")]]


def test_names_in_a_difference_do_nothing(desk, signed, coordinator):
    draft = amend_mou(signed, by=coordinator, title="<script>x</script>")
    draft.clauses.update(text="<img src=x>")

    html = desk.get(f"/agreements/{draft.pk}/").content.decode()

    assert "<script>x" not in html
    assert "<img src=x" not in html
