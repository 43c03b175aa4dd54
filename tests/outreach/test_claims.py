# SPDX-License-Identifier: GPL-3.0-or-later
"""What pages claim of people, what somebody decided about it, and that the decision holds."""

import pytest

from journal.models import Entry
from outreach.actions import decide_claims
from outreach.errors import ClaimsChanged
from outreach.models import Claim, Contributor, Evidence
from outreach.parsing import Mention, says_of
from outreach.parsing.keys import claim_key
from tests.factories import AffiliateFactory
from tests.outreach.conftest import STUDIES, synced

CONTACTS = "GLAM/Contact us"
pytestmark = pytest.mark.django_db


def claims(**fields):
    return set(Claim.objects.filter(**fields).values_list("kind", "key", "state"))


def test_two_pages_that_say_the_same_state_one_claim(wiki):
    wiki.write(CONTACTS, "# [[User:Ada Example]] (The Museum of X)", by=["Cleo Mockup"])
    wiki.write("GLAM/Volunteers", "* {{u|Ada Example}} -- museum of X", by=["Cleo Mockup"])

    synced(wiki)

    assert claims() == {("affiliation", "museum of x", "open")}
    assert Evidence.objects.count() == 2


def test_claim_goes_with_the_last_page_that_states_it(wiki):
    first = wiki.write(CONTACTS, "# [[User:Ada Example]] (WMNW)")
    second = wiki.write("GLAM/Volunteers", "# [[User:Ada Example]] (WMNW)")
    synced(wiki)

    wiki.edit(first, "# [[User:Ada Example]]")
    synced(wiki)
    assert claims() == {("affiliation", "wmnw", "open")}
    wiki.delete(second)
    synced(wiki)

    assert claims() == set()


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_decision_survives_syncs_other_lists_and_a_time_without_any_page(wiki, coordinator, state):
    page_id = wiki.write(CONTACTS, "# [[User:Ada Example]] (WMNW)", by=["Ada Example=7"])
    synced(wiki)
    decide_claims([Claim.objects.get().pk], state, by=coordinator)

    wiki.edit(page_id, "# [[User:Ada Example]] (wmnw.)\nMore.")
    synced(wiki)
    assert claims() == {("affiliation", "wmnw", state)}
    wiki.delete(page_id)
    synced(wiki)
    assert claims() == {("affiliation", "wmnw", state)}
    wiki.write("GLAM/Volunteers", "# [[User:Ada the Second]] (WMNW)", by=["Ada the Second=7"])
    synced(wiki)

    assert claims() == {("affiliation", "wmnw", state)}
    assert Claim.objects.get().contributor.username == "Ada the Second"
    assert Claim.objects.get().decided_by == coordinator


def test_decision_moves_with_an_account_that_stood_under_two_names(wiki, coordinator):
    wiki.write(CONTACTS, "# [[User:Old Name]] (WMNW)\n# [[User:New Name]] (WMNW)", by=["Cleo Mockup"])
    study = wiki.write(STUDIES + "Museum A", by=["Old Name=7"])
    synced(wiki)
    decide_claims([Claim.objects.get(contributor__username="Old Name").pk], "rejected", by=coordinator)
    wiki.edit(study, "New.", by=["New Name=7"])

    synced(wiki)

    assert claims(contributor__username="New Name") == {("affiliation", "wmnw", "rejected")}
    assert not Contributor.objects.filter(username="Old Name").exists()


def test_decision_is_recorded_without_the_persons_data(wiki, coordinator):
    wiki.write(CONTACTS, "# [[User:Ada Example]] (WMNW)")
    synced(wiki)

    assert decide_claims([Claim.objects.get().pk], "confirmed", by=coordinator) == 1
    assert decide_claims([Claim.objects.get().pk], "confirmed", by=coordinator) == 0

    line = Entry.objects.get()
    assert (line.verb, line.actor, line.note, line.after) == ("claim.confirmed", coordinator, "", "")


def test_confirmed_affiliation_knows_its_affiliate_and_its_institution(wiki, coordinator):
    wiki.write(CONTACTS, "{|\n! User !! Institution !! Role\n|-\n| {{u|Ada}} || WMNW || Curator\n|}")
    synced(wiki)
    affiliate = AffiliateFactory()

    decide_claims(
        Claim.objects.values_list("pk", flat=True),
        "confirmed",
        by=coordinator,
        affiliate=affiliate,
        item="Q900000001",
    )

    assert set(Claim.objects.values_list("kind", "affiliate", "item")) == {
        ("affiliation", affiliate.pk, "Q900000001"),
        ("role", None, ""),
    }


def test_claim_is_opened_again_as_if_nobody_had_decided(wiki, coordinator):
    wiki.write(CONTACTS, "# [[User:Ada Example]] (WMNW)")
    synced(wiki)
    pk = Claim.objects.get().pk
    decide_claims([pk], "confirmed", by=coordinator, item="Q900000001")

    decide_claims([pk], "open", by=coordinator)

    claim = Claim.objects.get()
    assert (claim.state, claim.decided_by, claim.decided_at, claim.item) == ("open", None, None, "")


def test_decision_about_a_claim_that_went_changes_nothing(wiki, coordinator):
    wiki.write(CONTACTS, "# [[User:Ada Example]] (WMNW)")
    synced(wiki)
    pk = Claim.objects.get().pk

    with pytest.raises(ClaimsChanged):
        decide_claims([pk, pk + 1000], "confirmed", by=coordinator)

    assert claims() == {("affiliation", "wmnw", "open")}


def test_parts_of_a_mention_become_claims_each_of_its_kind():
    one = Mention(
        "Ada",
        country_text="Spain",
        role_text="Curator",
        confidence=0.9,
        affiliations=("WMES", "Museum of X"),
        is_country_said=True,
        skill_text="Uploads, Wikidata and maps",
    )

    said = {(each.kind, each.key, each.confidence) for each in says_of(one, area="France report")}

    assert said == {
        ("affiliation", "wmes", 0.9),
        ("affiliation", "museum of x", 0.9),
        ("country", "ES", 0.9),
        ("role", "curator", 0.9),
        ("skill", "uploads", 0.9),
        ("skill", "wikidata", 0.9),
        ("skill", "maps", 0.9),
    }


@pytest.mark.parametrize(
    "words, key",
    [
        ("The Museum of  X.", "museum of x"),
        ("MUSÉE d'Art", "musee d art"),
        ("--", ""),
        ("متحف", "متحف"),
        ("The", "the"),
    ],
)
def test_key_leaves_out_what_differs_by_accident(words, key):
    assert claim_key(words) == key
