# SPDX-License-Identifier: GPL-3.0-or-later
"""Which verbs of the journal carry somebody's own words, and that these stand in the note alone and go after a year."""

import ast
from datetime import timedelta
from functools import cache
from pathlib import Path

import pgtrigger
import pytest
from django.conf import settings
from django.utils import timezone

from accounts.actions import note_elevated
from agreements import actions as agreements
from institutions.actions.duplicates import tell_apart
from institutions.actions.removal import remove_institution
from institutions.actions.suggestions import decline, suggest
from journal.models import Entry
from journal.verbs import VERBS
from partnerships import actions
from partnerships.actions.handing_over import Choice
from partnerships.actions.leaving import Fate
from privacy.actions.below import lines_of_the_journal
from teamwork import actions as teamwork
from tests.factories import (
    AdvocateFactory,
    CommitmentFactory,
    InstitutionFactory,
    MouFactory,
    PartnershipFactory,
    TaskFactory,
    UserFactory,
    member,
)
from tests.journal import said

WRITERS = {"record", "record_event", "write_down"}
WORD = "Canary of a reason"


# What the code says of itself


@cache
def calls():
    """(file, verb expression, {keyword: expression}) of each line that the code writes."""
    found = []
    for app in settings.INSTALLED_APPS:
        folder = Path(settings.BASE_DIR, app.partition(".")[0])
        for file in sorted(folder.rglob("*.py")) if folder.is_dir() else ():
            text = file.read_text()
            if not any(f"{name}(" in text for name in WRITERS):
                continue
            for node in ast.walk(ast.parse(text)):
                name = getattr(node, "func", None)
                name = getattr(name, "attr", getattr(name, "id", ""))
                if isinstance(node, ast.Call) and name in WRITERS and node.args:
                    told = {each.arg: each.value for each in node.keywords}
                    found.append((str(file.relative_to(settings.BASE_DIR)), node.args[0], told))
    return found


def verbs_of(file, expression) -> set[str]:
    text = ast.unparse(expression)
    constants = {each.value for each in ast.walk(expression) if isinstance(each, ast.Constant)} & set(VERBS)
    found = said.CHOSEN_IN.get(file) if text == "verb" else said.CHOSEN.get(text, constants)
    assert found, f"{file} writes {text}: which verbs can that be? Say so in tests/journal/said.py"
    return found


def written(*ends) -> set[str]:
    """The verbs with which something is said there."""
    found = set()
    for file, verb, told in calls():
        says = set(ends) & set(told) or (None in told and "before" in ends)
        if says and not file.startswith("journal/"):
            found |= verbs_of(file, verb)
    return found


def test_every_verb_with_a_note_is_known_and_no_other():
    known = said.REASONS | said.TITLES | said.COMPOSED

    assert written("note") == known
    assert set(VERBS) >= known


def test_every_verb_that_says_something_before_or_after_is_known_and_no_other():
    assert written("before", "after") == set().union(*said.SAID.values())


# Each reason, given


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def commitment_of(partnership, **facts):
    return CommitmentFactory(mou=MouFactory(partnership=partnership, signed=True), **facts)


def settle(partnership, by):
    one = commitment_of(partnership)
    agreements.settle_commitment(one, version=one.version, by=by, state="lapsed", reason=WORD)
    one.refresh_from_db()
    agreements.reopen_commitment(one, version=one.version, by=by, reason=WORD)
    one.refresh_from_db()
    agreements.waive_commitment(one, version=one.version, by=by, reason=WORD)


def let_end(partnership, by):
    agreements.let_end(
        MouFactory(partnership=partnership, signed=True, ends_on=in_days(60)), by=by, reason=WORD
    )


def move(partnership, by):
    stages = partnership.pipeline.stages.order_by("position")
    actions.move_to_stage(partnership, stages[1], by=by, note=WORD)
    stage = stages[2]
    actions.retire_stage(stage, version=stage.version, by=by, note=WORD)


def remove(partnership, by):
    actions.remove_partnership(partnership, by=by, reason=WORD)


