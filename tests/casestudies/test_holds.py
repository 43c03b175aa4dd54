# SPDX-License-Identifier: GPL-3.0-or-later
"""A section that somebody writes is locked for others: taken, kept, released, taken over, and free when its time is over."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from casestudies import actions
from casestudies.errors import NotADraft, SectionHeld
from casestudies.models import Hold
from casestudies.seen import fingerprint
from journal.models import Entry
from teamwork.models import Notice
from tests.casestudies.test_writing import typed
from tests.factories import CaseStudyFactory, UserFactory
from tests.factories.together import CoAuthorFactory
from tests.threads import race

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def draft(volunteer):
    return actions.begin_case_study(by=volunteer, title="A scanner on loan")


@pytest.fixture
def ada(draft):
    return CoAuthorFactory(case_study=draft, user__wiki_username="Ada", writing=True).user


@pytest.fixture
def bea(draft):
    return CoAuthorFactory(case_study=draft, user__wiki_username="Bea", writing=True).user


def url(name, draft):
    return reverse(f"casestudies:{name}", args=[draft.pk])


def save(draft, by, **sections):
    draft.refresh_from_db()
    return actions.save_case_study(draft, version=draft.version, by=by, sections=sections, quietly=True)


def end_all():
    Hold.objects.update(ends_at=timezone.now() - timedelta(seconds=1))


def test_a_section_is_held_for_two_minutes_and_kept_by_signs_of_life(draft, ada):
    first = actions.take_hold(draft, "goals", by=ada)
    Hold.objects.update(ends_at=timezone.now() + timedelta(seconds=5))

    second = actions.take_hold(draft, "goals", by=ada)

    assert timedelta(seconds=110) < second.ends_at - timezone.now() <= timedelta(minutes=2)
    assert (second.held_at, Hold.objects.count()) == (first.held_at, 1)


def test_another_is_refused_by_name_and_may_write_elsewhere(draft, ada, bea):
    actions.take_hold(draft, "goals", by=ada)

    with pytest.raises(SectionHeld) as refusal:
        actions.take_hold(draft, "goals", by=bea)

    assert "Ada has been writing “Goals” since" in refusal.value.messages[0]
    assert actions.take_hold(draft, "outcomes", by=bea).held_by == bea
    assert Hold.objects.get(section="goals").held_by == ada


def test_saving_what_another_holds_is_refused_and_nothing_is_written(draft, ada, bea):
    actions.take_hold(draft, "goals", by=ada)

    with pytest.raises(SectionHeld):
        save(draft, bea, goals="Hers", outcomes="Hers too")

    assert not draft.sections.exclude(text="").exists()
    assert save(draft, bea, outcomes="Hers too")


def test_saving_is_a_sign_of_life_and_takes_what_nobody_holds(draft, ada, bea):
    save(draft, ada, goals="First")

    hold = Hold.objects.get()
    assert (hold.held_by, hold.section) == (ada, "goals")
    with pytest.raises(SectionHeld):
        save(draft, bea, goals="Second")


def test_who_writes_alone_holds_nothing_by_saving(draft, volunteer):
    save(draft, volunteer, goals="Alone")

    assert not Hold.objects.exists()


def test_a_hold_whose_time_is_over_is_anybodys(draft, ada, bea):
    actions.take_hold(draft, "goals", by=ada)
    end_all()

    assert actions.take_hold(draft, "goals", by=bea).held_by == bea
    assert save(draft, bea, goals="Hers")
    assert Hold.objects.get().held_by == bea


def test_release_frees_ones_own_and_nobody_elses(draft, ada, bea):
    actions.take_hold(draft, "goals", by=ada)

    assert not actions.release_hold(draft, "goals", by=bea)
    assert Hold.objects.exists()
    assert actions.release_hold(draft, "goals", by=ada)
    assert not Hold.objects.exists()


def test_author_takes_over_with_a_notice_and_a_line_in_the_journal(draft, ada, volunteer):
    actions.take_hold(draft, "goals", by=ada)

    hold = actions.take_hold(draft, "goals", by=volunteer, takes_over=True)

    assert hold.held_by == volunteer
    notice = Notice.objects.get(user=ada)
    assert notice.kind == "hold.taken_over"
    assert "Goals" in notice.sentence
    assert Entry.objects.latest("pk").verb == "hold.taken_over"
    with pytest.raises(SectionHeld):
        save(draft, ada, goals="Too late")


def test_what_cannot_be_written_cannot_be_held():
    filed = CaseStudyFactory(filed=True)

    with pytest.raises(NotADraft):
        actions.take_hold(filed, "goals", by=filed.author)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_of_two_connections_that_take_one_hold_one_gets_it(draft, ada, bea, _round):
    answers = race(
        lambda: actions.take_hold(draft, "goals", by=ada), lambda: actions.take_hold(draft, "goals", by=bea)
    )

    assert {type(each) for each in answers} == {Hold, SectionHeld}
    winner = next(each for each in answers if isinstance(each, Hold))
    assert Hold.objects.get().held_by == winner.held_by


@pytest.mark.django_db(transaction=True)
def test_who_takes_a_hold_while_another_is_taking_it_waits_and_is_refused(draft, ada, bea):
    has_taken = threading.Event()

    def first():
        with transaction.atomic():
            hold = actions.take_hold(draft, "goals", by=ada)
            has_taken.set()
            time.sleep(0.5)  # the other one asks meanwhile, and must not slip past
        return hold

    def second():
        has_taken.wait(10)
        return actions.take_hold(draft, "goals", by=bea)

    answers = race(first, second)

    assert [type(each) for each in answers] == [Hold, SectionHeld]
    assert Hold.objects.get().held_by == ada


# Pages


def test_page_says_who_writes_what_and_looking_writes_nothing(client, draft, ada, volunteer, bea):
    actions.take_hold(draft, "goals", by=ada)
    client.force_login(volunteer)

    page = client.get(url("holds", draft))

    assert "Ada has been writing here since" in page.text
    assert "Take over" in page.text
    client.force_login(bea)
    assert "Take over" not in client.get(url("holds", draft)).text
    client.force_login(ada)
    assert "You have been writing here since" in client.get(url("holds", draft)).text
    assert Hold.objects.count() == 1


def test_fragment_names_each_section_with_what_is_saved_of_it(client, draft, ada):
    save(draft, ada, goals="Reach")
    client.force_login(ada)

    html = client.get(url("holds", draft), headers=HTMX).text

    assert "<html" not in html
    assert f'data-section="goals" data-seen="{fingerprint("Reach")}" data-holder="me"' in html
    assert html.count("data-section=") == 7


def test_who_writes_alone_is_not_shown_that_others_wait(client, draft, volunteer):
    actions.take_hold(draft, "goals", by=volunteer)
    client.force_login(volunteer)

    alone = client.get(url("holds", draft), headers=HTMX).text
    CoAuthorFactory(case_study=draft, writing=True)
    together = client.get(url("holds", draft), headers=HTMX).text

    assert 'data-holder="me" hidden>' in alone
    assert 'data-holder="me">' in together


def test_one_section_is_given_as_it_is_saved(client, draft, ada):
    save(draft, ada, goals="Reach")
    client.force_login(ada)

    answer = client.get(url("holds", draft), {"section": "goals"}).json()

    assert answer == {"text": "Reach", "seen": fingerprint("Reach")}


def test_take_release_and_refusal_by_the_door(client, draft, ada, bea):
    client.force_login(ada)
    taken = client.post(url("hold", draft), {"section": "goals", "what": "take"})
    assert taken.url == url("write", draft)
    client.force_login(bea)

    refused = client.post(url("hold", draft), {"section": "goals", "what": "take"}, headers=HTMX)
    plainly = client.post(url("hold", draft), {"section": "goals", "what": "take"}, follow=True)
    over = client.post(url("hold", draft), {"section": "goals", "what": "take-over"})

    assert (refused.status_code, over.status_code) == (409, 403)
    assert "Ada has been writing" in refused.text
    assert "Ada has been writing" in plainly.text
    client.force_login(ada)
    client.post(url("hold", draft), {"section": "goals", "what": "release"})
    assert not Hold.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [{}, {"section": "goals"}, {"section": "other", "what": "take"}, {"section": "x\x00", "what": "burn"}],
)
def test_nonsense_is_422(client, draft, ada, sent):
    client.force_login(ada)

    assert client.post(url("hold", draft), sent).status_code == 422
    assert not Hold.objects.exists()


def test_autosave_of_a_locked_section_says_who_holds_it_and_keeps_the_text(client, draft, ada, bea):
    actions.take_hold(draft, "goals", by=ada)
    client.force_login(bea)

    answer = client.post(url("autosave", draft), typed(draft, section_goals="Hers"))
    page = client.post(url("write", draft), typed(draft, section_goals="Hers"))

    assert "Ada has been writing “Goals”" in answer.text
    assert (answer.status_code, page.status_code) == (422, 422)
    assert "Hers</textarea>" in page.text


def test_a_name_cannot_act(client, draft, volunteer):
    evil = UserFactory(wiki_username="<img src=x onerror=alert(1)>")
    CoAuthorFactory(case_study=draft, user=evil, writing=True)
    actions.take_hold(draft, "goals", by=evil)
    client.force_login(volunteer)

    assert "<img src=x" not in client.get(url("holds", draft)).text


@pytest.mark.parametrize("count", [1, 7])
def test_asking_costs_the_same_however_much_is_held(client, draft, ada, count, django_assert_num_queries):
    keys = ["summary", "context", "goals", "implementation", "outcomes", "reflection", "resources"]
    for key in keys[:count]:
        actions.take_hold(draft, key, by=ada)
    client.force_login(ada)

    with django_assert_num_queries(
        8
    ):  # session, user, roles, study, may it, holds with names, texts, is it shared
        client.get(url("holds", draft), headers=HTMX)
