# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian packages that some tests need: what is missing, and installing it where that is allowed.

`python -m glamwiki.local.packages` installs what is missing, or says who could and how; it never fails,
because without them the tests are skipped, not broken.
"""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from localwiki import packages as wiki_packages

BROWSER_PACKAGES = ["chromium", "fonts-noto-core"]


@dataclass(frozen=True)
class Group:
    """Tests under one pytest marker, and what they need beyond Python."""

    missing: Callable[[], list[str]]
    install: Callable[[list[str]], None]
    remedy: str


def is_installed(package: str) -> bool:
    """Whether dpkg holds the package, wholly installed."""
    try:
        done = subprocess.run(
            ["dpkg-query", "-W", "-f=${db:Status-Abbrev}", package],
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return False
    return done.stdout.startswith("ii")


@functools.cache
def _missing_for_browser() -> list[str]:
    """Elsewhere than on Debian a Chromium on the PATH will do."""
    if shutil.which("dpkg-query") is None:
        return [] if shutil.which("chromium") else ["chromium"]
    return [package for package in BROWSER_PACKAGES if not is_installed(package)]


_missing_for_wiki = functools.cache(wiki_packages.missing)


def root_prefix() -> list[str] | None:
    """What to put before a command that needs root; None where we may not become root without asking."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def _install_for_browser(packages: list[str]) -> None:
    prefix = root_prefix()
    if prefix is None or shutil.which("apt-get") is None:
        return
    apt = [
        *prefix,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-qq",
        "-o",
        "DPkg::Lock::Timeout=600",
    ]
    # An old list is enough as long as it knows the packages; a machine just made has none.
    for command in (["install"], ["update"], ["install"]):
        options = ["-y", "--no-install-recommends", *packages] if command == ["install"] else []
        print("+", " ".join([*apt, *command, *options]), flush=True)
        done = subprocess.run([*apt, *command, *options], check=False)
        if command == ["install"] and done.returncode == 0:
            return


def _install_for_wiki(_packages: list[str]) -> None:
    try:
        wiki_packages.install()
    except wiki_packages.NotInstalled as refusal:
        print(f"wiki tests: {refusal}", flush=True)


GROUPS = {
    "browser": Group(
        _missing_for_browser,
        _install_for_browser,
        f"as root, apt-get install --no-install-recommends {' '.join(BROWSER_PACKAGES)}",
    ),
    "wiki": Group(
        _missing_for_wiki,
        _install_for_wiki,
        f"as root, apt-get install --no-install-recommends {' '.join(wiki_packages.PACKAGES)}",
    ),
}


def main() -> int:
    """Install what is missing for every group; say what stays missing."""
    for name, group in GROUPS.items():
        lacks = group.missing()
        if not lacks:
            continue
        print(f"{name} tests need {', '.join(lacks)}: installing", flush=True)
        group.install(lacks)
        group.missing.cache_clear()
        if lacks := group.missing():
            print(
                f"{name} tests will be skipped; they need {', '.join(lacks)}. To run them: {group.remedy}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
