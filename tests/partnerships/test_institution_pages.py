# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of an institution, adding and correcting: for whom, at what cost, with which refusals."""

import uuid

import pytest
from django.utils import translation

from partnerships.models import Institution
from partnerships.stages import Phase
from tests.factories import AdvocateFactory, InstitutionFactory, PartnershipFactory, member

pytestmark = pytest.mark.django_db
LIST, ADD = "/institutions/", "/institutions/add/"


@pytest.fixture
def desk(client, coordinator):
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


def facts(**changes):
    return {
        "form_key": uuid.uuid4(),
        "name": "Museum of Ponds",
        "kind": "museum",
        "country": "FR",
        "place": "",
        "names": "",
        "website": "",
        "wikidata_item": "",
        "latitude": "",
        "longitude": "",
    } | changes


# The page


@pytest.fixture
def busy_institution(coordinator):
    """With a partnership and an advocate of the coordinator's, and of others."""
    institution = InstitutionFactory(
        name="Pond House",
        names={"de": "Teichhaus"},
        latitude="48.5",
        longitude="100",
        website="https://pond.example/",
    )
    PartnershipFactory(institution=institution, affiliate=coordinator.affiliate, lead=coordinator)
    PartnershipFactory(
        institution=institution, is_public=True, lead=member("coordinator", wiki_username="Secret Lead")
    )
    PartnershipFactory(institution=institution, affiliate__name="Hidden Affiliate")
    AdvocateFactory(
        institution=institution,
        affiliate=coordinator.affiliate,
        name="Ada Pond",
        email="ada+pond@example.org",
    )
    AdvocateFactory(institution=institution, name="Hidden Person")
    return institution


def test_page_shows_the_public_only_what_is_public(client, busy_institution):
    answer = client.get(busy_institution.get_absolute_url())

    html = answer.content.decode()
    for text in ("Teichhaus", "https://pond.example/", "48.5, 100", "Identified"):
        assert text in html
    assert len(answer.context["partnerships"]) == 1
    for text in ("Secret Lead", "Hidden", "Ada Pond", "Advocates", "Open a partnership", "/correct/"):
        assert text not in html


def test_page_shows_those_who_work_there_more(desk, coordinator, busy_institution):
    html = desk.get(busy_institution.get_absolute_url()).content.decode()

    for text in (
        str(coordinator),
        "Ada Pond",
        "mailto:ada%2Bpond@example.org",
        "Add an advocate",
        "/correct/",
    ):
        assert text in html
    for text in ("Secret Lead", "Hidden"):
        assert text not in html
    assert "Open a partnership" not in html  # theirs is open already


def test_page_offers_to_open_a_partnership_where_none_is_open(desk, coordinator):
    institution = InstitutionFactory()
    PartnershipFactory(
        institution=institution, affiliate=coordinator.affiliate, lead=coordinator, phase=Phase.DECLINED
    )

    assert desk.get(institution.get_absolute_url()).context["may_open"] is True


@pytest.mark.parametrize("role", ["viewer", "volunteer", "wmf_staff", "platform_admin"])
def test_page_offers_no_buttons_to_those_who_may_not(client, request, role, busy_institution):
    client.force_login(request.getfixturevalue(role))

    html = client.get(busy_institution.get_absolute_url()).content.decode()

    for address in ("/correct/", "/introduce/", "/open-partnership/"):
        assert address not in html
    assert ("Ada Pond" in html) is (role == "viewer")


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_however_much_is_known(desk, coordinator, count, django_assert_num_queries):
    institution = InstitutionFactory()
    for _ in range(count):
        PartnershipFactory(institution=institution, is_public=True)
        AdvocateFactory(institution=institution, affiliate=coordinator.affiliate)

    # session, user, roles; institution, partnerships, advocates, their addresses, whether one could be opened;
    # and that somebody read how to reach them
    with django_assert_num_queries(9):
        desk.get(institution.get_absolute_url())


def test_missing_institution_is_a_404(client):
    assert client.get("/institutions/999999/").status_code == 404
    assert client.get("/institutions/99999999999999999999999/").status_code == 404


# Adding


def test_adding_an_institution(desk):
    answer = desk.post(
        ADD,
        facts(
            name="  Museum \t of\u202e Ponds ",
            names="de: Teichmuseum\n\nzh-Hant：x".replace("：", ": ") + "\nSR: Музеј",
            wikidata_item="https://www.wikidata.org/wiki/q42#sitelinks",
            website="pond.example/a",
            latitude="48.8606111",
            longitude="-2.337644",
            place="Lake Town",
        ),
    )

    institution = Institution.objects.get()
    assert answer.headers["Location"] == institution.get_absolute_url()
    assert institution.name == "Museum of Ponds"
    assert institution.names == {"de": "Teichmuseum", "zh-hant": "x", "sr": "Музеј"}
    assert (institution.wikidata_item, institution.website) == ("Q42", "https://pond.example/a")
    assert (str(institution.latitude), str(institution.longitude)) == ("48.86061", "-2.33764")


