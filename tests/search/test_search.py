# SPDX-License-Identifier: GPL-3.0-or-later
"""One search over everything: it finds what one may see, best first, and tells nothing of the rest."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from accounts.limits import LIMITS, Limit, Per
from accounts.models import User
from casestudies.models import Translation
from outreach.models import Contributor
from search import reports
from search.commands import COMMANDS
from teamwork.models import Note, Task
from teamwork.models.threads import thread_of
from tests.factories import (
    AdvocateFactory,
    CaseStudyFactory,
    ContributorFactory,
    InstitutionFactory,
    MouFactory,
    PageFactory,
    PartnershipFactory,
)

pytestmark = pytest.mark.django_db


def _furnish(coordinator, number=0):
    """One of everything that is called Zanzibar, in the coordinator's affiliate."""
    affiliate = coordinator.affiliate
    institution = InstitutionFactory(name="Zanzibar Museum")
    partnership = PartnershipFactory(institution=institution, affiliate=affiliate, lead=coordinator)
    AdvocateFactory(institution=institution, affiliate=affiliate, name="Zanzibar Zoe")
    MouFactory(partnership=partnership, title="Memorandum of Zanzibar")
    CaseStudyFactory(mirrored=True, title="Zanzibar in a summer")
    ContributorFactory(username=f"Zanzibari {number}")
    thread = thread_of(partnership)
    Task.objects.create(affiliate=affiliate, title="Call Zanzibar", assignee=coordinator, **thread)
    Note.objects.create(affiliate=affiliate, author=coordinator, text="They of Zanzibar said yes", **thread)
    User.objects.filter(pk=coordinator.pk).update(wiki_username="Zanzibar Clara")


def _kinds(user) -> set[str]:
    return {found.kind.name for found in reports.find(user, "zanzibar", limit=5)}


def test_search_finds_every_kind_from_inside(coordinator):
    _furnish(coordinator)

    assert _kinds(coordinator) == {
        "institutions",
        "partnerships",
        "advocates",
        "agreements",
        "tasks",
        "notes",
        "case-studies",
        "people",
        "contributors",
    }


def test_search_tells_a_stranger_only_what_is_public(coordinator, stranger, wmf_staff, volunteer):
    _furnish(coordinator)

    assert _kinds(volunteer) == {"institutions", "case-studies", "contributors"}
    assert _kinds(stranger) == {"institutions", "case-studies", "contributors", "people"}
    assert _kinds(wmf_staff) == {
        "institutions",
        "partnerships",
        "agreements",
        "case-studies",
        "contributors",
        "people",
    }


def test_search_tells_nothing_of_drafts_removed_partnerships_and_unchecked_accounts(coordinator, stranger):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    thread = thread_of(partnership)
    Task.objects.create(
        affiliate=coordinator.affiliate, title="Call Zanzibar", assignee=coordinator, **thread
    )
    Note.objects.create(
        affiliate=coordinator.affiliate, author=coordinator, text="Zanzibar said yes", **thread
    )
    draft = CaseStudyFactory(title="Zanzibar in a summer", search_text="Zanzibar", author=coordinator)
    unchecked = ContributorFactory(username="Zanzibari")
    Contributor.objects.filter(pk=unchecked.pk).update(
        standing=Contributor.Standing.UNCHECKED, account_id=None
    )

    assert _kinds(coordinator) == {"tasks", "notes", "case-studies"}
    assert _kinds(stranger) == set()
    partnership.removed_at = timezone.now()
    partnership.save()
    draft.delete()
    assert _kinds(coordinator) == set()


def test_search_puts_the_whole_name_first_then_beginnings():
    for name in ("Old Harbour Museum", "Harbour", "Harbour Sound Archive"):
        InstitutionFactory(name=name)

    (found,) = reports.find(AnonymousUser(), "harbour", limit=5)

    assert [hit.title for hit in found.hits] == ["Harbour", "Harbour Sound Archive", "Old Harbour Museum"]


def test_search_finds_a_name_in_another_language(client):
    InstitutionFactory(name="Museum of Passing Clouds", names={"ar": "متحف الغيوم العابرة"})

    response = client.get(reverse("search:search"), {"q": "الغيوم"})

    assert [hit.title for hit in response.context["found"][0].hits] == ["Museum of Passing Clouds"]


