# SPDX-License-Identifier: GPL-3.0-or-later
"""A business step commits whole or not at all: the database fails at every write and commit of every door that writes.

Each door is sent a form that it takes; then again, once for each write and commit of that request, with the database
failing right there. Afterwards all tables, all files and all that was to be sent must be as before, and the answer
must not say that it was done.
"""

import contextlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError, transaction
from django.http import HttpResponse

from tests.attacks.faults import kept, tried
from tests.attacks.figures import FULL, note
from tests.attacks.sending import DOORS, offered, sendings
from work.actions import nudge, see

pytestmark = pytest.mark.django_db
# Those that run with the other tests: of each area one, with files, form keys, messages and several rows.
SAMPLE = {
    "agreements:mou-draft",
    "agreements:rights-add",
    "casestudies:begin",
    "casestudies:withdraw",
    "institutions:dispute-raise",
    "institutions:suggest",
    "newsletter:map-name",
    "partnerships:address-add",
    "partnerships:advocate-export",
    "partnerships:move-stage",
    "partnerships:next-step-done",
    "presence:add-to-partnership",
    "privacy:restrict",
    "reviews:let-go",
    "teamwork:view-save",
    "today:feeds",
}


def _chosen():
    chosen = [door for door in DOORS if FULL or door[0] in SAMPLE]
    return chosen if FULL else list({door[0]: door for door in chosen}.values())


def test_a_step_commits_whole_or_not_at_all(world):
    doors = _chosen()
    forms = offered(world, None if FULL else SAMPLE)
    before, wrong, idle, writing, points = kept(), [], [], set(), 0

    def writes(sending):
        outcome = tried(before, world.clients[sending.sender], sending)
        is_done = outcome.answer.status_code < 400 and set(outcome.left) - {"journal_entry"}
        return (tuple(outcome.left) if is_done else None), outcome.answer

    for sending in sendings(world, forms, writes, doors):
        whole = tried(before, world.clients[sending.sender], sending)
        if not whole.left:
            idle.append(f"{sending}: {whole.answer.status_code}")
            continue
        writing.add(sending.name)
        if FULL:
            print(f"{len(whole.fault.seen):3} points  {sending}: {', '.join(whole.left)}")
        for at in range(1, len(whole.fault.seen) + 1):
            points += 1
            wrong += _halves(before, world.clients[sending.sender], sending, at)

    ways = f"{len(writing)} doors that write; {len(idle)} forms were not taken, or changed nothing"
    note("database fails at a write or commit: half states", points, wrong, ways)
    if FULL:
        print("\n".join(["", "Not taken, or nothing to change:", *idle]))
    assert wrong == []
    assert (len(writing), points) >= ((130, 700) if FULL else (14, 60)), (sorted(writing), points)


def _halves(before, client, sending, at: int) -> list[str]:
    failed = tried(before, client, sending, at=at)
    where = f"{sending}, point {at} ({failed.fault.failed})"
    if not failed.fault.failed:
        return [f"{where}: was not reached again"]
    found = [f"{where}: left {', '.join(failed.left)}"] if failed.left else []
    if failed.answer.status_code < 400:
        found.append(f"{where}: answered {failed.answer.status_code} all the same")
    return found


def _two_writes(_client):
    see("one half")
    nudge("work.tasks.sweep")
    default_storage.save("half/file.txt", ContentFile(b"half"))
    see("the other half")
    return HttpResponse()


def _refused(ask):
    def answer(client):
        with contextlib.suppress(OperationalError):
            return ask(client)
        return HttpResponse(status=503)

    return answer


def test_a_half_step_would_be_seen(world):
    """Without a transaction around them, the rows, the file and the message before the fault are what was left."""
    before = kept()
    left = [
        tried(before, None, _refused(ask), at=len(tried(before, None, ask).fault.seen)).left
        for ask in (_two_writes, transaction.atomic(_two_writes))
    ]

    assert left[0][0] == "work_heartbeat"
    assert left[0][1].startswith("half/file")
    assert left[0][2].startswith("on commit nudge")
    assert [each for each in left[1] if not each.startswith("half/")] == []
    assert kept() == before
