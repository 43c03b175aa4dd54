# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole study as one wikitext: to and fro between it and the form, refused in words, and both texts of a conflict."""

import re

import pytest

from casestudies import actions
from casestudies.errors import BelongsToTheWiki, NotADraft
from casestudies.models import Section
from casestudies.parsing import OTHER, ParsedSection
from journal.models import Entry
from tests.casestudies.desk import (  # fixtures too
    draft,
    elsewhere,
    handed_out,
    signed_in,
    text_of,
    url,
    with_partners,
)
from tests.factories import CaseStudyFactory

__all__ = ["draft", "signed_in", "with_partners"]
pytestmark = pytest.mark.django_db


def test_wikitext_is_all_sections_and_saving_it_unchanged_changes_nothing(signed_in, with_partners):
    form = signed_in.get(url("write-wikitext", with_partners)).context["form"]
    text = form["wikitext"].value()
    assert text.startswith("== Summary/Abstract ==\n\n== Context/Background ==")
    assert text.endswith("== Partners ==\n\nThe museum\n")

    signed_in.post(url("write-wikitext", with_partners), handed_out(with_partners, wikitext=text))

    with_partners.refresh_from_db()
    assert with_partners.version == 2


@pytest.mark.parametrize(
    "words", ["خرائط '''للجميع'''", "みんなの地図", "Maps <ref>x</ref>", "{{never closed", "<!--"]
)
def test_wikitext_and_form_go_to_and_fro(signed_in, with_partners, words):
    elsewhere(with_partners, goals=words, outcomes="Ten")
    address = url("write-wikitext", with_partners)
    text = signed_in.get(address).context["form"]["wikitext"].value()

    changed = text.replace("The museum", f"{words} and more")
    signed_in.post(address, handed_out(with_partners, wikitext=changed.replace("\n", "\r\n")))

    assert (text_of(with_partners), text_of(with_partners, "outcomes")) == (words, "Ten")
    assert Section.objects.get(heading="Partners").text == f"{words} and more"
    assert signed_in.get(address).context["form"]["wikitext"].value() == changed


def test_wikitext_with_a_new_heading_is_kept_under_it_and_said(signed_in, draft):
    address = url("write-wikitext", draft)

    response = signed_in.post(
        address,
        handed_out(draft, wikitext="Maps.\n\n== Thanks ==\nTo {{all\n\n== Goals ==\nReach"),
        follow=True,
    )

    assert [(each.key, each.heading, each.text) for each in draft.sections.all() if each.text] == [
        ("summary", "", "Maps."),
        (OTHER, "Thanks", "To {{all"),
        ("goals", "", "Reach"),
    ]
    assert draft.sections.count() == 8
    html = response.content.decode()
    assert "none of the form&#x27;s headings" in html or "none of the form's headings" in html
    assert re.search(r"Thanks, line 1: <code dir=\"ltr\">{{</code> is opened and not closed\.", html)
    assert Entry.objects.filter(verb="casestudy.saved").count() == 1


def test_wikitext_of_words_only_is_saved_section_by_section(signed_in, with_partners):
    page = handed_out(with_partners)
    text = signed_in.get(url("write-wikitext", with_partners)).context["form"]["wikitext"].value()
    elsewhere(with_partners, goals="Theirs")

    page |= {"version": 3, "wikitext": text.replace("== Outcomes ==", "== Outcomes ==\n\nMine")}
    signed_in.post(url("write-wikitext", with_partners), page)

    assert (text_of(with_partners), text_of(with_partners, "outcomes")) == ("Theirs", "Mine")


def test_wikitext_of_an_old_version_shows_both_and_a_second_try_counts(signed_in, draft):
    address, page = url("write-wikitext", draft), handed_out(draft, wikitext="Mine\n\n== Mine ==\n")
    elsewhere(draft, goals="Theirs")

    response = signed_in.post(address, page)

    html = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in html.split("What is saved")[1].split("What you typed")[0]
    assert response.context["form"]["wikitext"].value() == "Mine\n\n== Mine ==\n"
    assert signed_in.post(address, page | {"version": 2}).status_code == 302
    assert text_of(draft, "summary") == "Mine"


def test_wikitext_tells_the_script_how_it_went(signed_in, draft):
    address = url("write-wikitext", draft)

    saved = signed_in.post(address, handed_out(draft, wikitext="Mine"), headers={"HX-Request": "true"})
    refused = signed_in.post(
        address, handed_out(draft, wikitext="x" * 60_000), headers={"HX-Request": "true"}
    )

    assert re.search(r'data-line="saved">Saved \d\d:\d\d', saved.content.decode())
    assert refused.status_code == 422
    assert "“Summary” has 60000 characters; a section may have 50000 at most." in refused.content.decode()
    assert Entry.objects.filter(verb="casestudy.saved").count() == 0


@pytest.mark.parametrize(
    ("wikitext", "said"),
    [
        ("x" * 200_000, "“Summary” has 200000 characters; a section may have 50000 at most."),
        ("x\n\n" * 150_000, "at most 400000 characters (it has 450000)"),
        ("== A ==\n" * 200, "This text has 207 headings; at most 100 are possible."),
        ("a\x00b", "Null characters"),
    ],
)
def test_wikitext_that_cannot_be_saved_is_said_and_stays(signed_in, draft, wikitext, said):
    response = signed_in.post(url("write-wikitext", draft), handed_out(draft, wikitext=wikitext))

    assert response.status_code == 422
    assert said in response.content.decode()
    assert response.context["form"]["wikitext"].value() == wikitext
    draft.refresh_from_db()
    assert draft.version == 1


def test_rewrite_refuses_what_is_not_a_draft(volunteer):
    filed = CaseStudyFactory(filed=True, author=volunteer)
    with pytest.raises(NotADraft):
        actions.rewrite_case_study(filed, [ParsedSection("goals", "", "x")], version=1, by=volunteer)
    with pytest.raises(NotADraft):
        actions.save_own_sections(filed, {0: "x"}, version=1, by=volunteer)
    with pytest.raises(BelongsToTheWiki):
        actions.rewrite_case_study(CaseStudyFactory(mirrored=True), [], version=1, by=volunteer)
    assert not Section.objects.exists()
    assert not Entry.objects.exists()
