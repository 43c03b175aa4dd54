# SPDX-License-Identifier: GPL-3.0-or-later
"""Likely duplicates: hinted at while typing and on saving, found in what is there, told apart, compared and merged."""

import uuid

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Membership
from institutions.actions.duplicates import take_back_telling_apart, tell_apart
from institutions.actions.merges import merge_institutions
from institutions.actions.removal import remove_institution, restore_institution
from institutions.errors import StillInUse, ToldApartFromItself
from institutions.models import LikelyDuplicate, Merge, NotDuplicate
from institutions.tasks import duplicates as task
from journal.models import Entry
from partnerships.errors import ChangedMeanwhile
from partnerships.likeness import Traits, domain_of, signals
from partnerships.models import Institution
from partnerships.reports.duplicates import candidates, likely_duplicates
from tests.factories import InstitutionFactory, PartnershipFactory
from tests.partnerships.test_institution_pages import facts
from work import actions as work
from work.models import Run

pytestmark = pytest.mark.django_db
LIST, ADD, ALIKE = "/institutions/duplicates/", "/institutions/add/", "/institutions/alike/"


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


# Which signals agree


def traits(name="", place="", country="FR", **more):
    return Traits(name=name, place=place, country=country, **more)


@pytest.mark.parametrize(
    "one, other, agreeing",
    [
        (traits("Museum of Ponds", "Lac"), traits("The Pond Museum", "lac"), {"place", "name"}),
        (traits("Musée des Étangs", "Lac"), traits("Musee des Etangs", "Lac"), {"place", "name"}),
        (traits("Ponds Museum"), traits("Museum of Ponds"), {"name", "country"}),
        (traits("Museum of Ponds"), traits("Museum of Ponds", country="DE"), set()),
        (traits("Museum of Ponds", "Lac"), traits("Museum of Ponds", "Mer"), set()),
        (traits("Museum of Ponds", "Lac"), traits("Library of Ponds", "Lac"), set()),
        (traits("School No. 5", "Lac"), traits("School No. 6", "Lac"), set()),
        (traits("Museum of Ponds", domain="p.example"), traits("Lakes", domain="p.example"), set()),
        (traits("Ponds", "Lac", domain="p.example"), traits("Lakes", "Lac", domain="p.example"), {"place", "domain"}),
        (traits("Ponds", "Lac", domain="facebook.com"), traits("Lakes", "Lac", domain="facebook.com"), set()),
        (traits("Ponds", country="FR", item="Q5"), traits("Lakes", country="JP", item="Q5"), {"item"}),
        (traits("A b", country="FR", isil="FR-5"), traits("Lakes", country="JP", isil="FR-5"), {"isil"}),
        (traits("Ponds", "Lac", item="Q5"), traits("Ponds", "Lac", item="Q6"), set()),
        (traits("国立西洋美術館", "東京", "JP"), traits("国立西洋美術館 ", "東京", "JP"), {"name", "place"}),
        (traits("Ponds", latitude=48.86, longitude=2.33), traits("ponds", "X", "BE", latitude=48.865, longitude=2.33), {"name", "place"}),
        (traits("Ponds", latitude=48.86, longitude=2.33), traits("ponds", "X", "BE", latitude=48.9, longitude=2.33), set()),
        (traits("🏛️"), traits("🏺"), set()),
        (traits(""), traits(""), set()),
    ],
)  # fmt: skip
def test_two_signals_make_a_hint_and_a_key_alone_does(one, other, agreeing):
    assert set(signals(one, other)) == agreeing
    assert set(signals(other, one)) == agreeing


def test_domains_are_read_as_the_database_reads_them():
    for website in (
        "https://www.Pond.example/a?b",
        "http://pond.example:8080",
        "https://www2.pond.example#x",
    ):
        row = Institution.objects.get(pk=InstitutionFactory(website=website).pk)
        assert domain_of(website) == row.web_domain == "pond.example"


def test_names_in_any_language_are_compared():
    there = InstitutionFactory(name="Народни музеј", names={"en": "Example National Museum"}, country="RS")

    alike = likely_duplicates(name="National Museum Example", country="RS")

    assert [each.institution for each in alike] == [there]
    assert set(alike[0].signals) == {"name", "country"}


def test_merged_and_removed_ones_are_not_hinted_at(coordinator):
    one, other, gone = (InstitutionFactory(name="Museum of Ponds") for _n in range(3))
    merge_institutions(one, other, by=coordinator)
    remove_institution(gone, version=1, by=coordinator)

    assert [each.institution for each in likely_duplicates(name="Museum of Ponds", country="FR")] == [one]


