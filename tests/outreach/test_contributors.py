# SPDX-License-Identifier: GPL-3.0-or-later
"""Contributors follow the pages: who edited them, whom they name, and who asked to be left out."""

import pytest

from outreach.models import Contribution, Contributor, Page
from tests.outreach.conftest import STUDIES, synced

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


def test_list_of_people_names_them_with_a_claim_and_its_revision(wiki):
    wiki.write("GLAM/Contact us", CONTACTS, by=["Cleo Mockup"])

    synced(wiki)

    claim = Contribution.objects.get(role="named", contributor__username="Ada Example")
    assert claim.affiliation == "WMNW, Film Archive of Freedonia"
    assert (claim.confidence, claim.revision) == (0.9, claim.page.revision)
    assert {name for name, _ in told("named")} == {"Ada Example", "Borislav Sample"}


def test_name_that_may_be_no_account_is_not_taken_for_one(wiki):
    wiki.write("GLAM/Contact us", "== Contacts ==\n# [[User:Ada Example]]\n# Vahid Nobody (no account yet)")

    synced(wiki)

    assert {name for name, _ in told("named")} == {"Ada Example"}


def test_report_names_the_authors_of_its_by_line_only(wiki):
    wiki.write("GLAM/Newsletter/May 2013/Contents/UK report", REPORT)

    synced(wiki)

    assert {name for name, _ in told("named")} == {"Ada Example", "Borislav Sample"}


def test_claim_that_changed_says_which_revision_does(wiki):
    page_id = wiki.write("GLAM/Contact us", CONTACTS)
    synced(wiki)
    first = Page.objects.get().revision
    wiki.edit(page_id, CONTACTS.replace("WMNW", "WMXX"))

    synced(wiki)

    revisions = dict(
        Contribution.objects.filter(role="named").values_list("contributor__username", "revision")
    )
    assert revisions == {"Ada Example": Page.objects.get().revision, "Borislav Sample": first}


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


def test_opted_out_contributor_stays_so_and_nothing_is_kept_of_them(wiki):
    page_id = wiki.write("GLAM/Contact us", CONTACTS, by=["Ada Example"])
    synced(wiki)
    Contributor.objects.filter(username="Ada Example").update(is_opted_out=True)
    wiki.edit(page_id, CONTACTS + "\nMore.")

    synced(wiki)

    assert Contributor.objects.get(username="Ada Example").is_opted_out
    assert not Contribution.objects.filter(contributor__username="Ada Example").exists()


def test_renamed_account_keeps_its_row_and_its_wish_to_be_left_out(wiki):
    page_id = wiki.write(STUDIES + "Museum A", by=["Old Name=7"])
    synced(wiki)
    Contributor.objects.update(is_opted_out=True)
    wiki.edit(page_id, "New.", by=["New Name=7"])

    synced(wiki)

    assert list(Contributor.objects.values_list("username", "account_id", "is_opted_out")) == [
        ("New Name", 7, True)
    ]


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


def test_wish_to_be_left_out_passes_to_the_name_that_an_account_becomes_one_with(wiki):
    study = wiki.write(STUDIES + "Museum A", by=["Old Name=7"])
    wiki.write("GLAM/Contact us", TWO_NAMES, by=["Cleo Mockup"])
    synced(wiki)
    Contributor.objects.filter(username="Old Name").update(is_opted_out=True)
    wiki.edit(study, "New.", by=["New Name=7"])

    synced(wiki)

    assert Contributor.objects.get(account_id=7).is_opted_out


def test_account_named_before_it_edits_learns_its_number(wiki):
    wiki.write("GLAM/Contact us", "# [[User:Ada Example]]", by=["Cleo Mockup"])
    synced(wiki)
    wiki.write(STUDIES + "Museum A", by=["Ada Example=7"])

    synced(wiki)

    assert Contributor.objects.get(username="Ada Example").account_id == 7
