# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms filled in with generated combinations: refused in words with nothing written, or taken; never a 500."""

from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.utils.html import escape
from hypothesis import HealthCheck, Phase, given, settings

from tests.architecture.matrix import fill
from tests.architecture.world import checksum, refresh
from tests.attacks.figures import FULL, note, sample
from tests.attacks.filling import cases_of, watched_forms
from tests.journeys.offered import DOORS, UNSEEN, filled, offered

pytestmark = pytest.mark.django_db
EACH = 11 if FULL else 2
GENERATED = settings(
    max_examples=EACH,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_generated_forms_are_refused_in_words_or_taken(world):
    doors = sample(DOORS, 16)
    # Of a sample only the pages that have their own form are read.
    pages = offered(world, only=None if FULL else {name for name, *_rest in doors})
    found, cases, several, tried = [], 0, 0, 0
    for name, route, subject, sender in doors:
        refresh(world)
        address = fill(route, world.objects.get(subject, subject))
        form = pages.get((sender, address))
        base = filled(form) if form else dict.fromkeys(UNSEEN.get(name, ()), "1")
        client, before = world.clients[sender], checksum()
        with watched_forms() as fields:
            _answer(client, address, base)
        if not fields:
            continue
        tried += 1
        sent = [(case, _faults(_answer(client, address, case))) for case in _generated(dict(fields), base)]
        cases += len(sent)
        several += sum(
            sum(case.get(name) != base.get(name) for name in fields) > 1 for case, _faults_of in sent
        )
        found += [f"{name} ({subject}): {fault} for {case}" for case, faults in sent for fault in faults]
        after = checksum()
        found += [
            f"{name} ({subject}): refused, and it changed {table}"
            for table in after
            if after[table] != before[table]
        ]

    note(
        "generated forms: all fields at once", cases, found,
        f"{tried} forms; several fields were other than offered in {several:,}",
    )  # fmt: skip
    assert found == [], "\n".join(found[:40])


def _generated(fields, base) -> list[dict]:
    """Whole forms, always the same ones: what is found once is found again."""
    cases: list[dict] = []

    @GENERATED
    @given(case=cases_of(fields, base))
    def keep(case):
        cases.append(case)

    keep()
    return cases


def _answer(client, address, data):
    """The answer; what was accepted is rolled back, what was refused must have written nothing."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    body = urlencode(data, doseq=True, errors="surrogatepass")
    with transaction.atomic():
        answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
        # Whoever has no right to what they sent leaves a line in the journal that says so (403).
        if answer.status_code < 400 or answer.status_code >= 500 or answer.status_code == 403:
            transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return answer


def _faults(answer) -> list[str]:
    if answer.status_code >= 500:
        return [str(answer.status_code)]
    # Where nothing was chosen the page says that, and has no form yet.
    if answer.status_code != 422 or not answer.context or answer.context.get("chosen") == []:
        return []
    form = answer.context.get("form")
    return [
        f"{answer.status_code} without a word about {name}"
        for name, said in (form.errors.items() if form is not None else ())
        if not any(escape(each) in answer.text or each in answer.text for each in said)
    ]
