# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of pipelines and stages: what they show, ask, refuse in words, and cost."""

import uuid

import pytest
from django.urls import reverse

from partnerships import actions
from partnerships.models import Partnership, Pipeline, Stage
from partnerships.stages import Phase
from tests.factories import InstitutionFactory, PartnershipFactory, PipelineFactory
from tests.partnerships.queries import without_savepoints

pytestmark = pytest.mark.django_db


@pytest.fixture
def pipeline(affiliate_admin):
    return PipelineFactory(affiliate=affiliate_admin.affiliate)


@pytest.fixture
def desk(client, affiliate_admin):
    client.force_login(affiliate_admin)
    return client


def address(name, row):
    return reverse(f"partnerships:{name}", args=[row.pk])


def filled(form, **changes):
    """The form as a browser would send it, with changes."""
    values = {name: form[name].value() for name in form.fields} | changes
    printed = {
        name: form.fields[name].prepare_value(value) if name in form.fields else value
        for name, value in values.items()
    }
    return {name: value for name, value in printed.items() if value is not None}


def test_pipeline_is_made_from_a_pack_once_however_often_it_is_sent(desk, affiliate_admin):
    page = desk.get(reverse("partnerships:pipeline-make"))
    sent = {
        "affiliate": affiliate_admin.affiliate.pk,
        "pack": "donation",
        "name": "",
        "form_key": uuid.uuid4(),
    }

    answers = [desk.post(reverse("partnerships:pipeline-make"), sent) for _n in range(2)]

    made = Pipeline.objects.get()
    assert [answer.url for answer in answers] == [address("pipeline", made)] * 2
    assert "Trial upload" in page.content.decode()
    assert "Single donation" in desk.get(reverse("partnerships:pipeline-list")).content.decode()


def test_stage_form_sent_back_unchanged_changes_nothing(desk, pipeline):
    for stage in pipeline.stages.all():
        before = Stage.objects.filter(pk=stage.pk).values().get()
        form = desk.get(address("stage-correct", stage), headers={"Accept-Language": "ar"}).context["form"]

        answer = desk.post(address("stage-correct", stage), filled(form), headers={"Accept-Language": "ar"})

        assert answer.status_code == 302, answer.context["form"].errors
        assert Stage.objects.filter(pk=stage.pk).values().get() == before


def test_stage_is_changed_by_its_form(desk, pipeline):
    stage = pipeline.stages.get(phase=Phase.PILOT)
    follows = pipeline.stages.get(phase=Phase.ACTIVE)
    form = desk.get(address("stage-correct", stage)).context["form"]

    desk.post(
        address("stage-correct", stage),
        filled(
            form,
            name="  🎈 Versuch\u202e  ",
            name_ar="تجربة",
            checklist=" one \n\ntwo\none",
            needs=["summary", "effort"],
            leads_to=[follows.pk],
            wip_limit="3",
            plan="Ask | twice | 30\nTell all|0",
        ),
    )

    stage.refresh_from_db()
    assert stage.names == {"": "🎈 Versuch", "ar": "تجربة"}
    assert (stage.checklist, stage.needs, stage.wip_limit) == (["one", "two"], ["summary", "effort"], 3)
    assert stage.plan == [{"title": "Ask | twice", "after_days": 30}, {"title": "Tell all", "after_days": 0}]
    assert list(stage.leads_to.all()) == [follows]


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"name": "x" * 10_000}, "at most 60 characters"),
        ({"phase": "bliss"}, "bliss is not one of the available choices"),
        ({"target_days": "0"}, "greater than or equal to 1"),
        ({"wip_limit": "-1"}, "greater than or equal to 1"),
        ({"target_days": "9" * 30}, "less than or equal to 3650"),
        ({"checklist": "a line\n" * 20 + "".join(f"{n}\n" for n in range(5000))}, "At most 20 lines."),
        ({"checklist": "x" * 201}, "Line 1 is longer than 200 characters."),
        ({"plan": "no days"}, "Line 1: write the task, a bar and days"),
        ({"plan": "late | 99999999999999999999"}, "Line 1: write the task, a bar and days"),
        ({"needs": ["gold"]}, "gold is not one of the available choices"),
        ({"leads_to": ["987654321"]}, "987654321 is not one of the available choices"),
        ({"guidance": "x" * 10_000}, "at most 2000 characters"),
        ({"version": "x"}, "The form came incomplete."),
    ],
)
def test_bad_input_to_a_stage_is_refused_in_words(desk, pipeline, wrong, words):
    stage = pipeline.stages.get(phase=Phase.PILOT)
    form = desk.get(address("stage-correct", stage)).context["form"]

    answer = desk.post(address("stage-correct", stage), filled(form, **wrong))

    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors)
    stage.refresh_from_db()
    assert stage.version == 1


