# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine reads in case studies, in several languages; and that it reads each version once, whatever dies."""

import pytest

from casestudies.models import CaseStudy, Reading, Section
from learning.actions import readings
from learning.actions.obstacles import confirm_obstacle, reject_obstacle
from learning.models import Gist, Obstacle
from learning.parsing import obstacles_in, read
from learning.tasks import begin_reading, run_reading
from outreach.kinds import drop_revisions
from outreach.models import Page
from tests.factories import CaseStudyFactory, ObstacleFactory
from work.actions import queue
from work.models import Run

STAFF = "The biggest challenge was that the staff had no time beside their daily work."
HELPED = "It helped that we offered a fixed afternoon each month."


def found(text, key="reflection", heading="Reflection and lessons learned"):
    return obstacles_in([(key, heading, text)])


def test_an_obstacle_with_what_helped_is_read():
    [obstacle] = found(f"{STAFF} {HELPED}")

    assert (obstacle.theme, obstacle.met, obstacle.helped) == ("staff", STAFF, HELPED)
    assert (obstacle.section, obstacle.confidence >= 0.5) == ("reflection", True)


@pytest.mark.parametrize(
    ("theme", "sentence"),
    [
        ("rights", "Unclear copyright of the photographs was a problem that we met again and again."),
        ("control", "The museum feared loss of revenue from its picture sales, and loss of control."),
        ("uploads", "Unfortunately many of the uploaded files were nominated for deletion within days."),
        ("money", "Die Finanzierung war schwierig, denn für die Kosten der Scans fehlte das Geld."),
        ("rights", "La principale difficulté venait des droits d’auteur sur les photographies récentes."),
        ("staff", "El mayor desafío fue la falta de tiempo de los archiveros durante todo el año."),
        ("volunteers", "Niestety wolontariusze nie przyszli, co było dla nas dużym wyzwaniem tego dnia."),
        ("technology", "Главной проблемой были метаданные: база данных музея не давала их выгрузить."),
        ("money", "كان التحدي الأكبر هو نقص التمويل اللازم لرقمنة المجموعة كاملة."),
        ("language", "The language was a problem: few of us could translate the Dutch texts."),
    ],
)  # fmt: skip
def test_obstacles_are_read_in_many_languages(theme, sentence):
    assert [each.theme for each in found(sentence)] == [theme]


@pytest.mark.parametrize(
    "text",
    [
        "The staff were wonderful and gave us all the time that we could wish for.",  # no trouble
        "It was difficult, and we were often unsure whether it would ever come to an end.",  # no theme
        "What challenges did you face with the staff, the budget and the licences?",  # the form's question
        "Staff problem.",  # says too little
        f"<!-- {STAFF} -->",
        f"{{{{note|{STAFF}}}}}",
        "",
    ],
)
def test_what_is_no_obstacle_is_none(text):
    assert found(text) == ()


def test_only_reflections_and_headings_that_promise_obstacles_are_read():
    assert found(STAFF, key="context", heading="Context/Background") == ()
    assert len(found(STAFF, key="other", heading="Challenges we met")) == 1


def test_nobodys_address_is_taken_over():
    [obstacle] = found("It was a problem to reach the staff at anna@museum.example before the summer came.")

    assert "@" not in obstacle.met


def test_a_page_that_says_the_same_over_and_over_is_read_once_and_quickly():
    assert len(found(f"* {STAFF}\n" * 3_000)) == 1


def test_the_gist_has_the_lesson_the_filled_sections_and_what_it_deals_with():
    sections = [
        ("summary", "Summary", "We asked the museum and signed an agreement after long talks."),
        ("context", "Context", "The memorandum was ready in May; the agreement followed in June."),
        ("goals", "Goals", "What did you want to reach?"),
        ("reflection", "Reflection", "Start small and stay kind. Ask twice. " + STAFF),
    ]

    gist = read(sections, [{"amount": 1200.0, "what": "images", "confidence": 0.8}])

    assert gist.lesson.startswith("Start small and stay kind.")
    assert gist.filled == ("summary", "context", "reflection")
    assert "agreement" in gist.topics
    assert "pilot" not in gist.topics
    assert gist.works == 1200


def study(text=f"{STAFF} {HELPED}", **facts):
    made = CaseStudyFactory(mirrored=True, **facts)
    Section.objects.create(case_study=made, key="reflection", heading="Reflection", text=text, position=0)
    return made


