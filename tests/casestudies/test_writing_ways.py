# SPDX-License-Identifier: GPL-3.0-or-later
"""One section at a time, as one wikitext, looked at and looked over: what is saved, said and never lost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies import actions
from casestudies.errors import ChangedMeanwhile
from casestudies.forms import SECTION_LIMIT
from casestudies.models import CaseStudy, Section
from casestudies.parsing import OTHER, ParsedSection
from casestudies.steps import Progress, empty_steps, steps_from, steps_of
from tests.casestudies.desk import (  # fixtures too
    draft,
    elsewhere,
    handed_out,
    signed_in,
    text_of,
    url,
    with_partners,
)
from tests.factories import PartnershipFactory

__all__ = ["draft", "signed_in", "with_partners"]

pytestmark = pytest.mark.django_db
ANSWERS = {"licence": "on", "people_named": "none"}
WORDS = "We put the maps of the region online together with the museum and its many friends. " * 3


# One section at a time


@pytest.mark.parametrize(
    ("slug", "go", "leads_to"),
    [
        ("about", "next", "summary"),
        ("goals", "next", "implementation"),
        ("goals", "back", "context"),
        ("goals", "stay", "goals"),
        ("goals", "nonsense", "goals"),
        ("about", "back", "about"),
        ("resources", "next", "check"),
    ],
)
def test_a_step_saves_and_leads_on(signed_in, draft, slug, go, leads_to):
    typed = {"title": "Maps", "language": "en"} if slug == "about" else {f"section_{slug}": "Words"}

    response = signed_in.post(url("write-section", draft, slug), handed_out(draft, go=go, **typed))

    assert response.url == f"/case-studies/{draft.pk}/write/{leads_to}/"
    draft.refresh_from_db()
    assert draft.version == 2
    assert draft.title == ("Maps" if slug == "about" else "A scanner on loan")


def test_a_step_saves_its_section_alone(signed_in, draft):
    elsewhere(draft, summary="In short")

    signed_in.post(
        url("write-section", draft, "goals"),
        handed_out(draft, section_goals="Reach", section_summary="", title="Other"),
    )

    draft.refresh_from_db()
    assert (text_of(draft), text_of(draft, "summary"), draft.title) == (
        "Reach",
        "In short",
        "A scanner on loan",
    )


def test_a_step_shows_the_prompt_the_questions_and_where_one_is(signed_in, draft):
    html = signed_in.get(url("write-section", draft, "goals")).content.decode()

    assert "Step 4 of 8." in html
    assert "By what would you know that it worked?" in html
    assert html.count('aria-current="step"') == 1
    assert "maxlength" not in html.split('id="id_section_goals"')[0].rpartition("<textarea")[2]


def test_a_step_that_is_no_longer_there_shows_what_was_typed(signed_in, with_partners):
    address = url("write-section", with_partners, "more-9")

    response = signed_in.post(address, handed_out(with_partners, extra_9="Typed & kept"))

    assert response.status_code == 409
    assert "Typed &amp; kept</pre>" in response.content.decode()
    assert signed_in.get(address).url == url("write-section", with_partners, "about")


def test_a_section_under_its_own_heading_is_a_step(signed_in, with_partners):
    html = signed_in.get(url("write-section", with_partners, "more-7")).content.decode()
    assert '<label class="cdx-label__label" for="id_extra_7">' in html

    signed_in.post(
        url("write-section", with_partners, "more-7"), handed_out(with_partners, extra_7="All of us")
    )

    assert Section.objects.get(heading="Partners").text == "All of us"
    with_partners.refresh_from_db()
    assert "All of us" in with_partners.search_text


def test_two_hundred_thousand_signs_are_refused_by_name_and_kept(signed_in, draft):
    long = "ش" * 200_000

    response = signed_in.post(url("write-section", draft, "goals"), handed_out(draft, section_goals=long))

    html = response.content.decode()
    assert response.status_code == 422
    assert re.search(rf"Goals</a>: .*at most {SECTION_LIMIT} characters \(it has 200000\)", html)
    assert long in html
    assert 'data-unsaved="refused"' in html
    assert text_of(draft) == ""


def test_confirmation_for_the_browser_is_handed_back_and_nonsense_is_not(signed_in, draft):
    address = url("write-section", draft, "goals")

    named = signed_in.post(address, handed_out(draft, section_goals="a", kept="abcdefgh12"))
    nonsense = signed_in.post(address, handed_out(draft, section_goals="b", kept="x&y=<>"))

    assert (named.url, nonsense.url) == (f"{address}?kept=abcdefgh12", address)


# What somebody else changed meanwhile


def test_what_the_writer_did_not_touch_is_not_theirs_to_save(signed_in, draft):
    page = handed_out(draft, section_goals="", section_summary="Mine", title="A scanner on loan")
    elsewhere(draft, goals="Theirs")

    signed_in.post(url("write", draft), page | {"version": 2})

    assert (text_of(draft), text_of(draft, "summary")) == ("Theirs", "Mine")


def test_after_a_conflict_the_untouched_follows_and_the_typed_stays(signed_in, draft):
    page = handed_out(draft, section_goals="Mine", section_summary="", title="A scanner on loan")
    elsewhere(draft, goals="Theirs", summary="In short")

    response = signed_in.post(url("write", draft), page)

    html, form = response.content.decode(), response.context["form"]
    assert response.status_code == 409
    assert (form["section_goals"].value(), form["section_summary"].value()) == ("Mine", "In short")
    assert "Theirs</textarea>" in html
    again = handed_out(draft, section_goals="Mine", section_summary="In short")
    assert signed_in.post(url("write", draft), again).status_code == 302
    assert (text_of(draft), text_of(draft, "summary")) == ("Mine", "In short")


def test_autosave_hands_out_what_somebody_else_wrote_into_the_rest(signed_in, draft):
    page = handed_out(draft, section_goals="Mine")
    elsewhere(draft, summary="In <short>")

    html = signed_in.post(url("autosave", draft), page | {"version": 2}).content.decode()

    assert (
        '<textarea data-fresh="section_summary" data-seen="summary:127951462d056768">In &lt;short&gt;</textarea>'
        in html
    )
    assert html.count("data-fresh") == 1


def test_autosave_of_one_field_leaves_the_others(signed_in, draft):
    elsewhere(draft, summary="In short")

    signed_in.post(url("autosave", draft), handed_out(draft, section_goals="Reach"))

    draft.refresh_from_db()
    assert (text_of(draft, "summary"), draft.title) == ("In short", "A scanner on loan")


def test_own_sections_of_an_old_version_are_a_conflict(with_partners):
    elsewhere(with_partners, goals="Theirs")

    with pytest.raises(ChangedMeanwhile):
        actions.save_own_sections(with_partners, {7: "Mine"}, version=2, by=with_partners.author)
    same = actions.save_own_sections(with_partners, {7: "The museum"}, version=2, by=with_partners.author)

    assert same.version == 3
    with pytest.raises(ChangedMeanwhile):
        actions.save_own_sections(with_partners, {70: "Mine"}, version=3, by=with_partners.author)


# Preview, references, and the look over all


def test_preview_shows_the_text_in_its_language_and_saves_nothing(signed_in, volunteer):
    draft = actions.begin_case_study(by=volunteer, title="خرائط", language="ar")

    html = signed_in.post(
        url("write-preview", draft), {"section_goals": "خرائط<script>alert(1)</script><ref>تقرير</ref> {{x"}
    ).content.decode()

    assert 'lang="ar" dir="rtl"' in html
    assert "<script" not in html
    assert "1 reference, listed at the end of the text." in html
    assert "is opened and not closed" in html
    assert text_of(draft) == ""


@pytest.mark.parametrize("sent", [{}, {"section_goals": ""}, {"section_nonsense": "x"}, {"extra_99": "x"}])
def test_preview_of_nothing_says_so(signed_in, draft, sent):
    assert "Nothing is written yet." in signed_in.post(url("write-preview", draft), sent).content.decode()


def test_preview_with_the_button_shows_what_is_typed_and_saves_nothing(signed_in, draft):
    for name, typed in (("write", "section_goals"), ("write-wikitext", "wikitext")):
        response = signed_in.post(url(name, draft), handed_out(draft, preview="1", **{typed: "'''Bold'''"}))
        assert "<b>Bold</b>" in response.content.decode()
        assert 'data-unsaved="looked-at"' in response.content.decode()
    assert text_of(draft) == ""


def test_reference_is_put_at_the_end_of_its_section(signed_in, draft):
    sent = {"reference-section": "section_goals", "reference-title": "Report", "add-reference": "1"}

    response = signed_in.post(url("write", draft), handed_out(draft, section_goals="Reach.\n", **sent))

    assert response.status_code == 302
    assert text_of(draft) == "Reach.<ref>''Report''</ref>"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Give the source&#x27;s title or its address."),
        ({"reference-address": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"reference-title": "x", "reference-section": "section_nonsense"}, "Select a valid choice."),
    ],
)
def test_reference_that_says_nothing_is_refused_and_the_text_stays(signed_in, draft, sent, said):
    for name, args in (("write", ()), ("write-section", ("goals",))):
        typed = {"section_goals": "Reach", "reference-section": "section_goals", "add-reference": "1"}
        response = signed_in.post(url(name, draft, *args), handed_out(draft) | typed | sent)
        assert (response.status_code, said in response.content.decode()) == (422, True)
        assert response.context["form"]["section_goals"].value() == "Reach"
    assert text_of(draft) == ""


def test_reference_for_the_script_is_only_its_wikitext(signed_in, draft):
    sent = {"reference-section": "section_goals", "reference-title": "A & B", "add-reference": "1"}

    response = signed_in.post(url("write-section", draft, "goals"), sent, headers={"HX-Request": "true"})

    assert (
        response.content.decode()
        == "<p data-wikitext>&lt;ref&gt;&#x27;&#x27;A &amp; B&#x27;&#x27;&lt;/ref&gt;</p>"
    )
    assert signed_in.post(url("write", draft), sent, headers={"HX-Request": "true"}).status_code == 200


def test_look_over_names_the_empty_and_one_click_files_all_the_same(signed_in, draft):
    elsewhere(draft, goals=WORDS)

    response = signed_in.get(url("write-check", draft))
    assert [step.slug for step in response.context["empty"]] == [
        "summary", "context", "implementation", "outcomes", "reflection", "resources",
    ]  # fmt: skip
    assert "File it all the same" in response.content.decode()
    signed_in.post(url("file", draft), {"version": 2} | ANSWERS)

    draft.refresh_from_db()
    assert (draft.state, text_of(draft), draft.title) == (CaseStudy.State.FILED, WORDS, "A scanner on loan")


def test_filing_from_the_look_over_that_is_refused_says_so_there(signed_in, draft):
    elsewhere(draft, goals=WORDS)
    actions.save_case_study(draft, version=2, by=draft.author, sections={}, title="")

    untitled = signed_in.post(url("file", draft), {"version": 3} | ANSWERS)
    old = signed_in.post(url("file", draft), {"version": 1} | ANSWERS)

    assert (untitled.status_code, old.status_code) == (422, 409)
    assert "Give the case study a title" in untitled.content.decode()
    assert "It has no title yet" in untitled.content.decode()
    assert 'name="version" value="3"' in old.content.decode()
    draft.refresh_from_db()
    assert (draft.state, text_of(draft)) == (CaseStudy.State.DRAFT, WORDS)


def test_what_a_request_does_not_hold_is_shown_as_it_is_saved(signed_in, draft):
    elsewhere(draft, goals=WORDS)

    response = signed_in.post(url("write", draft), {"version": 2, "title": "x" * 301})

    form = response.context["form"]
    assert response.status_code == 422
    assert (form["section_goals"].value(), form["language"].value()) == (WORDS, "en")
    again = {name: form[name].value() for name in form.fields} | {"title": "Maps"}
    assert signed_in.post(url("write", draft), again).status_code == 302
    assert text_of(draft) == WORDS


def test_look_over_of_a_full_one_asks_nothing(signed_in, draft):
    elsewhere(draft, **{section.key: WORDS for section in draft.sections.all()})

    html = signed_in.get(url("write-check", draft)).content.decode()

    assert "Every section says something." in html
    assert "all the same" not in html


# Progress, and what it costs


@pytest.mark.parametrize(
    ("key", "text", "progress"),
    [
        ("goals", "", Progress.EMPTY),
        ("goals", " \n", Progress.EMPTY),
        ("goals", "What was it meant to change?", Progress.BEGUN),
        ("goals", "Reach the schools", Progress.BEGUN),
        ("goals", WORDS, Progress.FILLED),
        ("goals", "私たちは美術館と一緒に地域のすべての地図を公開しました。" * 3, Progress.FILLED),
        ("resources", "https://maps.example/", Progress.FILLED),
        ("goals", "https://maps.example/", Progress.BEGUN),
        ("goals", f"<!-- {WORDS} -->", Progress.BEGUN),
    ],
)
def test_progress_of_a_section(key, text, progress):
    (step,) = [each for each in steps_from([ParsedSection(key, "", text)]) if each.slug == key]

    assert step.progress == progress


def test_steps_are_the_forms_and_then_what_else_there_is(with_partners):
    Section.objects.create(case_study=with_partners, key="goals", text="Newer goals", position=8)

    steps = steps_of(with_partners)

    assert [step.slug for step in steps][-3:] == ["resources", "more-2", "more-7"]
    assert next(step for step in steps if step.slug == "goals").text == "Newer goals"
    assert "more-7" not in [step.slug for step in empty_steps(steps)]


@pytest.mark.parametrize(
    "name", ["write", "write-section", "write-wikitext", "write-check", "autosave", "write-preview"]
)
def test_pages_of_writing_cost_the_same_however_long_the_text(signed_in, draft, name):
    args = ("goals",) if name == "write-section" else ()

    def ask():
        if name in ("autosave", "write-preview"):
            return signed_in.post(url(name, draft, *args), handed_out(draft, section_goals=text_of(draft)))
        return signed_in.get(url(name, draft, *args))

    ask()
    counted = []
    for many in (1, 60):
        sections = [
            ParsedSection(each.key, "", WORDS * many) for each in draft.sections.filter(position__lt=7)
        ]
        own = [ParsedSection(OTHER, f"Part {number}", WORDS * many) for number in range(many)]
        draft.refresh_from_db()
        actions.rewrite_case_study(draft, [*sections, *own], version=draft.version, by=draft.author)
        with CaptureQueriesContext(connection) as queries:
            assert ask().status_code == 200
        counted.append(len(queries))

    assert counted[0] == counted[1] <= 20


def test_begin_names_no_partnership_that_the_user_does_not_see(client, volunteer):
    client.force_login(volunteer)
    foreign, public = PartnershipFactory(), PartnershipFactory(is_public=True)

    hidden, shown = (
        client.get(f"/case-studies/begin/?partnership={each.pk}").text for each in (foreign, public)
    )

    assert foreign.institution.name not in hidden
    assert public.institution.name in shown
