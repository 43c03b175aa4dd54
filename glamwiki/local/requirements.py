# SPDX-License-Identifier: GPL-3.0-or-later
"""Pins requirements*.txt from requirements*.in with uv, and tells whether they are in step.

`python -m glamwiki.local.requirements compile [--upgrade]` writes them, `check` compares. Both ask the index
that pip is configured for (PIP_INDEX_URL, pip.conf), so both need it to be reachable.
"""

import difflib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from glamwiki.local.folders import ROOT
from glamwiki.local.install import PYTHON, pip_settings

# In the order in which one constrains the next.
NAMES = ["requirements", "requirements-local", "requirements-dev"]
# With their extras: of a bare pin pip does not know that it binds `coverage[toml]` too, and takes a newer one.
_PINNING = ["--universal", "--no-strip-extras", "--generate-hashes", "--python-version", "3.11", "--quiet"]
_HEADER = "make requirements"


class CannotCompile(Exception):
    """uv could not resolve; the message is its own."""


def compile_into(name: str, target: Path, *more: str) -> None:
    """Pin `name`.in into `target`; what `target` pins already stays as long as the source allows it."""
    argv = [PYTHON.with_name("uv"), "pip", "compile", *_PINNING, "--custom-compile-command", _HEADER]
    env = pip_settings() | os.environ
    done = subprocess.run(
        [*argv, f"{name}.in", "-o", target, *more],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotCompile(done.stderr.strip())


def pins(path: Path) -> list[str]:
    """The lines that matter: without comments, which name the sources by their place, and without blanks."""
    lines = (line.rstrip() for line in path.read_text().split("\n"))
    return [line for line in lines if line and not line.lstrip().startswith("#")]


def differences(name: str) -> list[str]:
    """How `name`.txt differs from what its source asks for; empty when they are in step."""
    pinned = ROOT / f"{name}.txt"
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / pinned.name
        shutil.copy(pinned, fresh)
        compile_into(name, fresh)
        return list(
            difflib.unified_diff(pins(pinned), pins(fresh), str(pinned.name), "wanted", lineterm="", n=0)
        )


def main(words: list[str]) -> int:
    """Compile or compare; returns the exit code."""
    if not words or words[0] not in {"compile", "check"}:
        print("usage: python -m glamwiki.local.requirements compile [--upgrade] | check", file=sys.stderr)
        return 2
    code = 0
    for name in NAMES:
        try:
            if words[0] == "compile":
                compile_into(name, ROOT / f"{name}.txt", *words[1:])
                print(f"{name}.txt compiled")
            elif found := differences(name):
                print(f"{name}.txt is not in step with {name}.in (make requirements):", *found[:20], sep="\n")
                code = 1
        except CannotCompile as refusal:
            print(
                f"{name}.in could not be resolved; this needs the package index.\n{refusal}", file=sys.stderr
            )
            return 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