def test_identifiers_and_collections_are_kept_shown_and_served(desk):
    desk.post(
        ADD,
        facts(
            sector="health",
            collection_domains=["medicine", "books"],
            isil="de-1a",
            viaf="https://viaf.org/viaf/123456789/",
            ror="https://ror.org/05dxps055",
            commons_category="https://commons.wikimedia.org/wiki/Category:Ponds_of_%C3%89tang",
        ),
    )

    institution = Institution.objects.get()
    assert (institution.isil, institution.viaf, institution.ror) == ("DE-1a", "123456789", "05dxps055")
    assert institution.commons_category == "Ponds of Étang"
    html = desk.get(institution.get_absolute_url()).content.decode()
    for text in ("healthcare", "medicine, books and manuscripts", "DE-1a", "https://ror.org/05dxps055"):
        assert text in html
    served = desk.get(f"/api/v1/institutions/{institution.pk}/").json()
    assert (served["sector"], served["collection_domains"]) == ("health", ["medicine", "books"])


def test_emoji_and_right_to_left_names_are_kept(desk):
    desk.post(ADD, facts(name="متحف البرك 🏛️", names="he: מוזיאון"))

    institution = Institution.objects.get()
    assert institution.name == "متحف البرك 🏛️"
    assert institution.name in desk.get(LIST, {"q": "البرك"}).content.decode()


@pytest.mark.parametrize(
    "role, status",
    [("coordinator", 200), ("affiliate_admin", 200), ("viewer", 403), ("volunteer", 403), ("wmf_staff", 403)],
)
def test_adding_is_for_coordinators_and_administrators(client, request, role, status):
    client.force_login(request.getfixturevalue(role))

    assert client.get(ADD).status_code == status
    assert client.post(ADD, facts()).status_code == (302 if status == 200 else 403)
    assert Institution.objects.count() == (1 if status == 200 else 0)


def test_adding_asks_strangers_to_sign_in(client):
    answer = client.post(ADD, facts())

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/")


BAD_FACTS = [
    ({"name": ""}, "name"),
    ({"name": "a\0b"}, "name"),
    ({"name": "\u200e \u202e"}, "name"),
    ({"name": "x" * 10_000}, "name"),
    ({"kind": "castle"}, "kind"),
    ({"country": "Utopia"}, "country"),
    ({"country": ""}, "country"),
    ({"place": "x" * 10_000}, "place"),
    ({"names": "Teichmuseum"}, "names"),
    ({"names": "de: "}, "names"),
    ({"names": "german!: Teichmuseum"}, "names"),
    ({"names": "de: a\nde: b"}, "names"),
    ({"names": "de: " + "x" * 301}, "names"),
    ({"names": "de: a\0b"}, "names"),
    ({"names": "x\n" * 24_000}, "names"),
    (
        {"names": "\n".join(f"a{c}{d}{e}: n" for c in "abcdefgh" for d in "abcdefgh" for e in "abcdefgh")},
        "names",
    ),
    ({"website": "javascript:alert(1)"}, "website"),
    ({"website": "ftp://pond.example/"}, "website"),
    ({"website": "https://user:secret@pond.example/"}, "website"),
    ({"website": "https://user@pond.example/"}, "website"),
    ({"website": "http://["}, "website"),
    ({"website": "https://pond.example/" + "x" * 10_000}, "website"),
    ({"website": "https://\0"}, "website"),
    ({"wikidata_item": "P31"}, "wikidata_item"),
    ({"wikidata_item": "Q0"}, "wikidata_item"),
    ({"wikidata_item": "Q" + "1" * 40}, "wikidata_item"),
    ({"wikidata_item": "Q٤٢"}, "wikidata_item"),
    ({"wikidata_item": "https://evil.example/wiki/Q42"}, "wikidata_item"),
    ({"latitude": "48.5"}, "longitude"),
    ({"longitude": "2.3"}, "latitude"),
    ({"latitude": "91", "longitude": "0"}, "latitude"),
    ({"latitude": "0", "longitude": "-180.1"}, "longitude"),
    ({"latitude": "nan", "longitude": "inf"}, "latitude"),
    ({"latitude": "1e999999", "longitude": "1"}, "latitude"),
    ({"latitude": "north", "longitude": "1"}, "latitude"),
    ({"sector": "magic"}, "sector"),
    ({"collection_domains": ["art", "dragons"]}, "collection_domains"),
    ({"isil": "no isil at all"}, "isil"),
    ({"isil": "\0"}, "isil"),
    ({"viaf": "12a"}, "viaf"),
    ({"viaf": "٤٢"}, "viaf"),
    ({"viaf": "9" * 10_000}, "viaf"),
    ({"ror": "https://evil.example/05dxps055"}, "ror"),
    ({"commons_category": "A|b"}, "commons_category"),
    ({"commons_category": "水" * 100}, "commons_category"),
    ({"commons_category": "%00"}, "commons_category"),
    ({"names": "de: Museum\n" * 5000}, "names"),
    ({"form_key": ""}, "form_key"),
    ({"form_key": "again"}, "form_key"),
]