def test_a_hint_costs_one_query_and_two_where_pairs_are_remembered(django_assert_num_queries):
    there = InstitutionFactory(name="Museum of Ponds")
    with django_assert_num_queries(1):
        likely_duplicates(name="Museum of Ponds", country="FR", website="https://a.example", isil="FR-1")
    with django_assert_num_queries(2):
        likely_duplicates(name="Museum of Ponds", country="FR", exclude=there.pk)


def test_a_hint_among_many_goes_through_its_indexes():
    Institution.objects.bulk_create(
        Institution(
            name=f"House {uuid.UUID(int=number * 7919).hex} of number {number}",
            kind="museum",
            country="FR",
            website=f"https://h{number}.example/",
            isil=f"FR-{number}",
            viaf=str(number),
            ror=f"0{number:08}",
            wikidata_item=f"Q{number + 1}",
        )
        for number in range(5000)
    )
    with connection.cursor() as cursor:
        cursor.execute("select gin_clean_pending_list('institution_trigrams')")
        cursor.execute("analyze partnerships_institution")
    asked = Traits(
        name="Pond Keeper Hall", domain="h1.example", isil="FR-1", viaf="1", ror="000000001", item="Q2"
    )

    plan = candidates(asked).explain()

    for index in ("trigrams", "by_domain", "by_isil", "by_viaf", "by_ror", "wikidata_item"):
        assert index in plan
    assert "Seq Scan" not in plan


# While typing


def test_typing_shows_what_is_there_with_reasons(desk):
    there = InstitutionFactory(name="Museum of Ponds", place="Lac")

    html = desk.get(ALIKE, {"name": "museum of pond", "place": "lac", "country": "FR"}).content.decode()

    assert there.get_absolute_url() in html
    assert "a similar name, the same place" in html
    assert "It is another one" in html


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"name": ""},
        {"name": "x" * 10_000},
        {"name": "\0"},
        {"name": "%' \\ (", "website": "http://[", "wikidata_item": "P5", "latitude": "1e99", "isil": "\0"},
        {"name": "🏛️" * 100, "country": "??", "except": "²"},
        {"name": "متحف البرك", "except": "9" * 40},
    ],
)
def test_whatever_is_typed_is_never_an_error(desk, typed):
    InstitutionFactory(name="Museum of Ponds")

    answer = desk.get(ALIKE, typed)

    assert (answer.status_code, answer.content.strip()) == (200, b"")


# On saving


def test_saving_what_looks_like_another_asks_first_and_then_believes(desk):
    there = InstitutionFactory(name="Museum of Ponds", place="Lac")
    form = facts(name="Museum of the Ponds", place="Lac")

    answer = desk.post(ADD, form)

    assert answer.status_code == 422
    html = answer.content.decode()
    assert there.get_absolute_url() in html
    assert "It is another one" in html
    assert Institution.objects.get() == there
    assert desk.post(ADD, form | {"is_another": "on"}).status_code == 302
    assert Institution.objects.count() == 2


def test_correcting_asks_only_when_it_makes_one_look_like_another(desk):
    InstitutionFactory(name="Museum of Ponds", place="Lac")
    mine = InstitutionFactory(name="Museum of Pods", place="Lac")
    address = f"{mine.get_absolute_url()}correct/"
    same = facts(name=mine.name, place="Lac", version=1, kind="archive")

    assert desk.post(address, same).status_code == 302
    assert desk.post(address, same | {"version": 2, "name": "Museum of Ponds"}).status_code == 422
    tell_apart(*Institution.objects.all(), by=Entry.objects.newest()[0].actor)
    assert desk.post(address, same | {"version": 2, "name": "Museum of Ponds"}).status_code == 302


# Told apart


def test_told_apart_is_remembered_recorded_and_taken_back(coordinator):
    one, other = InstitutionFactory(name="Museum of Ponds"), InstitutionFactory(name="Museum of Ponds")
    LikelyDuplicate.objects.create(first=one, second=other)

    said = tell_apart(other, one, by=coordinator, reason="Two towns")

    assert (said.first, said.second, said.reason) == (one, other, "Two towns")
    assert tell_apart(one, other, by=coordinator) == said
    assert not LikelyDuplicate.objects.exists()
    assert likely_duplicates(name="Museum of Ponds", country="FR", exclude=one.pk) == []
    assert Entry.objects.filter(verb="institution.told_apart").count() == 2
    take_back_telling_apart(said, by=coordinator)
    assert len(likely_duplicates(name="Museum of Ponds", country="FR", exclude=one.pk)) == 1
    assert Entry.objects.filter(verb="institution.likened").count() == 2


def test_telling_apart_from_itself_is_refused(coordinator):
    one = InstitutionFactory()
    with pytest.raises(ToldApartFromItself):
        tell_apart(one, one, by=coordinator)
    assert not NotDuplicate.objects.exists()


