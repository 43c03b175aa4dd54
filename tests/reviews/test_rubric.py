# SPDX-License-Identifier: GPL-3.0-or-later
"""The rubric, how complete a case study is and why, and what there is already of its kind."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casestudies.actions.drafts import FORM_KEYS
from casestudies.models import CaseStudy
from reviews import actions, reports
from reviews.completeness import FACTS, THIN, Standing, Written, completeness_of, length_of
from reviews.criteria import CODES, CRITERIA
from reviews.errors import TakeItFirst
from reviews.forms import JudgeForm, noted
from tests.factories import CaseStudyFactory, InstitutionFactory, ReviewFactory
from tests.factories.together import PictureFactory

LONG = "We lent the museum a scanner for a year and taught its people. " * 5
ALL = {key.value: LONG for key in FORM_KEYS}
FULL = Written(
    ALL | {"outcomes": f"{LONG} 1,200 visitors came. [[File:Map.jpg|thumb]] [https://museum.example here]"},
    has_institution=True,
    facts_said=frozenset(FACTS),
)


def part(written, code):
    return next(each for each in completeness_of(written).parts if each.code == code)


def test_full_case_study_has_every_point_and_no_advice():
    full = completeness_of(FULL)

    assert (full.points, full.most, full.missing) == (100, 100, ())


def test_empty_one_has_no_point_and_a_sentence_for_everything():
    empty = completeness_of(Written({}))

    assert (empty.points, empty.most) == (0, 100)
    assert len(empty.missing) == len(empty.parts) == 12
    assert all(str(each.advice) for each in empty.missing)


@pytest.mark.parametrize(
    ("text", "standing", "points"),
    [
        ("", Standing.EMPTY, 0),
        ("{{Template|with words}}\n<!-- a note -->", Standing.EMPTY, 0),
        ("We did it.", Standing.THIN, 5),
        ("a" * THIN, Standing.GOOD, 10),
        # Eighty signs of Chinese say as much as 240 letters.
        ("館" * 80, Standing.GOOD, 10),
        ("館" * 20, Standing.THIN, 5),
        ("اشترك المتحف معنا في رقمنة الخرائط. " * 10, Standing.GOOD, 10),
    ],
)
def test_section_is_weighed_by_what_a_reader_reads(text, standing, points):
    goals = part(Written({"goals": text}), "goals")

    assert (goals.standing, goals.points) == (standing, points)
    assert goals.is_good == (not goals.advice)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,200 visitors came.", "figures"),
        ("[[File:Map.jpg|thumb]]", "pictures"),
        ("<gallery>\nMap.jpg|A map\n</gallery>", "pictures"),
        ("[https://museum.example the museum]", "links"),
        ("[[GLAM/Newsletter]]", "links"),
    ],
)
def test_what_stands_in_the_text_is_counted(text, code):
    assert part(Written({"resources": text}), code).is_good
    assert not part(Written({"resources": "Nothing of it."}), code).is_good


def test_facts_count_one_by_one():
    assert part(Written({}, facts_said=frozenset({"kind", "year"})), "facts").points == 2


# A busy machine draws slowly; that says nothing of what is tested.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([key.value for key in FORM_KEYS]), st.text(max_size=400)))
def test_score_is_the_sum_of_its_parts_whatever_is_written(sections):
    found = completeness_of(Written(sections))

    assert found.points == sum(each.points for each in found.parts)
    assert all(0 <= each.points <= each.most for each in found.parts)
    assert {each.code for each in found.missing} == {
        each.code for each in found.parts if each.points < each.most
    }


def test_length_of_a_long_text_is_found_in_time():
    assert length_of("[[" * 100_000) >= 0


@pytest.mark.django_db
def test_completeness_reads_the_case_study_as_it_stands():
    case_study = CaseStudyFactory(
        institution=InstitutionFactory(),
        kind="upload",
        outcome="reached",
        year=2024,
        country="FR",
        tools=["isa"],
    )
    case_study.sections.create(key="goals", text=LONG)

    found = {each.code: each.points for each in reports.completeness_now(case_study).parts}

    assert (found["goals"], found["institution"], found["facts"], found["summary"]) == (10, 5, 5, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pictures", "figures", "points"),
    [
        ([], 0, (0, 0)),
        (["free", "free"], 3, (7, 8)),
        (["unfree"], 1, (0, 8)),
        ([None], 0, (0, 0)),  # Commons has not answered yet
    ],
)
def test_free_pictures_and_quoted_figures_count_in_one_query(
    django_assert_num_queries, pictures, figures, points
):
    case_study = CaseStudyFactory()
    for trait in pictures:
        PictureFactory(case_study=case_study, **({trait: True} if trait else {}))
    for number in range(figures):
        case_study.linked_figures.create(
            counts="kept",
            amount=2,
            out_of=3,
            counted_on=date(2026, 1, 31),
            source_kind="partnerships.mou",
            source_id=number,
            linked_by=case_study.author,
        )

    with django_assert_num_queries(2):  # and one for the sections
        found = {each.code: each.points for each in reports.completeness_now(case_study).parts}

    assert (found["pictures"], found["figures"]) == points


@pytest.mark.django_db
def test_alike_counts_what_is_public_in_one_query(django_assert_num_queries):
    for facts in (
        {"country": "FR", "kind": "upload"},
        {"country": "FR", "kind": "training"},
        {"country": "DE", "kind": "upload", "programmes": ["wikidata", "education"]},
        {"country": "DE", "kind": "training"},
        {"country": "EG", "kind": "training"},
    ):
        CaseStudyFactory(mirrored=True, **facts)
    CaseStudyFactory(filed=True, country="FR", kind="upload")
    case_study = CaseStudyFactory(filed=True, country="FR", kind="upload", programmes=["wikidata"])

    with django_assert_num_queries(1):
        found = reports.alike(case_study)

    assert found == reports.Alike(
        country=2, region=4, kind=2, both=1, programmes=1, region_name="Western Europe"
    )


@pytest.mark.django_db
def test_alike_of_a_country_in_no_region_counts_the_country_alone():
    CaseStudyFactory(mirrored=True, country="AQ")

    assert reports.alike(CaseStudyFactory(filed=True, country="AQ")) == reports.Alike(country=1)


@pytest.mark.django_db
def test_reviewers_read_how_much_there_is_of_the_region(client, filed, coordinator):
    CaseStudyFactory(mirrored=True, country="DZ")
    CaseStudyFactory(mirrored=True, country="FR")
    CaseStudy.objects.filter(pk=filed.pk).update(country="EG")
    client.force_login(coordinator)

    page = client.get(reverse("reviews:review", args=[filed.pk]))

    assert "0 public case studies of this country (Egypt)" in page.text
    assert "1 public case study of this region (Northern Africa)" in page.text


@pytest.mark.django_db
def test_alike_does_not_count_what_is_not_said():
    CaseStudyFactory(mirrored=True)

    assert reports.alike(CaseStudyFactory(filed=True)) == reports.Alike()


def test_every_criterion_says_what_it_asks():
    assert CODES == ("complete", "instructive", "unique", "representative")
    assert all(str(each.label) and str(each.asks) for each in CRITERIA)


@pytest.mark.django_db
def test_answers_are_kept_until_the_verdict(filed, coordinator):
    actions.assign(filed, coordinator, by=coordinator)
    answers = {"complete": {"answer": "partly", "note": "No numbers."}}

    kept = actions.keep_answers(filed, by=coordinator, summary="So far.", answers=answers)

    assert (kept.state, kept.answers, kept.summary) == ("open", answers, "So far.")
    assert noted(kept) == {"summary": "So far.", "answer_complete": "partly", "note_complete": "No numbers."}
    assert [(str(each.label), str(each.answer), each.note) for each in reports.judged(kept)] == [
        ("Complete", "partly", "No numbers.")
    ]


@pytest.mark.django_db
def test_keep_refuses_who_does_not_have_the_review(filed, coordinator):
    with pytest.raises(TakeItFirst):
        actions.keep_answers(filed, by=coordinator, summary="x")


def test_judge_form_gives_only_what_was_answered():
    form = JudgeForm({"version": "3", "decision": "accept", "answer_unique": "yes", "note_complete": "Half."})

    assert form.is_valid()
    assert form.answers == {
        "complete": {"answer": "", "note": "Half."},
        "unique": {"answer": "yes", "note": ""},
    }


@pytest.mark.django_db
def test_answers_of_a_criterion_that_is_no_more_break_nothing():
    review = ReviewFactory(answers={"beautiful": {"answer": "yes"}, "unique": {"answer": "perhaps"}})

    assert [(str(each.label), each.answer) for each in reports.judged(review)] == [("Unique", "")]
