# SPDX-License-Identifier: GPL-3.0-or-later
"""Contributors follow the pages: who edited them, whom they name, and what they claim."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import transaction

from outreach.actions import Told, state_contributors
from outreach.actions.contributors import editors_of
from outreach.models import Claim, Contribution, Contributor, Evidence, Page
from outreach.reports import SURE
from tests.factories import ContributorFactory, PageFactory
from tests.outreach.conftest import STUDIES, synced
from tests.outreach.fake_wiki import person

pytestmark = pytest.mark.django_db

CONTACTS = """== Contacts ==
# [[User:Ada Example|Ada]] (WMNW, Film Archive of Freedonia)
# [[User:Borislav Sample]]
"""
REPORT = "{{GLAM/Newsletter/Title|A month|By [[User:Ada Example]] and Borislav Sample}}\nThanks to [[User:Cleo Mockup]]!"


def told(role):
    rows = Contribution.objects.filter(role=role)
    return set(rows.values_list("contributor__username", "page__title"))


def test_editors_come_from_the_edit_history(wiki):
    wiki.write(STUDIES + "Museum A", by=["Ada Example", "Borislav Sample"])

    synced(wiki)

    assert told("edited") == {
        ("Ada Example", STUDIES + "Museum A"),
        ("Borislav Sample", STUDIES + "Museum A"),
    }
    assert Page.objects.get().anonymous_contributors == 2


def test_list_of_people_names_them_with_claims_and_their_revision(wiki):
    wiki.write("GLAM/Contact us", CONTACTS, by=["Cleo Mockup"])

    synced(wiki)

    page = Page.objects.get()
    claims = Claim.objects.filter(contributor__username="Ada Example")
    assert set(claims.values_list("kind", "value")) == {
        ("affiliation", "WMNW"),
        ("affiliation", "Film Archive of Freedonia"),
    }
    evidence = Evidence.objects.filter(claim__in=claims).values_list(
        "page", "revision", "shape", "confidence"
    )
    assert set(evidence) == {(page.pk, page.revision, "list", 0.9)}
    assert {name for name, _ in told("named")} == {"Ada Example", "Borislav Sample"}


def test_name_that_may_be_no_account_is_not_taken_for_one(wiki):
    wiki.write("GLAM/Contact us", "== Contacts ==\n# [[User:Ada Example]]\n# Vahid Nobody (no account yet)")

    synced(wiki)

    assert {name for name, _ in told("named")} == {"Ada Example"}


def test_report_names_the_authors_of_its_by_line_only(wiki):
    wiki.write("GLAM/Newsletter/May 2013/Contents/UK report", REPORT)

    synced(wiki)

    assert {name for name, _ in told("named")} == {"Ada Example", "Borislav Sample"}


def test_claim_that_came_later_says_which_revision_brought_it(wiki):
    page_id = wiki.write("GLAM/Contact us", CONTACTS)
    synced(wiki)
    first = Page.objects.get().revision
    wiki.edit(page_id, CONTACTS.replace("WMNW", "WMXX"))

    synced(wiki)

    revisions = dict(Evidence.objects.values_list("claim__value", "revision"))
    assert revisions == {"WMXX": Page.objects.get().revision, "Film Archive of Freedonia": first}
    assert set(Contribution.objects.filter(role="named").values_list("revision", flat=True)) == {first}


def test_person_taken_off_a_list_is_no_longer_named(wiki):
    page_id = wiki.write("GLAM/Contact us", CONTACTS)
    synced(wiki)
    wiki.edit(page_id, "# [[User:Borislav Sample]]")

    synced(wiki)

    assert told("named") == {("Borislav Sample", "GLAM/Contact us")}


@pytest.mark.parametrize("how", ["delete", "hide"])
def test_list_that_went_names_nobody(wiki, how):
    page_id = wiki.write("GLAM/Contact us", CONTACTS)
    synced(wiki)
    if how == "delete":
        wiki.delete(page_id)
    else:
        wiki.hide(page_id)

    synced(wiki)

    assert told("named") == set()


TWO_NAMES = "# [[User:New Name]] (WMNW)\n# [[User:Old Name]]"


def test_account_known_under_two_names_becomes_one(wiki):
    study = wiki.write(STUDIES + "Museum A", by=["Old Name=7"])
    other = wiki.write(STUDIES + "Museum B", by=["Old Name=7"])
    contacts = wiki.write("GLAM/Contact us", TWO_NAMES, by=["Cleo Mockup"])
    synced(wiki)
    wiki.edit(study, "New.", by=["New Name=7"])

    synced(wiki)

    assert not Contributor.objects.filter(username="Old Name").exists()
    work = Contribution.objects.filter(contributor__username="New Name", contributor__account_id=7)
    assert set(work.values_list("page__page_id", "role")) == {
        (study, "edited"), (other, "edited"), (contacts, "named"),
    }  # fmt: skip


def test_account_named_before_it_edits_learns_its_number(wiki):
    wiki.write("GLAM/Contact us", "# [[User:Ada Example]]", by=["Cleo Mockup"])
    synced(wiki)
    wiki.write(STUDIES + "Museum A", by=["Ada Example=7"])

    synced(wiki)

    assert Contributor.objects.get(username="Ada Example").account_id == 7


def test_name_that_passed_to_another_account_is_the_new_ones(wiki):
    study = wiki.write(STUDIES + "Museum A", by=["Ada Example=7"])
    synced(wiki)
    wiki.edit(study, "New.", by=["Ada Example=8", "Ada the First=7"])

    synced(wiki)

    assert set(Contributor.objects.values_list("username", "account_id")) == {
        ("Ada Example", 8),
        ("Ada the First", 7),
    }


def test_report_dates_its_authors_by_its_month_and_places_them_by_its_area(wiki):
    wiki.write("GLAM/Newsletter/May 2013/Contents/Spain report", REPORT)

    synced(wiki)

    rows = Contribution.objects.filter(role="named").values_list("active_on", flat=True)
    assert set(rows) == {date(2013, 5, 1)}
    assert set(Claim.objects.values_list("kind", "key", "contributor__username")) == {
        ("country", "ES", "Ada Example"),
        ("country", "ES", "Borislav Sample"),
    }
    assert max(Evidence.objects.values_list("confidence", flat=True)) < SURE


@pytest.mark.parametrize("stamp, day", [("12 March 2012", date(2012, 3, 12)), ("12 March 2031", None)])
def test_signature_dates_a_person_unless_the_page_is_older(wiki, stamp, day):
    wiki.write("GLAM/Contact us", f"# [[User:Ada Example]] 18:02, {stamp} (UTC) - Ada - keeper at the Museum")

    synced(wiki)

    assert Contribution.objects.get(role="named").active_on == day


def test_last_editor_is_dated_where_the_wiki_named_them():
    fetched = SimpleNamespace(
        contributors=[person("Ada=7"), person("Bob=8")],
        revised_at=datetime(2024, 5, 6, tzinfo=UTC),
        last_editor="Ada",
        last_editor_id=7,
    )

    days = {one.username: one.active_on for one in editors_of(fetched)}

    assert days == {"Ada": date(2024, 5, 6), "Bob": None}


def test_editors_day_stays_when_somebody_else_edits():
    page, ada = PageFactory(), ContributorFactory(username="Ada")
    known = date(2020, 1, 2)
    with transaction.atomic():
        state_contributors("edited", {page: [Told("Ada", ada.account_id, active_on=known)]})
        state_contributors("edited", {page: [Told("Ada", ada.account_id)]})

    assert Contribution.objects.get().active_on == known