def reread(made, text):
    made.sections.update(text=text)
    CaseStudy.objects.filter(pk=made.pk).update(version=made.version + 1)
    run_reading(queue(readings.RUN).pk)
    made.refresh_from_db()


@pytest.mark.django_db
def test_a_run_reads_what_is_new_and_no_second_time():
    made = study()
    Reading.objects.create(case_study=made, figures=[{"amount": 50.0, "what": "photos", "confidence": 0.9}])
    begin_reading()
    run = Run.objects.get()

    run_reading(run.pk)
    run_reading(run.pk)
    begin_reading()

    run.refresh_from_db()
    assert (run.state, run.progress, run.counts["read"]) == ("done", 1, 1)
    assert Run.objects.count() == 1
    gist = Gist.objects.get()
    assert (gist.version, gist.works, gist.filled) == (1, 50, ["reflection"])
    assert list(Obstacle.objects.values_list("theme", "state", "origin")) == [("staff", "open", "machine")]


@pytest.mark.django_db
def test_what_changed_is_read_again_and_what_a_person_decided_stays(coordinator):
    made = study(f"{STAFF}\n\nUnclear copyright was a problem for nearly half of the photographs.")
    run_reading(queue(readings.RUN).pk)
    confirm_obstacle(Obstacle.objects.get(theme="staff"), by=coordinator, version=1, met="No hours.")
    reject_obstacle(Obstacle.objects.get(theme="rights"), by=coordinator, version=1)

    reread(made, f"{STAFF}\n\nUnclear copyright was a problem for nearly half of the photographs.\n\n"
                 "We had a problem with the budget, because the costs of scanning were higher.")  # fmt: skip

    states = dict(Obstacle.objects.values_list("theme", "state"))
    assert states == {"staff": "confirmed", "rights": "rejected", "money": "open"}
    assert Obstacle.objects.get(theme="staff").met == "No hours."


@pytest.mark.django_db
def test_obstacles_that_a_page_says_no_longer_go_with_it():
    made = study()
    run_reading(queue(readings.RUN).pk)

    reread(made, "All was well, and everybody was happy with it until the end.")

    assert not Obstacle.objects.exists()


@pytest.mark.django_db
def test_a_run_goes_on_where_a_dead_worker_left_it(monkeypatch):
    monkeypatch.setattr(readings, "BATCH", 2)
    for _number in range(5):
        study()
    readings.read_next(0)
    assert readings.to_read().count() == 3

    run_reading(queue(readings.RUN).pk)

    assert Run.objects.get().counts["read"] == 3
    assert Gist.objects.count() == 5


@pytest.mark.django_db
def test_drafts_are_not_read(volunteer):
    draft = CaseStudyFactory(author=volunteer)
    Section.objects.create(case_study=draft, key="reflection", text=STAFF)

    assert not readings.to_read().exists()


@pytest.mark.django_db
def test_what_is_withdrawn_is_forgotten_but_for_what_people_said():
    made = study()
    run_reading(queue(readings.RUN).pk)
    ObstacleFactory(case_study=made, said=True)
    CaseStudy.objects.update(state="withdrawn")

    begin_reading()
    run_reading(Run.objects.latest("pk").pk)

    assert not Gist.objects.exists()
    assert [each.origin for each in Obstacle.objects.all()] == ["person"]


@pytest.mark.django_db
def test_what_the_wiki_hid_is_quoted_no_longer_not_even_confirmed(coordinator):
    made = study()
    run_reading(queue(readings.RUN).pk)
    confirm_obstacle(Obstacle.objects.get(), by=coordinator, version=1)

    drop_revisions(made.page.source_id, [made.page.revision])

    assert not Obstacle.objects.exists()
    assert not Gist.objects.exists()


@pytest.mark.django_db
def test_a_hidden_page_leaves_no_quotation(coordinator):
    study()
    run_reading(queue(readings.RUN).pk)
    confirm_obstacle(Obstacle.objects.get(), by=coordinator, version=1)
    Page.objects.update(state=Page.State.HIDDEN, text="")
    CaseStudy.objects.update(state="withdrawn")

    run_reading(queue(readings.RUN).pk)

    assert not Obstacle.objects.exists()


@pytest.mark.django_db
def test_fifty_studies_are_read_in_a_handful_of_statements(django_assert_max_num_queries):
    for _number in range(20):
        study()

    with django_assert_max_num_queries(14):
        readings.read_next(0)
    assert Gist.objects.count() == 20
