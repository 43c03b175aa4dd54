# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes `.venv` and installs the pinned requirements into it, only when they changed.

`python3 -m glamwiki.local.install run|dev`, by any Python: nothing here is newer than Python 3.8, so that an
old one is refused in words. A stamp in `.venv` says what was installed; while it matches no index is asked.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
SETS = {
    "run": ["requirements.txt", "requirements-local.txt"],
    "dev": ["requirements.txt", "requirements-local.txt", "requirements-dev.txt"],
}
OLDEST = (3, 11)


class CannotInstall(Exception):
    """The environment cannot be made; the message says what is missing."""


def wanted_stamp(files):
    """Changes when a requirement, this Python or the place of the project does."""
    digest = hashlib.sha256(f"{sys.version_info[:3]} {ROOT}".encode())
    for name in files:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def stamp_of(name):
    return VENV / f"installed-{name}"


def is_installed(name):
    """Whether the set, or a larger one, is in `.venv` as pinned now."""
    for candidate, files in SETS.items():
        stamp = stamp_of(candidate)
        covers = set(SETS[name]) <= set(files)
        if covers and PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted_stamp(files):
            return True
    return False


def make_venv():
    """A `.venv` whose Python starts and has pip; a broken one is made again."""
    if (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0
    ):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        said = (made.stdout + made.stderr).strip().split("\n")
        raise CannotInstall(
            f"python3 -m venv failed ({said[0]}). On Debian and Ubuntu: apt-get install python3-venv."
        )


def pip_settings():
    """What pip was told about indexes, in the words of uv, which reads no configuration of pip's."""
    listed = subprocess.run([PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True).stdout
    given = {}
    for line in listed.splitlines():  # global.index-url='https://…', :env:.index-url='https://…'
        key, _, value = line.partition("=")
        given[key.rpartition(".")[2]] = " ".join(value.strip("'\"").replace("\\n", " ").split())
    settings = {}
    if "index-url" in given:
        settings["UV_DEFAULT_INDEX"] = given["index-url"]
    if "extra-index-url" in given:
        settings["UV_INDEX"] = given["extra-index-url"]
        settings["UV_INDEX_STRATEGY"] = "unsafe-best-match"  # as pip does; hashes decide what is accepted
    if "find-links" in given:
        settings["UV_FIND_LINKS"] = ",".join(given["find-links"].split())
    if "cert" in given:
        settings["SSL_CERT_FILE"] = given["cert"]
    return settings


def install(name):
    """Install the set with hashes checked: by uv when it is on the PATH, else by pip."""
    arguments = [word for file in SETS[name] for word in ("-r", file)]
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", *arguments]
        env = {**pip_settings(), **os.environ}
    else:
        command = [
            PYTHON,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--disable-pip-version-check",
        ]
        command += arguments
        env = None
    if subprocess.run(command, cwd=ROOT, env=env).returncode:
        raise CannotInstall("the requirements could not be installed; the lines above say why. Try again.")
    find_the_project()


def find_the_project():
    """Let every program of `.venv` import the project, from whatever folder it is started."""
    for folder in VENV.glob("lib/python*/site-packages"):
        (folder / "glamwiki-checkout.pth").write_text(f"{ROOT}\n")


@contextlib.contextmanager
def one_at_a_time():
    """`make run` and `make test` started together in a fresh clone take turns."""
    (ROOT / "var").mkdir(exist_ok=True)
    with open(ROOT / "var" / "install.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(name):
    """Make sure the set is installed; returns the exit code."""
    if sys.version_info < OLDEST:
        print(f"glamwiki needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")
        return 1
    with one_at_a_time():
        if is_installed(name):
            return 0
        began = time.monotonic()
        print(f"[setup]  installing into .venv: {', '.join(SETS[name])}", flush=True)
        try:
            make_venv()
            for stamp in SETS:
                stamp_of(stamp).unlink(missing_ok=True)
            install(name)
        except CannotInstall as refusal:
            print(f"glamwiki: {refusal}", file=sys.stderr)
            return 1
        stamp_of(name).write_text(wanted_stamp(SETS[name]))
        print(f"[setup]  installed: {time.monotonic() - began:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in SETS:
        sys.exit(f"usage: python3 -m glamwiki.local.install {'|'.join(SETS)}")
    sys.exit(main(sys.argv[1]))
