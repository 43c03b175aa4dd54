# SPDX-License-Identifier: GPL-3.0-or-later
"""A day on which the wiki cannot be used: the pages stay up, the run says why, and nothing mirrored is lost."""

from types import SimpleNamespace

import pytest

from casestudies.models import CaseStudy
from outreach import connection, tasks
from outreach.models import Contribution, Contributor, Page, SyncRun
from outreach.wiki import session
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.wiki]

ALL_IS_KEPT = "Nothing that was mirrored is lost, and pages are served as before."


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    """Where a wiki makes us wait, the worker waits; a test need not. The wiki that is slow is slow all the same."""
    monkeypatch.setattr(connection, "time", SimpleNamespace(sleep=lambda _seconds: None))
    monkeypatch.setattr(session, "SILENCE_SECONDS", 1)


@pytest.fixture
def staff(wmf_staff):
    visitor = Visitor()
    visitor.client.force_login(wmf_staff)
    return visitor


@pytest.fixture
def press_sync(staff, settings):
    """Press “Sync now” while WIKI_URL is that, let the worker's task run; the page of the run."""

    def press(url):
        settings.WIKI_URL = url
        answer = staff.open("/sync/").send("Sync now")
        assert (answer.status, "The sync is on its way." in answer.text) == (200, True)
        run = SyncRun.objects.order_by("-pk").first()
        tasks.run_sync(run.run_id)
        return staff.open(f"/sync/{run.pk}/")

    return press


@pytest.fixture
def mirrored(press_sync, counted_mediawiki, monkeypatch):
    """A first sync that went well; the wiki's address, behind a proxy that breaks answers when told to."""
    with monkeypatch.context() as patient:  # on a busy machine a wiki that is well may be silent for a second
        patient.setattr(session, "SILENCE_SECONDS", 20)
        press_sync(counted_mediawiki.url)
    assert Page.objects.count() > 50
    return counted_mediawiki


def mirror_as_it_is():
    models = (Page, Contributor, Contribution, CaseStudy)
    return [list(model.objects.order_by("pk").values()) for model in models]


def check_that_pages_are_up(passer_by, staff):
    study = CaseStudy.objects.mirrored().first()
    contributor = Contributor.objects.first()
    assert study.title in passer_by.open(study.get_absolute_url()).text
    assert contributor.username in passer_by.open(contributor.get_absolute_url()).text
    for path in ("/", "/case-studies/", "/contributors/", "/institutions/", "/api/v1/case-studies/"):
        assert passer_by.open(path).status == 200, path
    assert staff.open("/dashboards/movement/").status == staff.open("/sync/").status == 200


def check_that_it_went_well_after_all(page):
    assert (page.status, page.response.context["sync_run"].run.state) == (200, "done")
    assert ALL_IS_KEPT not in page.text


@pytest.mark.parametrize(
    "fault, skip, words",
    [
        ("html", 0, "what answers there sends a web page, not a wiki's data."),
        ("html", 1, "The wiki answered with a web page instead of data; it may be under maintenance."),
        ("slow", 0, "The wiki did not answer in time."),
        ("reset", 0, "The connection to the wiki could not be made or broke off."),
        (503, 0, "503"),
    ],
)
def test_wiki_that_answers_badly_is_named_and_costs_nothing(
    mirrored, press_sync, staff, passer_by, fault, skip, words
):
    before = mirror_as_it_is()
    mirrored.inject(fault, times=99, skip=skip, arg=3)

    page = press_sync(mirrored.url)

    assert page.response.context["sync_run"].run.state == "failed"
    assert words in page.text
    assert ALL_IS_KEPT in page.text
    assert mirror_as_it_is() == before
    check_that_pages_are_up(passer_by, staff)
    mirrored.clear()
    check_that_it_went_well_after_all(press_sync(mirrored.url))


def test_wiki_that_is_down_is_named_and_costs_nothing(mirrored, press_sync, staff, passer_by):
    before = mirror_as_it_is()
    mirrored.stop()

    page = press_sync(mirrored.url)

    assert "The connection to the wiki could not be made or broke off." in page.text
    assert ALL_IS_KEPT in page.text
    assert mirror_as_it_is() == before
    check_that_pages_are_up(passer_by, staff)


def test_folder_without_a_wiki_is_named_and_costs_nothing(mirrored, press_sync, staff, passer_by):
    before = mirror_as_it_is()

    page = press_sync(mirrored.url.replace("/w/", "/no/such/folder/"))

    assert page.response.context["sync_run"].run.state == "failed"
    assert "WIKI_URL" in page.text
    assert ALL_IS_KEPT in page.text
    assert mirror_as_it_is() == before
    check_that_pages_are_up(passer_by, staff)


@pytest.mark.parametrize(
    "url, contact, words",
    [
        # A name that never exists (RFC 2606).
        ("https://wiki.invalid/w/", "tests@example.org", "The connection to the wiki could not be made"),
        ("http://wiki.invalid/w/", "tests@example.org", "WIKI_URL must begin with https://"),
        ("https://wiki.invalid/w/", "", "OPERATOR_CONTACT must be set"),
        ("https://wiki.invalid/w/", "nobody in particular", "OPERATOR_CONTACT must be set"),
    ],
)
def test_setting_that_is_wrong_is_named_and_costs_nothing(
    mirrored, press_sync, staff, passer_by, settings, url, contact, words
):
    before = mirror_as_it_is()
    settings.OPERATOR_CONTACT = contact

    page = press_sync(url)

    assert page.response.context["sync_run"].run.state == "failed"
    assert words in page.text
    assert ALL_IS_KEPT in page.text
    assert mirror_as_it_is() == before
    check_that_pages_are_up(passer_by, staff)
