# SPDX-License-Identifier: GPL-3.0-or-later
"""What a line of the journal tells: from what to what, whose role, and codes in the reader's language."""

import csv
import io

import pytest
from django.utils import translation

from accounts.actions import end_role, grant_role
from accounts.models import Membership
from agreements import actions as agreements
from casestudies.models import CaseStudy
from journal.actions import record
from journal.codes import CODED, _field
from journal.models import Entry
from journal.people import with_names
from journal.verbs import VERBS
from partnerships import actions
from partnerships.models import Mou, Partnership
from partnerships.reports.timeline import Sight, entries_of, timeline
from partnerships.stages import Phase
from privacy.classes import DataClass
from privacy.corrections import told
from privacy.registry import class_of
from tests.factories import (
    CaseStudyFactory,
    InstitutionFactory,
    MouFactory,
    UserFactory,
    member,
)
from tests.people import elevate, sign_in_freshly

pytestmark = pytest.mark.django_db
PAGE, FILE = "/audit/", "/audit/file/"


def lines(client, verb, **cookies):
    client.cookies["django_language"] = cookies.get("language", "en")
    return client.get(PAGE, {"verb": verb}).context["lines"]


def ends(client, verb, **cookies):
    return [(line.before, line.after) for line in lines(client, verb, **cookies)]


# Corrections


def test_a_correction_says_from_what_to_what_in_the_readers_language(coordinator):
    institution = InstitutionFactory(name="Pond", kind="museum", country="FR", website="")

    actions.correct_institution(
        institution,
        version=institution.version,
        by=coordinator,
        name="Lake",
        kind="gallery",
        website="https://l.example/",
    )

    line = Entry.objects.get(verb="institution.corrected")
    assert (line.before, line.after) == (
        "name: Pond\nkind: museum\nwebsite: –",
        "name: Lake\nkind: gallery\nwebsite: https://l.example/",
    )
    with translation.override("ar"):
        with_names([line])
        kinds = dict(institution._meta.get_field("kind").flatchoices)
        assert str(kinds["museum"]) in line.before
        assert str(kinds["gallery"]) in line.after
        assert "museum" not in line.before
    assert "Pond" in line.before


def test_of_what_may_name_somebody_only_the_fields_are_said(desk, partnership, affiliate_admin):
    actions.correct_partnership(
        partnership,
        version=partnership.version,
        by=affiliate_admin,
        notes="Canary said no",
        lead=affiliate_admin,
        is_public=True,
    )

    line = Entry.objects.get(verb="partnership.corrected")
    assert (line.before, line.after) == ("is_public: False", "is_public: True\nnotes, lead")
    assert ends(desk, "partnership.corrected") == [("public: no", "public: yes · internal notes, lead")]


def test_drafts_of_agreements_say_kind_and_days_and_no_title(desk, partnership, coordinator):
    mou = MouFactory(partnership=partnership, kind="letter", title="With Ada Canary")

    agreements.correct_mou(
        mou,
        version=mou.version,
        by=coordinator,
        kind="memorandum",
        title="With Bo Canary",
        ends_on="2027-01-31",
    )

    line = Entry.objects.get(verb="mou.corrected")
    assert (line.before, line.after) == (
        "kind: letter\nends_on: –",
        "kind: memorandum\nends_on: 2027-01-31\ntitle",
    )


def test_days_and_addresses_read_as_their_language_writes_them():
    said = "starts_on: 2027-01-31\nlink: https://l.example/"
    line = Entry(verb="mou.corrected", subject_kind="partnerships.mou", subject_id=1, after=said)
    with translation.override("en"):
        with_names([line])
    assert line.after == "starts on: Jan. 31, 2027 · link: https://l.example/"

    line.after = said
    with translation.override("ar"):
        with_names([line])
    assert "\u2068https://l.example/\u2069" in line.after
    assert "2027-01-31" not in line.after


def test_putting_back_and_what_a_move_corrects_say_both_ends_too(partnership, coordinator):
    became = partnership.expected_works
    actions.put_back(partnership, "expected_works", by=coordinator, became=became, was=7)

    line = Entry.objects.get(verb="partnership.put_back")
    assert (line.before, line.after) == (
        f"expected_works: {'–' if became is None else became}",
        "expected_works: 7",
    )


@pytest.mark.parametrize("model", [Partnership, Mou, Membership])
def test_whatever_is_corrected_no_value_of_a_personal_field_is_told(model):
    """With every field at once: long ones and many are cut, and the line still fits."""
    row = model()
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    personal = {
        field.name
        for field in model._meta.concrete_fields
        if class_of(model._meta.label, field.name) != DataClass.NOT_PERSONAL
    }

    for name in names:
        said = told(row, {name: "Canary " * 40})
        field = model._meta.get_field(name).name
        assert ("Canary" in said["before"]) is (field not in personal), field
        assert field in said["after"]
    said = told(row, dict.fromkeys(names, "Canary " * 40))
    assert max(map(len, said.values())) <= 300