def test_two_editors_of_a_stage_are_told_of_each_other(desk, pipeline):
    stage = pipeline.stages.get(phase=Phase.PILOT)
    form = desk.get(address("stage-correct", stage)).context["form"]
    desk.post(address("stage-correct", stage), filled(form, guidance="First"))

    late = desk.post(address("stage-correct", stage), filled(form, guidance="Second"))

    assert late.status_code == 409
    assert [str(value) for _label, value in late.context["form"].differences] == ["First"]
    stage.refresh_from_db()
    assert stage.guidance == "First"


def test_phase_of_a_used_stage_is_refused_on_its_form(desk, pipeline):
    card = PartnershipFactory(affiliate=pipeline.affiliate)
    form = desk.get(address("stage-correct", card.stage)).context["form"]

    answer = desk.post(address("stage-correct", card.stage), filled(form, phase="pilot"))

    assert answer.status_code == 422
    assert "so its phase stays" in answer.content.decode()


def test_stage_is_added_once_and_stands_last(desk, pipeline):
    form = desk.get(address("stage-add", pipeline)).context["form"]
    sent = filled(form, name="Celebration", phase="active", colour="purple")

    for _n in range(2):
        assert desk.post(address("stage-add", pipeline), sent).status_code == 302

    assert pipeline.stages.count() == 12
    assert pipeline.stages.last().name == "Celebration"


@pytest.mark.parametrize(
    "asked, expected",
    [
        ({"step": "up-2"}, [0, 2, 1, 3]),
        ({"step": "down-1"}, [0, 2, 1, 3]),
        ({"step": "up-0"}, [0, 1, 2, 3]),
        ({"step": "down-nonsense"}, [0, 1, 2, 3]),
        ({"place_3": "1"}, [3, 0, 1, 2]),
        ({"place_0": "3"}, [1, 2, 0, 3]),
        ({"place_0": ""}, [0, 1, 2, 3]),
    ],
)
def test_stages_are_ordered_by_buttons_and_by_numbers(desk, pipeline, asked, expected):
    path = list(pipeline.stages.all())
    keys = [stage.pk for stage in path]
    Stage.objects.filter(pk__in=keys[4:]).update(retired_at="2026-01-01T00:00Z")
    named = {str(place): key for place, key in enumerate(keys)}

    def in_place(text):
        word, mark, place = text.partition("-" if "-" in text else "_")
        return f"{word}{mark}{named.get(place, place)}"

    sent = {f"place_{key}": place for place, key in enumerate(keys[:4], start=1)} | {"version": 1}
    for name, value in asked.items():
        sent |= {name: in_place(value)} if name == "step" else {in_place(name): value}

    answer = desk.post(address("pipeline-order", pipeline), sent)

    assert answer.status_code == 302
    in_use = list(pipeline.stages.in_use().values_list("pk", flat=True))
    assert in_use == [keys[place] for place in expected]


def test_order_of_yesterday_is_refused_and_the_page_shows_why(desk, pipeline, affiliate_admin):
    second = pipeline.stages.all()[1]
    step = {"step": f"up-{second.pk}", "version": 1}
    desk.post(address("pipeline-order", pipeline), step)

    answer = desk.post(address("pipeline-order", pipeline), step)

    assert answer.status_code == 409
    assert "Somebody else changed this meanwhile" in answer.content.decode()


