# SPDX-License-Identifier: GPL-3.0-or-later
"""Merging two institutions and undoing it: all rows follow, none is lost, and the way back is exact."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone

from institutions.actions.merges import merge_institutions
from institutions.actions.unmerging import undo_merge
from institutions.errors import (
    AlreadyUndone,
    MergedOnSince,
    MergeWithinFamily,
    MergeWithItself,
    MergeWithTwoPartnerships,
    NoLongerThere,
    TooLateToUndo,
)
from institutions.models import Alignment, LikelyDuplicate, Merge, NotDuplicate, SourcedFact, Tie
from institutions.models.pointers import pairs, pointers
from journal.models import Entry
from partnerships.actions import correct_institution
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Institution, Partnership
from partnerships.stages import Phase
from teamwork.models import Following, Task
from tests.architecture.world import checksum
from tests.factories import InstitutionFactory, PartnershipFactory
from tests.institutions import full_house

pytestmark = pytest.mark.django_db
# What a merge and its undo are meant to add to: the journal, the history of rows, merges themselves.
SET_APART = {"journal_entry", "institutions_merge", "pghistory_context"}


def rows():
    return {
        table: digest
        for table, digest in checksum().items()
        if table not in SET_APART and not table.endswith("event")
    }


@pytest.fixture
def two():
    """Both with identifiers and names, so that there is something to choose."""
    kept = InstitutionFactory(name="Pond House", names={"de": "Teichhaus", "fr": "Maison"}, isil="FR-1")
    absorbed = InstitutionFactory(
        name="The Pond House",
        names={"de": "Haus am Teich", "sr": "Кућа"},
        website="https://pond.example/",
        wikidata_item="Q42",
        latitude="48.5",
        longitude="2.25",
        collection_domains=["art", "maps"],
    )
    return kept, absorbed


def fresh(*institutions):
    return [Institution.objects.get(pk=each.pk) for each in institutions]


def test_every_column_that_points_to_institutions_has_a_maker_here():
    assert {(each.label, each.column) for each in pointers()} == set(full_house.MAKERS)
    assert {model.__name__ for model in pairs()} == {"LikelyDuplicate", "NotDuplicate"}


@pytest.mark.parametrize("is_crowded", [False, True], ids=["alone", "both have everything"])
def test_a_merge_and_its_undo_leave_every_row_as_before(two, coordinator, is_crowded):
    older = InstitutionFactory()
    kept, absorbed = two
    full_house.fill(absorbed, coordinator)
    LikelyDuplicate.objects.create(first=kept, second=absorbed, strength=80)
    if is_crowded:
        full_house.fill(kept, coordinator)
        for each in two:
            Tie.objects.create(part=each, whole=older, kind="member")
    kinds = {label for label, _column in full_house.MAKERS} | full_house.BELOW
    assert all(apps.get_model(label).objects.exists() for label in kinds)
    assert len(full_house.MAKERS) + 2 * len(pairs()) + len(full_house.BELOW) >= 20
    before = rows()

    merge = merge_institutions(kept, absorbed, by=coordinator)

    assert all(not pointer.rows(absorbed.pk).exists() for pointer in pointers())
    assert rows() != before
    assert undo_merge(merge, by=coordinator).kept_newer == []
    assert {table: digest for table, digest in rows().items() if before[table] != digest} == {}


def test_undo_is_exact_when_the_younger_is_kept_too(two, coordinator):
    absorbed, kept = two
    full_house.fill(absorbed, coordinator)
    full_house.fill(kept, coordinator)
    full_house.pair_with_older(InstitutionFactory(), InstitutionFactory(), coordinator)
    between = InstitutionFactory()
    full_house.pair_with_older(absorbed, between, coordinator)
    before = rows()

    undo_merge(merge_institutions(kept, absorbed, by=coordinator), by=coordinator)

    assert {table: digest for table, digest in rows().items() if before[table] != digest} == {}


def test_merge_fills_gaps_unites_names_and_moves_the_item(two, coordinator):
    kept, absorbed = two

    merge_institutions(kept, absorbed, by=coordinator)

    kept, absorbed = fresh(kept, absorbed)
    assert kept.name == "Pond House"
    assert kept.names == {"de": "Teichhaus", "fr": "Maison", "sr": "Кућа"}
    assert (kept.website, kept.isil, kept.wikidata_item) == ("https://pond.example/", "FR-1", "Q42")
    assert (str(kept.latitude), kept.collection_domains) == ("48.50000", ["art", "maps"])
    assert (absorbed.merged_into, absorbed.wikidata_item) == (kept, None)


def test_merge_takes_the_side_chosen_for_each_field(two, coordinator):
    kept, absorbed = two
    kept.wikidata_item = "Q7"
    kept.save()

    choices = {"name": "absorbed", "names": "absorbed", "wikidata_item": "absorbed", "website": "kept"}
    merge_institutions(kept, absorbed, by=coordinator, choices=choices)

    kept, absorbed = fresh(kept, absorbed)
    assert (kept.name, kept.names["de"], kept.wikidata_item) == ("The Pond House", "Haus am Teich", "Q42")
    assert (kept.website, absorbed.wikidata_item) == ("", None)


def test_merge_leaves_sources_with_the_values_that_stay(two, coordinator):
    kept, absorbed = two
    for institution, field in [(kept, "isil"), (absorbed, "isil"), (absorbed, "website"), (absorbed, "name")]:
        SourcedFact.objects.create(institution=institution, field=field, value=institution.pk, item="Q1")

    merge_institutions(kept, absorbed, by=coordinator)

    facts = dict(SourcedFact.objects.filter(institution=kept).values_list("field", "value"))
    assert facts == {"isil": kept.pk, "website": absorbed.pk}


def test_merge_is_recorded_at_both_and_read_at_the_kept_one(two, coordinator, client):
    kept, absorbed = two
    correct_institution(absorbed, version=1, by=coordinator, place="Old Shore")

    merge_institutions(kept, Institution.objects.get(pk=absorbed.pk), by=coordinator)

    assert Entry.objects.about(kept).get().verb == "institution.merged"
    client.force_login(coordinator)
    html = client.get(f"/institutions/{kept.pk}/history/").content.decode()
    assert "place" in html
    assert "Before it was merged into this one." in html


def test_told_apart_pairs_follow_the_merge(two, coordinator):
    kept, absorbed = two
    other = InstitutionFactory()
    NotDuplicate.objects.create(first=absorbed, second=other, by=coordinator)

    merge_institutions(kept, absorbed, by=coordinator)

    assert NotDuplicate.objects.filter(first=kept, second=other).exists()


# Refusals


def test_merge_with_itself_is_refused(two, coordinator):
    with pytest.raises(MergeWithItself):
        merge_institutions(two[0], two[0], by=coordinator)


@pytest.mark.parametrize("kind", ["part", "member"])
@pytest.mark.parametrize("is_kept_above", [True, False])
def test_merge_with_an_ancestor_or_descendant_is_refused(two, coordinator, is_kept_above, kind):
    whole, part = two if is_kept_above else two[::-1]
    between = InstitutionFactory()
    Tie.objects.create(part=part, whole=between)
    Tie.objects.create(part=between, whole=whole, kind=kind)
    before = checksum()

    with pytest.raises(MergeWithinFamily):
        merge_institutions(*two, by=coordinator)

    assert checksum() == before


def test_members_in_a_ring_do_not_hang_a_merge(two, coordinator):
    one, other = InstitutionFactory(), InstitutionFactory()
    Tie.objects.create(part=two[0], whole=one, kind="member")
    Tie.objects.create(part=one, whole=other, kind="member")
    Tie.objects.create(part=other, whole=one, kind="member")

    assert merge_institutions(*two, by=coordinator).pk


def test_two_open_partnerships_of_one_affiliate_refuse_a_merge_by_name(two, coordinator):
    for institution in two:
        PartnershipFactory(institution=institution, affiliate=coordinator.affiliate, lead=coordinator)

    with pytest.raises(MergeWithTwoPartnerships, match=str(coordinator.affiliate)):
        merge_institutions(*two, by=coordinator)

    assert not Merge.objects.exists()


def test_partnerships_of_two_affiliates_or_ended_ones_do_not(two, coordinator):
    kept, absorbed = two
    PartnershipFactory(institution=kept, affiliate=coordinator.affiliate, lead=coordinator)
    PartnershipFactory(
        institution=absorbed, affiliate=coordinator.affiliate, lead=coordinator, phase=Phase.ENDED
    )
    PartnershipFactory(institution=absorbed)

    merge_institutions(*two, by=coordinator)

    assert Partnership.objects.filter(institution=kept).count() == 3


def test_a_stale_version_refuses_a_merge(two, coordinator):
    correct_institution(two[1], version=1, by=coordinator, place="Shore")

    with pytest.raises(ChangedMeanwhile):
        merge_institutions(*two, by=coordinator, versions=(1, 1))


def test_what_is_merged_already_is_not_merged_again(two, coordinator):
    merge_institutions(*two, by=coordinator)

    for pair in (two, (two[1], InstitutionFactory()), (InstitutionFactory(), two[1])):
        with pytest.raises(NoLongerThere):
            merge_institutions(*pair, by=coordinator)


# Undoing


def test_undo_keeps_what_was_changed_since_and_says_so(two, coordinator):
    kept, absorbed = two
    task = full_house.task(absorbed, coordinator)
    merge = merge_institutions(kept, absorbed, by=coordinator)
    kept = fresh(kept)[0]
    correct_institution(
        kept,
        version=kept.version,
        by=coordinator,
        website="https://new.example/",
        place="Shore",
        names=kept.names | {"pl": "Staw"},
    )
    Task.objects.filter(pk=task.pk).update(title="Call again")

    undone = undo_merge(merge, by=coordinator)

    kept, absorbed = fresh(kept, absorbed)
    assert undone.kept_newer == ["website"]
    assert (kept.website, kept.place, kept.wikidata_item) == ("https://new.example/", "Shore", None)
    assert kept.names == {"de": "Teichhaus", "fr": "Maison", "pl": "Staw"}
    assert (absorbed.merged_into, absorbed.wikidata_item) == (None, "Q42")
    task.refresh_from_db()
    assert (task.title, task.thread_id) == ("Call again", absorbed.pk)


def test_undo_leaves_an_item_to_whoever_took_it_since(two, coordinator):
    kept, absorbed = two
    merge = merge_institutions(kept, absorbed, by=coordinator)
    Institution.objects.filter(pk=kept.pk).update(wikidata_item=None)
    InstitutionFactory(wikidata_item="Q42")

    undone = undo_merge(merge, by=coordinator)

    assert "Wikidata item" in undone.kept_newer
    assert fresh(absorbed)[0].wikidata_item is None


def test_undo_leaves_a_row_that_was_made_in_place_of_a_dropped_one(two, coordinator):
    kept, absorbed = two
    full_house.alignment(kept, coordinator)
    full_house.alignment(absorbed, coordinator)
    merge = merge_institutions(kept, absorbed, by=coordinator)
    Institution.objects.filter(pk=absorbed.pk).update(merged_into=None)
    newer = full_house.alignment(absorbed, coordinator)

    undone = undo_merge(merge, by=coordinator)

    assert undone.kept_newer == ["alignment"]
    assert Alignment.objects.get(institution=absorbed) == newer


def test_undo_after_thirty_days_is_refused(two, coordinator):
    merge = merge_institutions(*two, by=coordinator)
    Merge.objects.filter(pk=merge.pk).update(merged_at=timezone.now() - timedelta(days=30, seconds=1))

    with pytest.raises(TooLateToUndo):
        undo_merge(merge, by=coordinator)

    assert fresh(two[1])[0].merged_into_id


def test_undo_twice_is_refused(two, coordinator):
    merge = merge_institutions(*two, by=coordinator)
    undo_merge(merge, by=coordinator)

    with pytest.raises(AlreadyUndone):
        undo_merge(merge, by=coordinator)


def test_undo_waits_for_the_later_merge(two, coordinator):
    third = InstitutionFactory()
    first = merge_institutions(*two, by=coordinator)
    second = merge_institutions(third, two[0], by=coordinator)

    with pytest.raises(MergedOnSince):
        undo_merge(first, by=coordinator)

    undo_merge(second, by=coordinator)
    undo_merge(first, by=coordinator)
    assert not Institution.objects.exclude(merged_into=None).exists()


def test_undo_is_recorded(two, coordinator):
    undo_merge(merge_institutions(*two, by=coordinator), by=coordinator)

    assert Entry.objects.about(two[0]).newest()[0].verb == "institution.unmerged"


def test_no_version_of_the_merged_state_comes_again(two, coordinator):
    merge = merge_institutions(*two, by=coordinator)
    merged_version = fresh(two[0])[0].version
    undo_merge(merge, by=coordinator)
    correct_institution(two[0], version=1, by=coordinator, place="Shore")

    with pytest.raises(ValidationError):
        correct_institution(two[0], version=merged_version, by=coordinator, place="Lost")


def test_followers_of_both_follow_once(two, coordinator, viewer):
    for institution in two:
        Following.objects.create(**full_house.thread(institution), user=coordinator)
    Following.objects.create(**full_house.thread(two[1]), user=viewer)

    merge_institutions(*two, by=coordinator)

    assert sorted(Following.objects.values_list("thread_id", "user")) == sorted(
        [(two[0].pk, coordinator.pk), (two[0].pk, viewer.pk)]
    )


# The pages


@pytest.mark.parametrize("steps", [1, 3])
def test_the_address_of_an_absorbed_one_leads_to_the_kept_one(client, coordinator, steps):
    chain = [InstitutionFactory(name=f"Pond {number}") for number in range(steps + 1)]
    for absorbed, kept in zip(chain, chain[1:], strict=False):
        merge_institutions(kept, absorbed, by=coordinator)

    answer = client.get(chain[0].get_absolute_url())

    assert (answer.status_code, answer.headers["Location"]) == (301, chain[-1].get_absolute_url())