def test_timelines_show_no_value_that_the_reader_may_not_know(partnership, coordinator):
    actions.correct_partnership(partnership, version=partnership.version, by=coordinator, effort="high")
    entries = entries_of(partnership, Sight(with_notes=False))

    shown = timeline(entries, partnership, [], Sight(with_notes=False))

    assert [line.text for line in shown] == [str(VERBS["partnership.corrected"])]


def test_timelines_say_codes_in_the_readers_language_too(partnership, coordinator):
    record(
        "casestudy.filed",
        CaseStudyFactory(),
        by=coordinator,
        about=partnership,
        before="draft",
        after="filed",
    )
    entries = entries_of(partnership, Sight(with_notes=True))

    with translation.override("ar"):
        states = {code: str(word) for code, word in CaseStudy.State.choices}
        (line,) = timeline(entries, partnership, [], Sight(with_notes=True))

    assert states["draft"] in line.text
    assert states["filed"] in line.text
    assert "filed" not in line.text


# Codes


def test_every_coded_verb_points_to_choices_of_a_model():
    fields = {verb: _field(*path.rsplit(".", 1)) for verb, path in CODED.items()}

    assert set(CODED) <= set(VERBS)
    assert [verb for verb, field in fields.items() if field is None or not field.flatchoices] == []


@pytest.mark.parametrize("writes_in", ["en", "ar"])
def test_codes_read_in_the_readers_language_whoever_wrote_them(desk, partnership, coordinator, writes_in):
    researched = partnership.pipeline.stages.get(phase=Phase.RESEARCHED)
    with translation.override(writes_in):
        grant_role(UserFactory(), coordinator.affiliate, "viewer", by=coordinator)
        actions.move_to_stage(partnership, researched, by=coordinator)

    for language in ("en", "ar"):
        with translation.override(language):
            role, phase = str(Membership.Role.VIEWER.label), str(Phase.RESEARCHED.label)
        assert ends(desk, "membership.granted", language=language)[0] == ("", role)
        assert ends(desk, "partnership.moved", language=language)[0][1] == phase


def test_a_stage_with_a_name_of_its_own_keeps_it(desk, partnership, coordinator):
    stage = partnership.pipeline.stages.get(phase=Phase.RESEARCHED)
    stage.names = {"": "Tea with the director"}
    stage.save()

    actions.move_to_stage(partnership, stage, by=coordinator)

    assert ends(desk, "partnership.moved", language="ar")[0][1] == "Tea with the director"


def test_what_is_no_code_stays_as_it_is(desk, partnership):
    record("membership.granted", partnership, by=None, after="gardener")
    record("partnership.planned", partnership, by=None, after="viewer")

    assert ends(desk, "membership.granted") == [("", "gardener")]
    assert ends(desk, "partnership.planned", language="ar") == [("", "viewer")]


# Whose role


def test_a_role_is_named_by_whose_it_is_when_it_is_over_too(desk, affiliate_admin, coordinator):
    newcomer = UserFactory(wiki_username="Newcomer")
    role = grant_role(newcomer, coordinator.affiliate, "viewer", by=affiliate_admin)
    end_role(role, by=affiliate_admin)

    granted, ended = lines(desk, "membership.granted")[0], lines(desk, "membership.ended")[0]

    assert (granted.whom, ended.whom) == ("Newcomer", "Newcomer")
    assert f"role in an affiliate #{role.pk}</bdi>: <bdi>Newcomer" in desk.get(PAGE).text
    rows = list(csv.reader(io.StringIO(desk.post(FILE, {"verb": "membership.granted"}).getvalue().decode())))
    assert [row[-1] for row in rows] == ["Whose role", "Newcomer"]


def test_platform_administrators_read_whose_role_it_is_by_number(client, platform_admin, coordinator):
    newcomer = UserFactory(wiki_username="Canary newcomer")
    grant_role(newcomer, coordinator.affiliate, "viewer", by=coordinator)
    sign_in_freshly(client, platform_admin)
    elevate(client)

    assert lines(client, "membership.granted")[0].whom == f"#{newcomer.pk}"
    assert "Canary" not in client.get(PAGE).text


@pytest.mark.parametrize("number", [5, 45])
def test_whose_roles_they_are_costs_one_query(
    desk, coordinator, affiliate_admin, number, django_assert_num_queries
):
    for _n in range(number):
        member("viewer", coordinator.affiliate)
    for role in Membership.objects.filter(affiliate=coordinator.affiliate):
        record("membership.granted", role, by=affiliate_admin, about=role.affiliate, after=role.role)
    desk.get(PAGE)

    with django_assert_num_queries(7):  # as without, but for whom the lines speak of
        desk.get(PAGE)
