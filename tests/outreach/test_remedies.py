# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do is said for every trouble that our code can name: read off the syntax trees, so that none is forgotten."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from outreach import remedies
from outreach.errors import MostPagesVanished
from outreach.models import Publication
from outreach.remedies import PAGE_REMEDIES, PUBLICATION_REMEDIES, REMEDIES, UNKNOWN, remedy_for
from outreach.reports import REASONS

ROOT = Path(settings.BASE_DIR)
NAMED = {
    "WikiError", "WikiUnavailable", "WikiStumbled", "WikiReadOnly", "WikiRefused", "AccessRefused", "WikiMisconfigured",
}  # fmt: skip
FILES = [*sorted((ROOT / "outreach" / "wiki").glob("*.py")), ROOT / "outreach" / "gate.py"]
# Orders end with these, and orders have remedies by their state.
BY_STATE = {"orders.py", "writing.py"}


def sentence(node, constants) -> str | None:
    """The words of an error as its first argument spells them; None where they come from elsewhere."""
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
    return None


def sentences() -> list[tuple[str, str]]:
    found = []
    for file in FILES:
        tree = ast.parse(file.read_text())
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMED:
                said = sentence(node.args[0], constants) if node.args else None
                if said:
                    found.append((file.name, said))
    return found


def test_every_trouble_of_the_client_and_the_gate_has_its_remedy():
    told = sentences()

    assert len(told) > 45
    assert [each for each in told if remedy_for(each[1]) is UNKNOWN] == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (" ".join(MostPagesVanished(60, 90).messages), "vanished"),
        ("It took too long and was stopped. What was mirrored stays; the next run goes on.", "too-long"),
        ("A mistake in our own program stopped the run (KeyError). The log has the details.", "own-mistake"),
        ("Given up after 3 attempts: each time the worker went away.", "worker-gone"),
        ("WIKI_URL: there is no wiki's api.php at this address.", "address"),
        (
            "OPERATOR_CONTACT must be set to an e-mail address or a web address before we may ask x.",
            "contact",
        ),
        ("The wiki does not accept our sign-in (assertuserfailed): You are no longer logged in", "token"),
        ("The wiki is read-only for now: we move house", "read-only"),
        ("The wiki says that we ask too often.", "too-often"),
        ("Our own traffic light (Valkey) does not answer; nobody asks the wiki meanwhile.", "valkey"),
        ("Something quite new.", "unknown"),
    ],
)
def test_a_sentence_leads_to_its_own_remedy(said, code):
    assert remedy_for(said).code == code


def test_the_sentences_outside_the_client_are_spelled_as_the_remedies_know_them():
    """The twins of what is matched above, where they are written."""
    tasks = (ROOT / "outreach" / "tasks.py").read_text()
    work = (ROOT / "work" / "actions.py").read_text()

    assert "It took too long and was stopped." in tasks
    assert "A mistake in our own program" in (ROOT / "work" / "running.py").read_text()
    assert "each time the worker went away" in work


def test_every_remedy_is_used_and_named_once():
    told = [said for _file, said in sentences()]
    outside = {"vanished", "too-long", "own-mistake", "worker-gone", "missing"}

    assert len({each.code for each in REMEDIES}) == len(REMEDIES)
    assert {remedy_for(said).code for said in told} | outside >= {each.code for each in REMEDIES}
    assert all(str(each.to_do) for each in (*REMEDIES, UNKNOWN))


def test_every_reason_of_a_page_and_every_stuck_state_has_what_to_do():
    fine = {"waiting", "sending", "published", "cancelled"}

    assert PAGE_REMEDIES.keys() == REASONS.keys()
    assert PUBLICATION_REMEDIES.keys() == set(Publication.State.values) - fine
    assert remedies.UNKNOWN.to_do
