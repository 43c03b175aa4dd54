# SPDX-License-Identifier: GPL-3.0-or-later
"""Linking an item, choosing whose value stands, and renewing: done, refused with nothing changed, recorded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institutions.actions import items as actions
from institutions.actions import renewal
from institutions.errors import ItemIsPerson, ItemIsWikiPage, NoItem, NothingFromWikidata
from institutions.models import ItemRecord, SourcedFact
from institutions.parsing.items import Fact, Reading
from journal.models import Entry
from partnerships.errors import ChangedMeanwhile, ItemTaken
from partnerships.models import Institution
from tests.factories import InstitutionFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def reading(item="Q1", asked=None, **values):
    """A reading that says these values."""
    facts = {name: Fact(value, "P1") for name, value in values.items() if name != "other_thing"}
    return Reading(item=item, asked=asked or item, facts=facts, other_thing=values.get("other_thing", ""))


def verbs(institution):
    return list(Entry.objects.about(institution).order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def linked(coordinator):
    """An institution that was linked when Wikidata said one website and one ISIL."""
    institution = InstitutionFactory()
    said = reading(website="https://old.example.org/", isil="FR-1")
    return actions.link_item(institution, "Q1", said, version=1, by=coordinator)


def renew(institution, **values):
    return renewal.apply_reading(institution, reading(**values), by=None, now=NOW)


def test_add_from_item_keeps_what_somebody_wrote_and_what_wikidata_said(coordinator):
    said = reading(name="Theirs", website="https://theirs.example.org/", country="FR")

    institution = actions.add_from_item(
        said, by=coordinator, name="Ours", kind="museum", country="FR", wikidata_item="Q1"
    )

    assert (institution.name, institution.website) == ("Ours", "")
    facts = dict(SourcedFact.objects.values_list("field", "value"))
    assert facts == {"name": "Theirs", "website": "https://theirs.example.org/", "country": "FR"}
    assert institution.item_record.standing == "current"
    assert verbs(institution) == ["institution.added"]


def test_add_from_item_without_an_answer_is_read_later(coordinator):
    institution = actions.add_from_item(
        None, by=coordinator, name="Ours", kind="museum", country="FR", wikidata_item="Q1"
    )

    assert list(ItemRecord.objects.due(now=timezone.now()).values_list("institution", "standing")) == [
        (institution.pk, "unread")
    ]


@pytest.mark.parametrize("other, refusal", [("person", ItemIsPerson), ("wiki page", ItemIsWikiPage)])
def test_add_from_item_refuses_what_is_no_institution(coordinator, other, refusal):
    said = reading(other_thing=other)

    with pytest.raises(refusal):
        actions.add_from_item(said, by=coordinator, name="A", kind="museum", country="FR", wikidata_item="Q1")

    assert not Institution.objects.exists()


def test_link_item_fills_what_is_empty_and_says_so(linked, coordinator):
    assert (linked.wikidata_item, linked.website, linked.isil) == ("Q1", "https://old.example.org/", "FR-1")
    entry = Entry.objects.about(linked).get()
    assert (entry.verb, entry.after, entry.actor) == ("item.linked", "Q1", coordinator)


def test_link_item_leaves_our_own_values(coordinator):
    institution = InstitutionFactory(website="https://ours.example.org/")

    linked = actions.link_item(
        institution, "Q1", reading(website="https://theirs.example.org/"), version=1, by=coordinator
    )

    assert linked.website == "https://ours.example.org/"
    assert SourcedFact.objects.get().value == "https://theirs.example.org/"


def test_link_item_follows_a_merged_item(coordinator):
    linked = actions.link_item(
        InstitutionFactory(), "Q7", reading("Q8", asked="Q7"), version=1, by=coordinator
    )

    assert linked.wikidata_item == "Q8"


@pytest.mark.parametrize(
    "said, version, refusal",
    [
        (reading("Q5"), 1, ItemTaken),
        (None, 1, ItemTaken),
        (reading(other_thing="person"), 1, ItemIsPerson),
        (reading("Q6"), 9, ChangedMeanwhile),
    ],
)
def test_link_item_refuses_and_changes_nothing(coordinator, said, version, refusal):
    InstitutionFactory(wikidata_item="Q5")
    institution = InstitutionFactory()

    with pytest.raises(refusal):
        actions.link_item(institution, "Q5", said, version=version, by=coordinator)

    institution.refresh_from_db()
    assert (institution.wikidata_item, institution.version) == (None, 1)
    assert not ItemRecord.objects.exists()
    assert not Entry.objects.exists()


def test_unlink_item_keeps_the_facts_and_forgets_their_source(linked, coordinator):
    actions.unlink_item(linked, version=linked.version, by=coordinator)

    linked.refresh_from_db()
    assert (linked.wikidata_item, linked.isil) == (None, "FR-1")
    assert not ItemRecord.objects.exists()
    assert not SourcedFact.objects.exists()
    assert verbs(linked) == ["item.linked", "item.unlinked"]


def test_unlink_item_refuses_where_there_is_none(coordinator):
    with pytest.raises(NoItem):
        actions.unlink_item(InstitutionFactory(), version=1, by=coordinator)


def test_renewal_takes_what_nobody_here_changed(linked):
    assert renew(linked, website="https://new.example.org/", isil="FR-1") == ["website"]

    linked.refresh_from_db()
    assert linked.website == "https://new.example.org/"
    entry = Entry.objects.about(linked).latest("pk")
    assert (entry.verb, entry.after, entry.actor) == (
        "item.renewed",
        "website: https://new.example.org/",
        None,
    )


def test_renewal_leaves_what_somebody_edited_and_remembers_theirs(linked):
    Institution.objects.update(website="https://ours.example.org/")

    for _again in range(2):
        assert renew(linked, website="https://new.example.org/") == []

    linked.refresh_from_db()
    assert linked.website == "https://ours.example.org/"
    assert SourcedFact.objects.get(field="website").value == "https://new.example.org/"
    assert verbs(linked) == ["item.linked"]


def test_renewal_never_touches_what_is_kept(linked, coordinator):
    actions.keep_ours(linked, "website", keep=True, by=coordinator)

    assert renew(linked, website="https://new.example.org/") == []

    actions.keep_ours(linked, "website", keep=False, by=coordinator)
    assert verbs(linked) == ["item.linked", "item.kept_ours", "item.released"]


@pytest.mark.parametrize("said", [{}, {"country": "ZZ"}, {"other_thing": "person", "website": "x"}])
def test_renewal_empties_nothing(linked, said):
    assert renew(linked, **said) == []

    linked.refresh_from_db()
    assert (linked.website, linked.isil, linked.country) == ("https://old.example.org/", "FR-1", "FR")
    assert SourcedFact.objects.get(field="isil").value == "FR-1"


def test_renewal_follows_a_merged_item(linked):
    renewal.apply_reading(linked, reading("Q2", asked="Q1"), by=None, now=NOW)

    linked.refresh_from_db()
    assert linked.wikidata_item == "Q2"
    assert (linked.item_record.standing, linked.item_record.former_item) == ("merged", "Q1")
    assert verbs(linked)[-1] == "item.followed"


def test_renewal_does_not_follow_into_an_item_that_another_has(linked):
    InstitutionFactory(wikidata_item="Q2")

    renewal.apply_reading(linked, reading("Q2", asked="Q1", website="x"), by=None, now=NOW)
    renewal.align_records(now=NOW)

    linked.refresh_from_db()
    record = ItemRecord.objects.get(institution=linked)
    assert (linked.wikidata_item, linked.website) == ("Q1", "https://old.example.org/")
    assert (record.standing, record.item, record.former_item) == ("taken", "Q2", "Q1")


def test_renewal_leaves_an_institution_whose_item_was_changed_meanwhile(linked):
    Institution.objects.update(wikidata_item="Q9")

    assert renew(linked, website="https://new.example.org/") == []
    assert not SourcedFact.objects.filter(value="https://new.example.org/").exists()


def test_missing_item_is_marked_and_nothing_else_changes(linked):
    before = Institution.objects.values().get(pk=linked.pk)

    renewal.mark_missing(linked, "Q1", now=NOW)

    assert Institution.objects.values().get(pk=linked.pk) == before
    assert ItemRecord.objects.get().standing == "missing"
    assert SourcedFact.objects.count() == 2


def test_take_theirs_puts_it_in_place_and_follows_again(linked, coordinator):
    Institution.objects.update(website="https://ours.example.org/")
    actions.keep_ours(linked, "website", keep=True, by=coordinator)

    actions.take_theirs(linked, "website", version=linked.version, by=coordinator)

    linked.refresh_from_db()
    assert linked.website == "https://old.example.org/"
    assert not SourcedFact.objects.get(field="website").keep_ours
    assert verbs(linked)[-1] == "item.took_theirs"


def test_take_theirs_of_coordinates_fills_both(coordinator):
    institution = InstitutionFactory(latitude=1, longitude=2)
    linked = actions.link_item(
        institution, "Q1", reading(coordinates=["48.86061", "2.33764"]), version=1, by=coordinator
    )

    linked = actions.take_theirs(linked, "coordinates", version=linked.version, by=coordinator)

    linked.refresh_from_db()
    assert (str(linked.latitude), str(linked.longitude)) == ("48.86061", "2.33764")


@pytest.mark.parametrize("field", ["viaf", "inception", "other_thing", "version"])
def test_choice_is_refused_where_wikidata_said_nothing_of_ours(linked, coordinator, field):
    renew(linked, inception="1900")

    with pytest.raises(NothingFromWikidata):
        actions.take_theirs(linked, field, version=None, by=coordinator)
    with pytest.raises(NothingFromWikidata):
        actions.keep_ours(linked, field, keep=True, by=coordinator)


def test_take_theirs_refuses_after_another_edit(linked, coordinator):
    with pytest.raises(ChangedMeanwhile):
        actions.take_theirs(linked, "website", version=linked.version + 1, by=coordinator)


def test_records_are_aligned_with_what_stands_in_the_institutions(linked):
    added = InstitutionFactory(wikidata_item="Q3")
    gone = InstitutionFactory()
    ItemRecord.objects.create(institution=gone, item="Q4", due_at=NOW + timedelta(days=3))
    Institution.objects.filter(pk=linked.pk).update(wikidata_item="Q5")

    renewal.align_records(now=NOW)

    assert set(ItemRecord.objects.values_list("institution", "item", "standing")) == {
        (linked.pk, "Q5", "unread"),
        (added.pk, "Q3", "unread"),
    }


def test_next_renewals_are_spread_over_days_around_a_month(coordinator):
    for number in range(1, 6):
        actions.link_item(
            InstitutionFactory(), f"Q{number}", reading(f"Q{number}"), version=1, by=coordinator
        )

    waits = [record.due_at - record.read_at for record in ItemRecord.objects.all()]
    assert len(set(waits)) == 5
    assert all(timedelta(days=27) < wait < timedelta(days=33) for wait in waits)
