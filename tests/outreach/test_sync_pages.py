# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the sync: who sees and starts it, what they read, and how a run shows its progress."""

import uuid

import pytest
from django.urls import reverse

from outreach import actions
from outreach.models import SyncRun
from tests.outreach.conftest import claimed_run
from tests.people import elevate
from work import actions as work
from work.models import Run

LIST = "/sync/"
START = "/sync/start/"
HTMX = {"HX-Request": "true"}


def ended_run(**counts):
    sync_run = claimed_run()
    work.finish(sync_run.run)
    SyncRun.objects.filter(pk=sync_run.pk).update(**counts)
    return sync_run


def failed_run(why):
    sync_run = claimed_run()
    work.fail(sync_run.run, why)
    return sync_run


def test_sync_list_is_for_those_who_work_with_the_mirror(client, volunteer, coordinator, wmf_staff):
    answers = []
    for user in (volunteer, coordinator, wmf_staff):
        client.force_login(user)
        answers.append(client.get(LIST).status_code)

    assert answers == [403, 200, 200]


def test_a_platform_administrator_starts_one_in_an_elevated_session(client, platform_admin):
    client.force_login(platform_admin)
    plain = client.get(LIST).text
    refused = client.post(START, {"form_key": uuid.uuid4()})
    elevate(client)
    elevated = client.get(LIST).text
    client.post(START, {"form_key": uuid.uuid4()})

    begin = f"{reverse('accounts:elevate')}?next={LIST}"
    assert (START in plain, begin in plain) == (False, True)
    assert refused.status_code == 403
    assert (START in elevated, begin in elevated) == (True, False)
    assert SyncRun.objects.get().run.actor == platform_admin


def test_sync_list_shows_newest_first_with_counts(client, coordinator):
    ended_run(created=3)
    ended_run(changed=2)
    client.force_login(coordinator)

    page = client.get(LIST).context["page"]

    assert [(each.created, each.changed) for each in page] == [(0, 2), (3, 0)]


@pytest.mark.parametrize("count", [1, 3])
def test_sync_list_costs_the_same_however_many_runs(client, wmf_staff, count, django_assert_num_queries):
    for _ in range(count):
        ended_run()
    client.force_login(wmf_staff)

    with django_assert_num_queries(5):  # session, user, roles, count, runs
        response = client.get(LIST)

    assert len(response.context["page"]) == count


def test_sync_list_says_why_the_last_run_failed_and_what_comes_next(client, coordinator):
    failed_run("The wiki did not answer in time.")
    client.force_login(coordinator)

    html = client.get(LIST).content.decode()

    assert "The wiki did not answer in time." in html
    assert "asked again within the hour" in html


def test_sync_now_is_offered_to_those_who_may_start_it(client, coordinator, wmf_staff):
    client.force_login(coordinator)
    theirs = client.get(LIST)
    client.force_login(wmf_staff)
    ours = client.get(LIST)

    assert (START in theirs.content.decode(), START in ours.content.decode()) == (False, True)


def test_start_queues_a_run(client, wmf_staff):
    client.force_login(wmf_staff)

    response = client.post(START, {"form_key": uuid.uuid4()})

    assert (response.status_code, response.url) == (302, LIST)
    assert SyncRun.objects.get().run.actor == wmf_staff


def test_start_sent_twice_is_one_run(client, wmf_staff):
    client.force_login(wmf_staff)
    form = {"form_key": uuid.uuid4()}
    client.post(START, form)
    Run.objects.update(state=Run.State.DONE)

    response = client.post(START, form)

    assert (response.status_code, response.url) == (302, LIST)
    assert SyncRun.objects.count() == 1


def test_start_is_refused_in_words_while_a_run_is_under_way(client, wmf_staff):
    actions.request_sync(by=None)
    client.force_login(wmf_staff)

    response = client.post(START, {"form_key": uuid.uuid4()})

    assert response.status_code == 409
    assert "already under way" in response.content.decode()
    assert SyncRun.objects.count() == 1


@pytest.mark.parametrize("form_key", ["", "no key"])
def test_start_without_a_key_starts_nothing(client, wmf_staff, form_key):
    client.force_login(wmf_staff)

    response = client.post(START, {"form_key": form_key})

    assert response.status_code == 422
    assert not SyncRun.objects.exists()


def test_start_is_refused_to_those_who_only_look(client, coordinator):
    client.force_login(coordinator)

    response = client.post(START, {"form_key": uuid.uuid4()})

    assert response.status_code == 403
    assert not SyncRun.objects.exists()


def test_start_takes_no_get(client, wmf_staff):
    client.force_login(wmf_staff)

    assert client.get(START).status_code == 405


def test_run_under_way_asks_for_its_progress_every_second(client, coordinator):
    sync_run = claimed_run()
    work.advance(sync_run.run, progress=30, expected=120)
    client.force_login(coordinator)

    whole, part = client.get(LIST).content.decode(), client.get(LIST, headers=HTMX).content.decode()

    for html in (whole, part):
        assert 'hx-trigger="every 1s"' in html
        assert 'value="30" max="120"' in html
    assert ("<html" in whole, "<html" in part, "<table" in part) == (True, False, False)


def test_progress_of_a_run_that_ended_is_the_list_and_asks_no_more(client, coordinator):
    ended_run(created=3)
    client.force_login(coordinator)

    response = client.get(LIST, headers=HTMX)

    assert response["HX-Retarget"] == "#runs"
    html = response.content.decode()
    assert ("every 1s" in html, "<table" in html, "<html" in html) == (False, True, False)


def test_sync_run_page_shows_the_reasons_in_the_readers_words(client, coordinator):
    reasons = [{"title": "GLAM/Case studies/A", "reason": "hidden", "detail": ""}]
    sync_run = ended_run(hidden=1, reasons=reasons)
    client.force_login(coordinator)

    response = client.get(sync_run.get_absolute_url())

    assert response.context["reasons"] == [("GLAM/Case studies/A", "The wiki hid its text", "")]
    assert "The wiki hid its text" in response.content.decode()


def test_sync_run_page_shows_its_progress_too(client, coordinator):
    sync_run = claimed_run()
    client.force_login(coordinator)

    html = client.get(sync_run.get_absolute_url(), headers=HTMX).content.decode()

    assert f'hx-get="{sync_run.get_absolute_url()}"' in html


def test_sync_run_is_not_there_for_volunteers(client, volunteer):
    sync_run = ended_run()
    client.force_login(volunteer)

    assert client.get(reverse("outreach:sync-run", args=[sync_run.pk])).status_code == 404
