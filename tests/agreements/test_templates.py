# SPDX-License-Identifier: GPL-3.0-or-later
"""What agreements begin from: ready-made texts, an affiliate's own, and what follows a signature."""

import uuid
from datetime import date, timedelta

import pytest

from accounts.models import Membership
from agreements.models import AgreementTemplate, ClauseKind
from agreements.packs import AGREEMENT, PLANS, READY_MADE, Step
from agreements.parsing import BLANK
from partnerships.models import Mou
from teamwork.models import Task
from tests.factories import MouFactory, PartnershipFactory
from tests.factories.agreements import AgreementTemplateFactory, ClauseFactory

pytestmark = pytest.mark.django_db
MAKE = "/agreement-templates/make/"


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(
        affiliate=coordinator.affiliate, lead=coordinator, institution__name="Pond House"
    )


@pytest.fixture
def template(coordinator):
    return AgreementTemplateFactory(affiliate=coordinator.affiliate, name="Our letter", kind="letter")


def rows(prefix, entries, initial=0):
    """The rows of a set as a browser sends them."""
    data = {f"{prefix}-TOTAL_FORMS": len(entries), f"{prefix}-INITIAL_FORMS": initial}
    for number, entry in enumerate(entries):
        data |= {f"{prefix}-{number}-{name}": value for name, value in entry.items()}
    return data


def contents(clauses=({"kind": "aims", "title": "Aims", "text": "Share."},), plan=(), **changes):
    facts = {"form_key": uuid.uuid4(), "name": "Our letter", "kind": "letter", "language": "en"}
    return facts | rows("clauses", clauses) | rows("plan", plan) | changes


# Ready-made


def test_each_kind_is_there_in_four_languages():
    assert set(READY_MADE) == {
        f"{kind}-{language}" for kind in Mou.Kind.values for language in ("en", "ar", "fr", "es")
    }
    assert set(PLANS) == set(Mou.Kind.values)


@pytest.mark.parametrize("key", READY_MADE)
def test_a_ready_made_text_is_whole(key):
    text = READY_MADE[key]
    kinds = [clause["kind"] for clause in text.clauses]

    assert len(set(kinds)) == len(kinds) >= 6
    assert set(kinds) <= set(ClauseKind.values)
    assert all(clause["title"] and clause["text"] for clause in text.clauses)
    words = "".join(clause["text"] for clause in text.clauses)
    for place in ("{institution}", "{affiliate}", "{start}"):
        assert place in words
    assert words.count("{") == sum(
        words.count(f"{{{n}}}") for n in ("institution", "affiliate", "start", "end")
    )
    if text.kind == "agreement":
        assert kinds == list(AGREEMENT) == [kind for kind in ClauseKind.values if kind != "other"]


def draft(desk, partnership, **terms):
    data = {"form_key": uuid.uuid4(), "kind": "memorandum", "title": "Pond"} | terms
    return desk.post(f"/partnerships/{partnership.pk}/agreements/draft/", data)


def test_a_draft_begun_from_a_text_has_its_clauses_with_the_names_filled_in(desk, partnership):
    partnership.institution.names = {"fr": "Maison de l’étang"}
    partnership.institution.save()

    assert (
        draft(desk, partnership, begin_from="ready-memorandum-fr", starts_on="2026-02-01").status_code == 302
    )

    mou = Mou.objects.get()
    texts = {clause.kind: clause.text for clause in mou.clauses.all()}
    assert mou.language == "fr"
    assert [clause.kind for clause in mou.clauses.all()][:2] == ["parties", "background"]
    assert "Maison de l’étang" in texts["parties"]
    assert str(partnership.affiliate) in texts["parties"]
    assert texts["term"] == f"Ce protocole vaut du 1 févr. 2026 au {BLANK}."
    assert "{" not in "".join(texts.values())


def test_a_draft_begun_from_nothing_is_empty(desk, partnership):
    draft(desk, partnership)

    assert Mou.objects.get().clauses.count() == 0