@pytest.mark.parametrize("words", ["", "   ", "\0", "%", "'\"\\", "()&|!:*", "🎭", "א" * 5000, "a b " * 2000])
def test_search_bears_whatever_is_typed(client, words):
    InstitutionFactory()

    assert client.get(reverse("search:search"), {"q": words}).status_code == 200
    assert client.get(reverse("search:palette"), {"q": words}).status_code == 200


def test_search_shows_more_of_one_kind(client):
    for _n in range(15):
        InstitutionFactory(name="Zanzibar Museum")

    first = client.get(reverse("search:search"), {"q": "zanzibar"})
    more = client.get(reverse("search:search"), {"q": "zanzibar", "kind": "institutions"})

    assert len(first.context["found"][0].hits) == 10
    assert first.context["found"][0].has_more
    assert len(more.context["found"][0].hits) == 15


@pytest.mark.parametrize("count", [1, 8])
def test_search_costs_the_same_however_much_it_finds(
    client, coordinator, count, django_assert_max_num_queries
):
    for number in range(count):
        _furnish(coordinator, number)
    client.force_login(coordinator)

    with django_assert_max_num_queries(16):
        client.get(reverse("search:search"), {"q": "zanzibar"})


def test_palette_offers_only_doors_that_open(client, volunteer, coordinator):
    for user in (volunteer, coordinator):
        client.force_login(user)
        offered = client.get(reverse("search:palette")).context["commands"]

        assert len(offered) > 3
        assert {client.get(each.address).status_code for each in offered} <= {200, 302}


def test_palette_narrows_its_commands_to_the_words(client, coordinator):
    client.force_login(coordinator)

    offered = client.get(reverse("search:palette"), {"q": "add inst"}).context["commands"]

    assert [each.door for each in offered] == ["partnerships:institution-add"]


def test_keys_of_commands_are_given_once():
    keys = [each.keys for each in COMMANDS if each.keys]

    assert len(keys) == len(set(keys)) > 5


def test_a_case_study_is_found_by_its_translation_and_marked_where_its_title_says_so(client, volunteer):
    study = CaseStudyFactory(mirrored=True, title="Die <Museumsinsel>")
    Translation.objects.create(
        page=PageFactory(kind="translation"),
        case_study=study,
        source_title="x",
        language="ja",
        title="博物館島",
    )

    (hit,) = reports.find(volunteer, "museum", limit=5)[0].hits
    assert hit.marked == "Die &lt;<mark>Museumsinsel</mark>&gt;"
    assert (
        "<mark>Museumsinsel</mark>" in client.get(reverse("search:palette"), {"q": "museum"}).content.decode()
    )
    (found,) = reports.find(volunteer, "博物館", limit=5, only="case-studies")
    assert [each.title for each in found.hits] == ["Die <Museumsinsel>"]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("zq", {"institutions", "partnerships"}),
        ("zqx", {"institutions", "partnerships", "case-studies", "advocates", "notes", "contributors"}),
        ("絵", {"institutions", "partnerships", "advocates", "notes", "contributors"}),
    ],
)
def test_two_letters_are_looked_for_at_the_beginnings_of_words_alone(client, coordinator, words, kinds):
    name = "zqxyz" if words.startswith("z") else "絵本"
    institution = InstitutionFactory(name=f"{name} Museum")
    partnership = PartnershipFactory(institution=institution, affiliate=coordinator.affiliate)
    AdvocateFactory(institution=institution, affiliate=coordinator.affiliate, name=name)
    ContributorFactory(username=name)
    if words.startswith("z"):
        CaseStudyFactory(mirrored=True, title=f"{name} in a summer", search_text=name)
    Note.objects.create(
        affiliate=coordinator.affiliate, author=coordinator, text=name, **thread_of(partnership)
    )

    assert {each.kind.name for each in reports.find(coordinator, words, limit=5)} == kinds
    client.force_login(coordinator)
    is_said = "With one or two letters" in client.get(reverse("search:search"), {"q": words}).text
    assert is_said == (words == "zq")


def test_search_and_palette_share_one_limit(client, volunteer, monkeypatch):
    monkeypatch.setitem(LIMITS, "search", (Limit(2, 60, Per.USER), Limit(1, 60, Per.STRANGER)))
    addresses = [reverse("search:search"), reverse("search:palette"), reverse("search:search")]

    assert [client.get(each).status_code for each in addresses] == [200, 429, 429]
    client.force_login(volunteer)
    assert [client.get(each).status_code for each in addresses] == [200, 200, 429]