@pytest.mark.parametrize("changes, field", BAD_FACTS)
def test_bad_facts_are_refused_at_their_field_and_nothing_is_written(desk, changes, field):
    answer = desk.post(ADD, facts(**changes))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Institution.objects.exists()


def test_bad_lines_are_named_by_number(desk):
    answer = desk.post(ADD, facts(names="de: Teichmuseum\nPond\n\nxx: "))

    assert answer.context["form"].errors["names"] == [
        "Line 2: write a language code, a colon and the name, such as “de: Museum”.",
        "Line 4: the name is missing.",
    ]


def test_an_empty_post_is_refused(desk):
    assert desk.post(ADD, {}).status_code == 422


def test_a_second_click_adds_nothing_and_leads_to_the_first(desk):
    same = facts()
    first, second = desk.post(ADD, same), desk.post(ADD, same)

    assert Institution.objects.count() == 1
    assert second.headers["Location"] == first.headers["Location"]


def test_a_taken_item_is_refused_with_a_link_to_its_holder(desk):
    holder = InstitutionFactory(wikidata_item="Q42", name="Pond House")
    form = facts(wikidata_item="Q42")

    answer = desk.post(ADD, form)

    assert answer.status_code == 422
    assert f'href="{holder.get_absolute_url()}"' in answer.content.decode()
    assert Institution.objects.get() == holder
    # The key was not spent: the corrected form goes through.
    assert desk.post(ADD, form | {"wikidata_item": "Q43"}).status_code == 302


# Correcting


def correct(desk, institution, **changes):
    return desk.post(
        f"{institution.get_absolute_url()}correct/", facts(version=institution.version) | changes
    )


def test_correcting_an_institution(desk):
    institution = InstitutionFactory(name="Pnod", names={"de": "Teich"}, latitude="1", longitude="2")
    page = desk.get(f"{institution.get_absolute_url()}correct/")
    assert "de: Teich" in page.content.decode()

    answer = correct(desk, institution, name="Pond")

    institution.refresh_from_db()
    assert answer.status_code == 302
    assert (institution.name, institution.names, institution.latitude) == ("Pond", {}, None)


@pytest.mark.parametrize("role", ["viewer", "volunteer", "wmf_staff"])
def test_correcting_is_refused_to_others(client, request, role):
    institution = InstitutionFactory()
    client.force_login(request.getfixturevalue(role))

    assert correct(client, institution).status_code == 403
    assert client.get(f"{institution.get_absolute_url()}correct/").status_code == 403
    assert Institution.objects.get().version == 1


def test_correcting_a_missing_institution_is_a_404(desk):
    assert desk.get("/institutions/999999/correct/").status_code == 404


def test_bad_correction_changes_nothing(desk):
    institution = InstitutionFactory(name="Pond")

    assert correct(desk, institution, name="", country="JP").status_code == 422
    assert Institution.objects.get(country="FR").name == "Pond"


def test_a_lost_update_is_refused_with_what_is_there_now_and_may_be_sent_again(desk):
    institution = InstitutionFactory(name="Pond")
    correct(desk, institution, name="Lake")

    answer = correct(desk, institution, name="Sea")

    assert answer.status_code == 409
    assert Institution.objects.get().name == "Lake"
    assert ("Name", "Lake") in answer.context["form"].differences
    version = answer.context["form"]["version"].value()
    assert correct(desk, institution, name="Sea", version=version).status_code == 302
    assert Institution.objects.get().name == "Sea"


def test_a_correction_may_not_take_anothers_item(desk):
    InstitutionFactory(wikidata_item="Q42")
    institution = InstitutionFactory()

    assert correct(desk, institution, wikidata_item="Q42").status_code == 422
    institution.refresh_from_db()
    assert institution.wikidata_item is None


def test_pages_read_in_arabic(desk, busy_institution):
    with translation.override("ar"):
        addresses = [
            LIST,
            ADD,
            busy_institution.get_absolute_url(),
            f"{busy_institution.get_absolute_url()}correct/",
        ]
    for address in addresses:
        html = desk.get(address, headers={"accept-language": "ar"}).content.decode()
        assert 'dir="rtl"' in html
        assert "48.5" in html or address in (LIST, ADD)