def test_a_draft_begins_from_an_own_text_but_not_from_another_affiliates(desk, partnership, template):
    foreign = AgreementTemplateFactory(kind="letter")
    retired = AgreementTemplateFactory(affiliate=template.affiliate, retired_at="2026-01-01T00:00Z")

    for refused in (foreign, retired):
        answer = draft(desk, partnership, kind=refused.kind, begin_from=f"own-{refused.pk}")
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["begin_from"])
    draft(desk, partnership, kind="letter", begin_from=f"own-{template.pk}")

    assert Mou.objects.get().clauses.get().text == f"Pond House and {partnership.affiliate} share."


# An affiliate's own


def test_making_a_template_once(desk, coordinator):
    clauses = [
        {"kind": "force", "title": "Last", "text": "Nobody is bound.", "ORDER": "2"},
        {"kind": "aims", "title": "First", "text": "Share.", "ORDER": "1"},
        {"kind": "aims", "title": "Gone", "text": "x", "ORDER": "3", "DELETE": "on"},
        {"kind": "aims", "title": "", "text": "", "ORDER": ""},
    ]
    same = contents(
        clauses, plan=[{"title": "Say thanks", "after_days": "3"}, {"title": "", "after_days": "14"}]
    )
    same["affiliate"] = coordinator.affiliate.pk
    answers = [desk.post(MAKE, same) for _ in range(2)]

    made = AgreementTemplate.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert made.clauses == [
        {"kind": "aims", "title": "First", "text": "Share."},
        {"kind": "force", "title": "Last", "text": "Nobody is bound."},
    ]
    assert made.plan == [{"title": "Say thanks", "after_days": 3}]
    assert "Nobody is bound." in desk.get(f"/agreement-templates/{made.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "required"),
        ({"clauses": ()}, "at least one clause"),
        ({"clauses": ({"kind": "spell", "title": "x", "text": ""},)}, "Clause 1"),
        ({"clauses": ({"kind": "other", "title": "", "text": "x"},)}, "what this clause is about"),
        ({"clauses": ({"kind": "aims", "title": "x"},) * 41}, "40"),
        ({"plan": ({"title": "Thanks", "after_days": "-1"},)}, "Step 1"),
        ({"plan": ({"title": "Thanks", "after_days": "9" * 30},)}, "Step 1"),
        ({"clauses-TOTAL_FORMS": "x"}, "ManagementForm"),
    ],
)
def test_bad_templates_are_refused_in_words(desk, coordinator, changes, said):
    answer = desk.post(MAKE, contents(**changes) | {"affiliate": coordinator.affiliate.pk})

    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors)
    assert not AgreementTemplate.objects.exists()


def test_a_name_is_taken_once_until_it_is_out_of_use(desk, coordinator, template):
    mine = contents(affiliate=coordinator.affiliate.pk)
    assert "called “Our letter” already" in str(desk.post(MAKE, mine).context["form"].errors)

    desk.post(f"/agreement-templates/{template.pk}/retire/", {"version": 1})

    assert desk.post(MAKE, mine | {"form_key": uuid.uuid4()}).status_code == 302
    assert AgreementTemplate.objects.current().get().pk != template.pk


def test_nothing_is_made_for_another_affiliate(desk, template):
    foreign = AgreementTemplateFactory()

    assert desk.post(MAKE, contents(affiliate=foreign.affiliate_id)).status_code == 422
    for way in ("", "correct/", "retire/"):
        address = f"/agreement-templates/{foreign.pk}/{way}"
        assert desk.post(address).status_code in (404, 405)
        assert desk.get(address).status_code in (404, 405)
    assert foreign.name not in desk.get("/agreement-templates/").content.decode()


def test_an_agreement_becomes_a_template_with_its_names_left_open(desk, partnership):
    mou = MouFactory(partnership=partnership, language="en")
    ClauseFactory(mou=mou, title="Parties", text=f"Pond House and {partnership.affiliate}.")

    form = desk.get(MAKE, {"agreement": mou.pk}).context["form"]

    assert form.clauses.forms[0].initial["text"] == "{institution} and {affiliate}."
    assert desk.get(MAKE, {"agreement": MouFactory().pk}).status_code == 404
    assert desk.get(MAKE, {"agreement": "\0"}).status_code == 404
    assert desk.get(MAKE, {"ready": "letter-ar"}).context["form"].clauses.initial_form_count() == 6


