# SPDX-License-Identifier: GPL-3.0-or-later
"""`make check`: every rule a machine can watch, each said with its verdict; goes on after a failure."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from glamwiki.local.folders import ROOT

_BIN = Path(sys.executable).parent
_SOURCES = [
    "glamwiki", "dashboards", "search", "today", "learning", "reviews", "casestudies", "institutions", "newsletter", "presence", "agreements",
    "partnerships", "outreach", "teamwork", "privacy", "accounts", "journal", "work", "interface", "localwiki", "tests", "manage.py",
]  # fmt: skip

# The settings of a real site, with servers nobody asks: these checks read no data.
_PRODUCTION = {
    "SECRET_KEY": "of no use anywhere, but as long and as mixed as a key should be: 0123456789",
    "DEBUG": "no",
    "ALLOWED_HOSTS": "glamwiki.example.org",
    "SITE_URL": "https://glamwiki.example.org",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none",
    "REDIS_URL": "redis://127.0.0.1:9/0",
    "OPERATOR_CONTACT": "operator@example.org",
    "TRUSTED_PROXY_COUNT": "1",
    "TOKEN_KEYS": "Zm9yIHRlc3RzIG9ubHkgZm9yIHRlc3RzIG9ubHkgISE=",
    "DJANGO_SETTINGS_MODULE": "glamwiki.settings",
    "CLAMD_ADDRESS": "/run/clamav/clamd.ctl",
    "WIKI_OAUTH_CLIENT_ID": "a-client",
    "WIKI_OAUTH_CLIENT_SECRET": "of no use anywhere",
}


def _files(pattern: str, *folders: str) -> list[str]:
    found = (path for folder in folders for path in (ROOT / folder).rglob(pattern))
    return sorted(str(path.relative_to(ROOT)) for path in found if "vendor" not in path.parts)


def checks() -> dict[str, list[str]]:
    """Every check by name, with the command that fails when it does not hold."""
    manage = [sys.executable, "-W", "ignore::RuntimeWarning", "manage.py"]
    return {
        "ruff: lint": [str(_BIN / "ruff"), "check", "."],
        "ruff: format": [str(_BIN / "ruff"), "format", "--check", "."],
        "djade: templates": [str(_BIN / "djade"), "--check", *_files("*.html", "templates")],
        "django-upgrade: nothing old": [
            str(_BIN / "django-upgrade"), "--target-version", "5.2", "--check", *_files("*.py", *_SOURCES[:-1]),
        ],
        "import-linter: imports point down": [str(_BIN / "lint-imports"), "--no-logo"],
        # Without a server the history of migrations cannot be compared, hence the ignored RuntimeWarning.
        "migrations: none missing": [*manage, "makemigrations", "--check", "--dry-run"],
        "check --deploy: ready for production": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
        "requirements: in step with their sources": [sys.executable, "-m", "glamwiki.local.requirements", "check"],
    }  # fmt: skip


def hold(name: str, argv: list[str], env: Mapping[str, str]) -> bool:
    """Run one check; its output is shown only when it fails."""
    began = time.monotonic()
    done = subprocess.run(
        argv, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    verdict = "FAILED" if done.returncode else "ok"
    print(f"[check]  {name}: {verdict}, {time.monotonic() - began:.1f} s", flush=True)
    if done.returncode:
        print(done.stdout.rstrip(), flush=True)
    return done.returncode == 0


def main() -> int:
    """Run all checks; returns 1 if any failed."""
    env = os.environ | _PRODUCTION
    failed = [name for name, argv in checks().items() if not hold(name, argv, env)]
    if failed:
        print(f"[check]  {len(failed)} failed: {'; '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
