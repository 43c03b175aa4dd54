# SPDX-License-Identifier: GPL-3.0-or-later
"""A person says what a name stands for; it holds for all of the name, and outlives every sync."""

import threading
import time

import pytest
from django.db import transaction
from django.test import Client

from journal.models import Entry
from newsletter import actions
from newsletter.errors import AreaNotSaid
from newsletter.mirroring import apply_many
from newsletter.models import AreaName, Report
from tests.factories import PageFactory, UserFactory
from tests.newsletter.test_mirror import TEXT
from tests.threads import race

pytestmark = pytest.mark.django_db
NAMES, MAP = "/newsletter/names/", "/newsletter/names/map/"


def mirrored(name, month="May 2014", **values):
    page = PageFactory(
        title=f"GLAM/Newsletter/{month}/Contents/{name}", text=TEXT, kind="newsletter", **values
    )
    apply_many([page])
    return page


def areas(report):
    report.refresh_from_db()
    return report.area_class, [(area.country, area.name) for area in report.areas.all()]


def test_a_mapped_name_holds_for_reports_of_before_and_after(wmf_staff):
    before = mirrored("Freedonia report")
    other = mirrored("Freedonia and Sylvania report")

    actions.map_name("Freedonia report", by=wmf_staff, area_class="country", countries=["IT"])
    after = mirrored("FREEDONIA report 2", month="June 2014")
    apply_many([before])

    assert areas(before.newsletter_report) == ("country", [("IT", "")])
    assert areas(after.newsletter_report) == ("country", [("IT", "")])
    assert areas(other.newsletter_report) == ("unknown", [])
    assert AreaName.objects.get().name == "freedonia"


def test_names_are_compared_as_they_are_folded(wmf_staff):
    report = mirrored("GROßE report").newsletter_report

    actions.map_name("GROSSE report", by=wmf_staff, area_class="thematic", label="Big ones")

    assert areas(report) == ("thematic", [("", "Big ones")])


@pytest.mark.django_db(transaction=True)
def test_a_name_mapped_while_its_reports_are_stored_holds_for_them(wmf_staff):
    page = PageFactory(
        title="GLAM/Newsletter/May 2014/Contents/Freedonia report", text=TEXT, kind="newsletter"
    )
    is_stored, is_mapping = threading.Event(), threading.Event()

    def store():
        with transaction.atomic():
            apply_many([page])
            is_stored.set()
            is_mapping.wait(5)
            time.sleep(0.3)  # so that whoever does not wait for us is through by now

    def say():
        is_stored.wait(5)
        is_mapping.set()
        return actions.map_name("Freedonia", by=wmf_staff, area_class="country", countries=["IT"]).name

    assert race(store, say) == [None, "freedonia"]
    assert areas(Report.objects.get()) == ("country", [("IT", "")])


def test_what_was_said_is_replaced_by_what_is_said_later_and_both_are_remembered(wmf_staff, platform_admin):
    report = mirrored("Momentum").newsletter_report

    actions.map_name("Momentum", by=wmf_staff, area_class="thematic", label="Momentum 2030")
    actions.map_name(
        "Momentum",
        by=platform_admin,
        area_class="region",
        label="Nordic countries",
        countries=["NO", "SE"],
        version=1,
    )

    assert areas(report) == ("region", [("NO", "Nordic countries"), ("SE", "Nordic countries")])
    assert AreaName.objects.get().mapped_by == platform_admin
    lines = list(Entry.objects.order_by("pk").values_list("verb", "actor", "after"))
    assert lines == [
        ("areaname.mapped", wmf_staff.pk, "momentum: thematic Momentum 2030"),
        ("areaname.mapped", platform_admin.pk, "momentum: a region Nordic countries"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"area_class": "country"},
        {"area_class": "country", "countries": ["IT", "FR"]},
        {"area_class": "country", "countries": ["IT"], "label": "Italy"},
        {"area_class": "countries", "countries": ["IT", "IT"]},
        {"area_class": "region", "countries": ["IT"]},
        {"area_class": "thematic", "label": " "},
        {"area_class": "thematic", "label": "X", "countries": ["IT"]},
        {"area_class": "editorial", "label": "X"},
        {"area_class": "unknown"},
    ],
)
def test_what_does_not_go_together_is_refused(wmf_staff, said):
    report = mirrored("Freedonia report").newsletter_report

    with pytest.raises(AreaNotSaid):
        actions.map_name("Freedonia report", by=wmf_staff, **said)

    assert areas(report) == ("unknown", [])
    assert not AreaName.objects.exists()
    assert not Entry.objects.exists()


def test_the_page_lists_unknown_names_and_takes_an_answer(client, wmf_staff):
    mirrored("Freedonia report")
    mirrored("Freedonia report 2")
    mirrored("Sylvania report", month="June 2014")
    client.force_login(wmf_staff)

    waiting = list(client.get(NAMES).context["page_obj"])
    asked = client.get(MAP, {"name": "Freedonia"})
    answered = client.post(MAP, {"name": "Freedonia", "area_class": "thematic", "label": "Cinema"})
    left = list(client.get(NAMES).context["page_obj"])

    assert waiting == [("Freedonia", 2), ("Sylvania", 1)]
    assert asked.status_code == 200
    assert (answered.status_code, answered["Location"]) == (302, NAMES)
    assert left == [("Sylvania", 1)]
    assert set(Report.objects.filter(areas__name="Cinema").values_list("name", flat=True)) == {
        "Freedonia report", "Freedonia report 2",
    }  # fmt: skip


def test_a_refusal_stands_on_the_form_and_keeps_what_was_typed(client, wmf_staff):
    mirrored("Freedonia report")
    client.force_login(wmf_staff)

    response = client.post(MAP, {"name": "Freedonia", "area_class": "country", "label": "Cinema"})

    assert response.status_code == 422
    assert "a country is exactly one" in response.text
    assert 'value="Cinema"' in response.text


def test_a_report_offers_to_map_its_name_only_to_those_who_may(client, wmf_staff, coordinator):
    address = mirrored("Freedonia report").newsletter_report.get_absolute_url()

    client.force_login(coordinator)
    assert MAP not in client.get(address).text
    client.force_login(wmf_staff)
    assert MAP in client.get(address).text


def test_of_two_who_had_the_same_name_open_the_second_sees_what_the_first_said(client, wmf_staff):
    """Nobody had said anything when both began; then again over what stands."""
    report = mirrored("Freedonia report").newsletter_report
    first, second = (answers_of(user) for user in (wmf_staff, UserFactory(is_wmf_staff=True)))
    for page in (first, second):
        assert page({"area_class": "country", "countries": ["FR"]}, just_open=True).status_code == 200

    assert first({"area_class": "country", "countries": ["IT"]}).status_code == 302
    asked = second({"area_class": "thematic", "label": "Freedom"})

    assert asked.status_code == 409
    assert areas(report) == ("country", [("IT", "")])
    assert [str(value) for _label, value in asked.context["form"].differences] == ["a country", "Italy", ""]
    seen = asked.context["form"]["version"].value()
    assert second({"area_class": "thematic", "label": "Freedom", "version": seen}).status_code == 302
    assert areas(report) == ("thematic", [("", "Freedom")])
    assert first({"area_class": "country", "countries": ["IT"], "version": 1}).status_code == 409


def answers_of(user):
    """Opens the page of Freedonia as the user, or sends its form."""
    browser = Client()
    browser.force_login(user)

    def send(said, *, just_open=False):
        return (
            browser.get(MAP, {"name": "Freedonia"})
            if just_open
            else browser.post(MAP, {"name": "Freedonia"} | said)
        )

    return send
