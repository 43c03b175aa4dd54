# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment the product gets on a developer's machine: what was set stays, the rest is filled in."""

import base64
import contextlib
import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from glamwiki.local.folders import ROOT


class BadEnvironment(Exception):
    """A variable is missing or malformed; the message names it, in one line."""


def var_folder() -> Path:
    """Where everything made here is kept: `var/`, or GLAMWIKI_VAR."""
    return Path(os.environ.get("GLAMWIKI_VAR") or ROOT / "var").resolve()


def wanted_port() -> int:
    """The port to try first: PORT, or 8000. Raises BadEnvironment."""
    text = os.environ.get("PORT", "").strip() or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise BadEnvironment(
            f"glamwiki: the environment variable PORT is {text!r}; it takes a number from 1 to 65535."
        )
    return int(text)


def secret_key(var: Path) -> str:
    """The key of this folder, made once and readable by its owner only."""
    return _made_once(var / "secret_key", lambda: secrets.token_urlsafe(50))


def token_key(var: Path) -> str:
    """What seals people's tokens in this folder's database, made once and readable by its owner only."""
    return _made_once(var / "token_key", lambda: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())


def _made_once(path: Path, make: Callable[[], str]) -> str:
    with contextlib.suppress(FileExistsError):
        # Never visible half-written or to others: created with its mode, under another name, then put in place.
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(make())
        try:
            os.link(fresh, path)
        finally:
            fresh.unlink()
    return path.read_text().strip()


def filled_in(var: Path, port: int) -> dict[str, str]:
    """This process's environment with what a local start does not ask for."""
    return {
        "DEBUG": "yes",
        "SECRET_KEY": secret_key(var),
        "TOKEN_KEYS": token_key(var),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "MEDIA_ROOT": str(var / "media"),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "glamwiki.settings",
    } | {name: value for name, value in os.environ.items() if value}


def refuse_bad(env: dict[str, str]) -> None:
    """Read the settings once in a process of its own. Raises BadEnvironment with what they object to."""
    argv = [sys.executable, "-c", "import glamwiki.settings"]
    done = subprocess.run(argv, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip() or f"glamwiki: the settings ended with code {done.returncode}"
        named = [line for line in said.split("\n") if line.startswith("glamwiki: ")]
        raise BadEnvironment(named[-1] if named else said)