def renew(partnership, by):
    advocate = AdvocateFactory(affiliate=partnership.affiliate, institution=partnership.institution)
    actions.renew_advocate(advocate, version=advocate.version, by=by, reason=WORD)


def leave(partnership, by, *, passed=False):
    advocate = AdvocateFactory(affiliate=partnership.affiliate, institution=partnership.institution)
    commitment_of(partnership)
    post = advocate.posts.get()
    fates = {
        each.key: Fate(passed, WORD, each.stamp) for each in actions.stands_for(advocate, post.institution_id)
    }
    more = {"successor_name": "Bo"} if passed else {}
    actions.leave_institution(post, by=by, ended_on=timezone.localdate(), fates=fates, **more)


def pass_on(partnership, by):
    leave(partnership, by, passed=True)


def hand_over(partnership, by, *, to=None):
    lead = partnership.lead
    MouFactory(partnership=partnership)
    commitment_of(partnership, user=lead)
    teamwork.make_task(partnership, partnership.affiliate, by=by, title="Call", assignee=lead)
    rows = actions.portfolio(lead, partnership.affiliate)
    choices = {each.key: Choice(to, WORD, each.version) for each in rows}
    actions.hand_over_portfolio(lead, partnership.affiliate, by=by, choices=choices)


def give(partnership, by):
    hand_over(partnership, by, to=member("coordinator", partnership.affiliate))


def institutions_and_suggestions(partnership, by):
    one = InstitutionFactory()
    tell_apart(one, InstitutionFactory(), by=by, reason=WORD)
    remove_institution(one, version=one.version, by=by, reason=WORD)
    wish = suggest(name="Tide Museum", country="FR", why="It is there", by=by)
    decline(wish, by=by, answer=WORD)


def elevate(partnership, by):
    note_elevated(UserFactory(is_platform_admin=True), reason=WORD)


def tasks(partnership, by):
    task = teamwork.make_task(partnership, partnership.affiliate, by=by, title=WORD, assignee=by)
    task = teamwork.correct_task(
        task, version=task.version, by=by, title=WORD, due_on=in_days(3), priority=task.priority
    )
    task = teamwork.reassign_task(task, to=partnership.lead, by=by)
    teamwork.reopen_task(teamwork.finish_task(task, by=by), by=by)
    teamwork.drop_task(TaskFactory(affiliate=partnership.affiliate), by=by, why=WORD)


DONE = {
    settle: {"commitment.settled", "commitment.reopened", "commitment.waived"},
    let_end: {"mou.let_end"},
    move: {"partnership.moved", "stage.retired"},
    remove: {"partnership.removed"},
    renew: {"advocate.renewed"},
    leave: {"advocate.left_open"},
    pass_on: {"advocate.passed_on"},
    hand_over: {"partnership.lead_left", "mou.left", "commitment.left", "task.left"},
    give: {"partnership.handed_over", "commitment.handed_over"},
    institutions_and_suggestions: {"institution.told_apart", "institution.removed", "suggestion.declined"},
    elevate: {"platform.elevated"},
    tasks: said.TITLES,
}


def test_every_reason_is_given_below():
    assert set().union(*DONE.values()) == said.REASONS | said.TITLES


@pytest.mark.django_db
@pytest.mark.parametrize("do", DONE, ids=lambda do: do.__name__)
def test_a_reason_stands_in_the_note_alone_and_is_gone_after_a_year(do, partnership, affiliate_admin):
    do(partnership, affiliate_admin)

    lines = Entry.objects.filter(note__contains=WORD)
    assert set(lines.values_list("verb", flat=True)) == DONE[do]
    assert not Entry.objects.filter(before__contains=WORD).exists()
    assert not Entry.objects.filter(after__contains=WORD).exists()

    keys = list(Entry.objects.values_list("pk", flat=True))
    with pgtrigger.ignore("journal.Entry:append_only"):
        Entry.objects.filter(pk__in=keys).update(at=timezone.now() - timedelta(days=367))
    list(lines_of_the_journal(timezone.now() - timedelta(days=366)))

    left = Entry.objects.filter(pk__in=keys)
    assert not left.exclude(note="", before="", after="", actor=None, request_id=None).exists()
