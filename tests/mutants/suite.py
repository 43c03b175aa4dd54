# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the tests of an app notice that one of its checks is gone."""

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.mutants import plugin
from tests.mutants.checks import ROOT, Check

# Where an app's checks are tried besides its own folder: by what stands on it.
ALSO = {"partnerships": ["tests/privacy", "tests/teamwork"]}
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]


class Suite:
    """The tests of the apps that these checks are in. Which of them come by a check is found out once an app."""

    def __init__(self, checks: list[Check], folder: Path):
        self._checks, self._folder = checks, folder
        self._coming_by: dict[str, dict[str, list[str]]] = {}  # {app: {place of a check: tests}}

    def noticing(self, check: Check) -> str:
        """The first test that fails without the check, and passes with it; empty when none does.

        First those that come by; then all of the app, for what a fixture did once for several of them.
        """
        app = check.path.split("/")[0]
        if app not in self._coming_by:
            self._coming_by[app] = self._look(app)
        near = self._coming_by[app].get(check.place, [])
        return (near and _failing(check, near)) or _failing(check, _folders(app))

    def _look(self, app: str) -> dict[str, list[str]]:
        file = self._folder / f"{app}.jsonl"
        checks = [check for check in self._checks if check.path.startswith(f"{app}/")]
        _run(_folders(app), "-p", plugin.__name__, env=plugin.noting(checks, file))
        by: dict[str, dict[str, None]] = {}
        for line in file.read_text().splitlines() if file.exists() else ():
            test, places = json.loads(line)
            for place in places:
                by.setdefault(place, {})[_of_all_cases(test)] = None
        return {place: list(tests) for place, tests in by.items()}


def _folders(app: str) -> list[str]:
    return [f"tests/{app}", *ALSO.get(app, ())]


def _of_all_cases(test: str) -> str:
    """A case's name may hold what no command line takes."""
    return test.partition("[")[0]


def _failing(check: Check, tests: list[str]) -> str:
    without_it = _run(tests, "-x", "-p", plugin.__name__, env=plugin.taking(check))
    failed = re.findall(r"^(?:FAILED|ERROR) ([^\s\[]+)", without_it.stdout, re.MULTILINE)
    if not failed:
        assert without_it.returncode == 0, without_it.stdout[-3000:] + without_it.stderr[-3000:]
        return ""
    with_it = _run(failed[:1])
    assert with_it.returncode == 0, f"fails with the check too: {failed[0]}\n{with_it.stdout[-3000:]}"
    return failed[0]


def _run(tests: list[str], *options: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*PYTEST, *options, *tests], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
