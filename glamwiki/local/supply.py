# SPDX-License-Identifier: GPL-3.0-or-later
"""What we are made of: known holes in it (`make audit`), and the list of it (`make sbom`).

An audit that could not look a package up says "no known vulnerabilities" all the same; here that is a failure, and
it is said which it was.
"""

import json
import subprocess
import sys
from pathlib import Path

from glamwiki.local.folders import ROOT

_BIN = Path(sys.executable).parent
PINNED = ROOT / "requirements.txt"
SBOM = ROOT / "var" / "sbom.json"
_SECONDS = 300


def audit() -> int:
    """0 if every package was looked up and none has a known hole; 1 with what is not so."""
    argv = [
        str(_BIN / "pip-audit"), "--strict", "--require-hashes", "--disable-pip", "--format", "json",
        "--requirement", str(PINNED), "--timeout", "15",
    ]  # fmt: skip
    try:
        done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return _fail("the service that knows of holes did not answer: nothing was looked up.")
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return _fail(f"nothing was looked up.\n{done.stderr.strip()[-600:]}")
    return _judge(packages)


def _judge(packages: list[dict]) -> int:
    skipped = {each["name"]: each["skip_reason"] for each in packages if "skip_reason" in each}
    holes = {each["name"]: [hole["id"] for hole in each["vulns"]] for each in packages if each.get("vulns")}
    for name, reason in skipped.items():
        print(f"[audit]  {name}: not looked up: {reason}")
    for name, ids in holes.items():
        print(f"[audit]  {name}: {', '.join(ids)}")
    print(f"[audit]  {len(packages)} packages, {len(skipped)} not looked up, {len(holes)} with known holes")
    return 1 if skipped or holes or not packages else 0


def _fail(words: str) -> int:
    print(f"[audit]  FAILED: {words}")
    return 1


def sbom(target: Path = SBOM) -> int:
    """Write the pinned packages with their hashes as CycloneDX JSON."""
    target.parent.mkdir(exist_ok=True)
    argv = [str(_BIN / "cyclonedx-py"), "requirements", str(PINNED), "--output-file", str(target), "--output-format", "JSON",
            "--output-reproducible"]  # fmt: skip
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"[sbom]  FAILED: {done.stderr.strip()}")
        return 1
    print(f"[sbom]  {len(json.loads(target.read_text())['components'])} components in {target}")
    return 0


if __name__ == "__main__":
    sys.exit({"audit": audit, "sbom": sbom}[sys.argv[1]]())