def test_an_agreement_that_one_only_reads_becomes_no_template(desk, coordinator):
    theirs = MouFactory()
    Membership.objects.create(user=coordinator, affiliate=theirs.partnership.affiliate, role="viewer")

    assert desk.get(theirs.get_absolute_url()).status_code == 200
    assert desk.get(MAKE, {"agreement": theirs.pk}).status_code == 403


def test_correcting_a_template_is_guarded_and_leaves_agreements_alone(desk, partnership, template):
    draft(desk, partnership, kind="letter", begin_from=f"own-{template.pk}")
    address = f"/agreement-templates/{template.pk}/correct/"
    assert desk.get(address).status_code == 200

    assert desk.post(address, contents(version=1, name="Our note")).status_code == 302
    lost = desk.post(address, contents(version=1, name="Mine"))

    template.refresh_from_db()
    assert (template.name, template.version, template.clauses[0]["text"]) == ("Our note", 2, "Share.")
    assert lost.status_code == 409
    assert "share." in Mou.objects.get().clauses.get().text


def test_what_is_out_of_use_is_not_corrected(desk, template):
    desk.post(f"/agreement-templates/{template.pk}/retire/", {"version": 1})

    answer = desk.post(f"/agreement-templates/{template.pk}/correct/", contents(version=2))

    assert (answer.status_code, "out of use" in str(answer.context["form"].errors)) == (422, True)


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("wmf_staff", 403), ("volunteer", 403)])
def test_templates_are_for_those_who_write_agreements(client, request, template, role, status):
    client.force_login(request.getfixturevalue(role))

    assert client.get("/agreement-templates/").status_code == status
    assert client.get(MAKE).status_code == status
    assert client.get(f"/agreement-templates/{template.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 10])
def test_list_costs_the_same_however_many(desk, coordinator, count, django_assert_num_queries):
    AgreementTemplateFactory.create_batch(count, affiliate=coordinator.affiliate)

    with django_assert_num_queries(5):  # session, user, roles, count, rows
        assert len(desk.get("/agreement-templates/").context["page"].object_list) == count


# What follows a signature


def test_ticked_steps_become_tasks_of_the_lead_counted_from_the_signature(desk, partnership):
    partnership.lead.language = "ar"
    partnership.lead.save()
    mou = MouFactory(partnership=partnership, link="https://pond.example/")
    form = desk.get(f"/agreements/{mou.pk}/sign/").context["form"]
    keys = list(form.plans.steps)
    assert form["plan"].value() == keys  # ticked unless somebody unticks them

    signed = date(2026, 1, 10)
    desk.post(f"/agreements/{mou.pk}/sign/", {"version": 1, "signed_on": signed, "plan": keys[:2]})

    steps = PLANS["memorandum"][:2]
    tasks = list(Task.objects.order_by("pk"))
    assert [task.due_on for task in tasks] == [signed + timedelta(days=step.after_days) for step in steps]
    assert [task.origin for task in tasks] == [f"agreement-{mou.pk}-1", f"agreement-{mou.pk}-2"]
    assert {task.assignee for task in tasks} == {partnership.lead}


def test_an_own_plan_is_ticked_in_place_of_ours(desk, partnership, template):
    template.plan = [{"title": "Say thanks", "after_days": 3}]
    template.save()
    AgreementTemplateFactory(kind="letter", plan=template.plan)  # another affiliate's
    mou = MouFactory(partnership=partnership, kind="letter")

    form = desk.get(f"/agreements/{mou.pk}/sign/").context["form"]

    assert form.plans.steps[f"own-{template.pk}-1"] == Step("Say thanks", 3)
    assert form["plan"].value() == [f"own-{template.pk}-1"]
    assert len(form.plans.groups) == 2


def test_a_step_nobody_offered_is_refused_and_nothing_signed(desk, partnership):
    mou = MouFactory(partnership=partnership, link="https://pond.example/")

    answer = desk.post(
        f"/agreements/{mou.pk}/sign/", {"version": 1, "signed_on": "2026-01-01", "plan": ["own-1-1"]}
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["plan"])
    assert not Task.objects.exists()
    assert Mou.objects.get().state == "draft"
