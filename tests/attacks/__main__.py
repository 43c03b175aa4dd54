# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m tests.attacks [--only scripts …] [--list]`: the full counts, as a table; exit code 1 on any finding.

The same code as the tests of this folder, which run a sample of it.
"""

import argparse
import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NAMES = sorted(file.stem.removeprefix("test_") for file in HERE.glob("test_*.py"))


def main() -> int:
    """Run the attacks that were asked for; returns pytest's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.attacks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, help="these attacks alone")
    parser.add_argument("--list", action="store_true", help="name the attacks and end")
    wanted = parser.parse_args()
    if wanted.list:
        print("\n".join(NAMES))
        return 0
    os.environ["ATTACKS"] = "full"
    files = [str(HERE / f"test_{name}.py") for name in wanted.only]
    # `-p tests.servers` stands in pyproject.toml: the attacks have a database and a cache of their own.
    patient = ["--timeout=0", "-o", "faulthandler_timeout=0"]
    return pytest.main(
        ["-q", "--durations=0", "--durations-min=5", "-p", "no:cacheprovider", *patient, *files]
    )


if __name__ == "__main__":
    sys.exit(main())