def test_telling_apart_on_its_page_and_taking_it_back(desk):
    one, other = InstitutionFactory(), InstitutionFactory()

    assert desk.get(f"/institutions/{one.pk}/not/{other.pk}/").status_code == 200
    desk.post(f"/institutions/{one.pk}/not/{other.pk}/", {"reason": "Two towns"})

    said = NotDuplicate.objects.get()
    assert "Two towns" in desk.get("/institutions/told-apart/").content.decode()
    desk.post(f"/institutions/told-apart/{said.pk}/take-back/")
    assert not NotDuplicate.objects.exists()


# The search


@pytest.fixture
def ponds():
    return [
        InstitutionFactory(name=name, place="Lac")
        for name in (
            "Museum of Ponds",
            "The Museum of the Ponds",
            "Muzeum Ponds",
            "Library of Ponds",
            "Castle",
        )
    ]


def search(coordinator):
    run = Run.objects.create(kind="duplicates", actor=coordinator)
    task.find_duplicates(run.pk)
    run.refresh_from_db()
    return run


def test_search_finds_pairs_and_shows_how_far_it_is(ponds, coordinator):
    run = search(coordinator)

    assert (run.state, run.progress, run.expected, run.counts) == ("done", 5, 5, {"pairs": 3})
    pairs = set(LikelyDuplicate.objects.values_list("first__name", "second__name"))
    assert pairs == {
        ("Museum of Ponds", "The Museum of the Ponds"),
        ("Museum of Ponds", "Muzeum Ponds"),
        ("The Museum of the Ponds", "Muzeum Ponds"),
    }


def test_search_of_somebody_who_lost_the_role_meanwhile_looks_at_nothing(ponds, coordinator):
    Membership.objects.filter(user=coordinator).update(ended_at=timezone.now())

    assert search(coordinator).state == "failed"
    assert not LikelyDuplicate.objects.exists()


def test_search_leaves_out_those_told_apart_and_forgets_what_no_longer_holds(ponds, coordinator):
    search(coordinator)
    tell_apart(ponds[0], ponds[1], by=coordinator)
    Institution.objects.filter(pk=ponds[2].pk).update(name="Tower")

    search(coordinator)

    assert not LikelyDuplicate.objects.exists()


def test_search_that_was_cut_off_goes_on_where_it_was(ponds, coordinator, monkeypatch):
    monkeypatch.setattr(task, "A_BATCH", 1)
    run = Run.objects.create(kind="duplicates", progress=1, counts={"pairs": 2})

    task.find_duplicates(run.pk)

    run.refresh_from_db()
    assert (run.state, run.progress, run.counts["pairs"]) == ("done", 5, 3)
    assert list(LikelyDuplicate.objects.values_list("first", flat=True)) == [ponds[1].pk]


def test_search_stops_when_the_run_was_taken_over(ponds, coordinator, monkeypatch):
    run = Run.objects.create(kind="duplicates")
    claimed = work.claim(run.pk)
    Run.objects.filter(pk=run.pk).update(attempts=2)
    monkeypatch.setattr(work, "claim", lambda _pk: claimed)

    task.find_duplicates(run.pk)

    assert Run.objects.get().state == "running"