def test_retiring_asks_where_the_cards_go(desk, pipeline):
    card = PartnershipFactory(affiliate=pipeline.affiliate, phase=Phase.RESEARCHED)
    contacted = pipeline.stages.get(phase=Phase.CONTACTED)
    where = address("stage-retire", card.stage)

    refused = desk.post(where, {"version": 1, "target": ""})
    done = desk.post(where, {"version": 1, "target": contacted.pk, "note": "Simpler"})

    assert refused.status_code == 422
    assert "say to which stage it goes" in refused.content.decode()
    assert done.status_code == 302
    card.refresh_from_db()
    assert card.stage == contacted
    page = desk.get(address("pipeline", pipeline)).content.decode()
    assert "Stages out of use" in page
    stage = pipeline.stages.get(phase=Phase.RESEARCHED)
    assert desk.post(address("stage-restore", stage), {"version": 2}).status_code == 302
    stage.refresh_from_db()
    assert stage.retired_at is None


def test_pipeline_is_retired_and_taken_back(desk, pipeline, affiliate_admin):
    assert desk.post(address("pipeline-retire", pipeline), {"version": 1}).status_code == 422
    other = actions.make_pipeline(affiliate_admin.affiliate, by=None, pack="small")

    for version in (1, 2):
        assert desk.post(address("pipeline-retire", other), {"version": version}).status_code == 302

    other.refresh_from_db()
    assert (other.retired_at, other.version) == (None, 3)


def test_pipeline_is_renamed_in_each_language(desk, pipeline):
    form = desk.get(address("pipeline-correct", pipeline)).context["form"]

    assert desk.post(address("pipeline-correct", pipeline), filled(form, name="   ")).status_code == 422
    assert desk.post(address("pipeline-correct", pipeline), filled(form, name_ar="متاحف")).status_code == 302

    pipeline.refresh_from_db()
    assert (pipeline.name, pipeline.names) == ("Partnerships", {"ar": "متاحف"})


def test_stages_stand_in_their_order_on_the_page(desk, pipeline, affiliate_admin):
    keys = [stage.pk for stage in pipeline.stages.all()]
    PartnershipFactory(affiliate=pipeline.affiliate, phase=Phase.SUSTAINING)
    wanted = [*keys[1:8][::-1], keys[0], *keys[8:]]
    actions.order_stages(pipeline, version=1, by=affiliate_admin, stages=wanted)

    page = desk.get(address("pipeline", pipeline))

    assert [(stage.pk, stage.cards) for stage in page.context["stages"]] == [
        (key, 1 if key == keys[7] else 0) for key in wanted
    ]


def test_coordinator_reads_the_pipeline_and_finds_no_way_to_change_it(client, coordinator, pipeline):
    client.force_login(coordinator)

    page = client.get(address("pipeline", pipeline)).content.decode()

    assert "Say in one sentence why" in page
    assert "/correct/" not in page
    assert "Save the order" not in page


@pytest.mark.parametrize("several", [False, True])
def test_opening_asks_for_the_pipeline_only_where_there_are_several(client, coordinator, several):
    affiliate = coordinator.affiliate
    PipelineFactory(affiliate=affiliate)
    other = actions.make_pipeline(affiliate, by=None, pack="donation") if several else None
    institution = InstitutionFactory()
    client.force_login(coordinator)
    where = address("partnership-open", institution)

    form = client.get(where).context["form"]
    sent = filled(form, affiliate=affiliate.pk, lead=coordinator.pk) | (
        {"pipeline": other.pk} if several else {}
    )
    answer = client.post(where, sent)

    assert ("pipeline" in form.fields) is several
    assert answer.status_code == 302
    assert Partnership.objects.get().pipeline == (other or affiliate.pipelines.get())


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_however_many_rows(desk, affiliate_admin, count):
    for number in range(count):
        made = PipelineFactory(affiliate=affiliate_admin.affiliate, name=f"Pipeline {number}")
        for each in list(made.stages.all())[3 * count :]:
            Stage.objects.filter(pk=each.pk).update(retired_at="2026-01-01T00:00Z")

    with without_savepoints() as for_list:
        desk.get(reverse("partnerships:pipeline-list"))
    with without_savepoints() as for_page:
        desk.get(address("pipeline", made))

    assert (len(for_list()), len(for_page())) == (5, 6)