def test_search_is_asked_for_once(desk):
    page = desk.get(LIST)
    form = {"form_key": page.context["find_form"]["form_key"].value()}

    assert desk.post(f"{LIST}find/", form).status_code == 302
    desk.post(f"{LIST}find/", form)
    desk.post(f"{LIST}find/", {"form_key": uuid.uuid4()})

    assert Run.objects.get().kind == "duplicates"
    assert 'id="progress"' in desk.get(LIST, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_pairs_costs_the_same_however_many(desk, count, django_assert_num_queries):
    for _n in range(count):
        LikelyDuplicate.objects.create(
            first=InstitutionFactory(), second=InstitutionFactory(), signals={"name": 50}
        )

    # session, user, roles; run, count, pairs
    with django_assert_num_queries(6):
        answer = desk.get(LIST)

    assert len(answer.context["page"].object_list) == count


def test_list_of_pairs_is_narrowed_by_country_and_to_ones_own(desk, coordinator):
    pairs = [
        LikelyDuplicate.objects.create(
            first=InstitutionFactory(), second=InstitutionFactory(country=country), strength=strength
        )
        for country, strength in (("JP", 50), ("FR", 90))
    ]
    PartnershipFactory(institution=pairs[0].second, affiliate=coordinator.affiliate, lead=coordinator)

    def shown(**query):
        return list(desk.get(LIST, query).context["page"].object_list)

    assert shown() == [pairs[1], pairs[0]]
    assert shown(country="JP") == shown(mine="on") == [pairs[0]]
    assert shown(country="nonsense", page="x") == [pairs[1], pairs[0]]


# The page of a merge


def form_of(page):
    form = page.context["form"]
    return {name: form[name].value() for name in ("form_key", "kept_version", "absorbed_version")}


def test_merging_on_its_page_by_choice_with_what_moves(desk, coordinator):
    kept = InstitutionFactory(name="Pond", website="https://a.example/")
    absorbed = InstitutionFactory(name="Pnod", website="https://b.example/", place="Lac")
    PartnershipFactory(institution=absorbed, affiliate=coordinator.affiliate, lead=coordinator)
    address = f"/institutions/{kept.pk}/merge/{absorbed.pk}/"
    page = desk.get(address)
    assert ("partnerships", 1) in page.context["moves"]

    form = form_of(page) | {"choice-website": "absorbed", "choice-name": "kept"}
    first, second = desk.post(address, form), desk.post(address, form)

    kept.refresh_from_db()
    assert first.headers["Location"] == kept.get_absolute_url()
    assert second.status_code == 301 or second.status_code in (302, 404)
    assert (kept.name, kept.website, kept.place) == ("Pond", "https://b.example/", "Lac")
    undo = f"/institutions/merges/{Merge.objects.get().pk}/undo/"
    assert undo in desk.get("/institutions/merges/", {"institution": kept.pk}).content.decode()
    assert desk.post(undo, {"merge": 1}).status_code == 302
    assert not Institution.objects.exclude(merged_into=None).exists()
    assert desk.post(undo, {"merge": 1}).status_code == 422


def test_a_merge_by_a_stale_page_is_a_conflict_that_keeps_the_choices(desk):
    kept, absorbed = InstitutionFactory(name="Pond"), InstitutionFactory(name="Pnod")
    address = f"/institutions/{kept.pk}/merge/{absorbed.pk}/"
    form = form_of(desk.get(address)) | {"choice-name": "absorbed"}
    Institution.objects.update(version=2)

    answer = desk.post(address, form)

    assert answer.status_code == 409
    chosen = {side["choice"]: side["chosen"] for side in answer.context["sides"]}
    assert chosen["name"] == "absorbed"
    assert desk.post(address, form | {"kept_version": 2, "absorbed_version": 2}).status_code == 302


def test_a_merge_with_itself_is_refused_in_words(desk):
    one = InstitutionFactory()
    address = f"/institutions/{one.pk}/merge/{one.pk}/"

    answer = desk.post(address, form_of(desk.get(address)))

    assert answer.status_code == 422
    assert "merged with itself" in answer.content.decode()


@pytest.mark.parametrize("nonsense", ["", "x" * 5000, "\0", "kept\0", "🏛️"])
def test_nonsense_in_a_merge_is_refused(desk, nonsense):
    kept, absorbed = InstitutionFactory(), InstitutionFactory()
    address = f"/institutions/{kept.pk}/merge/{absorbed.pk}/"

    for name in ("form_key", "kept_version"):
        assert desk.post(address, form_of(desk.get(address)) | {name: nonsense}).status_code == 422
    assert desk.get(f"/institutions/{kept.pk}/merge/", {"q": nonsense}).status_code == 200
    assert desk.get("/institutions/merges/", {"institution": nonsense}).status_code == 200


# Removing


def test_removing_what_was_added_by_mistake_and_putting_it_back(client, affiliate_admin):
    client.force_login(affiliate_admin)
    mistake = InstitutionFactory(name="Mistake")

    client.post(f"/institutions/{mistake.pk}/remove/", {"version": 1, "reason": "Twice"})

    assert client.get(mistake.get_absolute_url()).status_code == 404
    assert "Mistake" in client.get("/institutions/removed/").content.decode()
    client.post(f"/institutions/{mistake.pk}/restore/")
    assert client.get(mistake.get_absolute_url()).status_code == 200
    verbs = list(Entry.objects.about(mistake).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["institution.removed", "institution.restored"]


def test_what_is_in_use_or_changed_is_not_removed(affiliate_admin):
    used, changed = InstitutionFactory(), InstitutionFactory(version=2)
    PartnershipFactory(institution=used)

    with pytest.raises(StillInUse, match="partnerships"):
        remove_institution(used, version=1, by=affiliate_admin)
    with pytest.raises(ChangedMeanwhile):
        remove_institution(changed, version=1, by=affiliate_admin)

    assert not Institution.objects.exclude(removed_at=None).exists()


def test_putting_back_what_is_there_changes_nothing(affiliate_admin):
    there = InstitutionFactory()
    restore_institution(there, by=affiliate_admin)
    there.refresh_from_db()
    assert there.version == 1
