# SPDX-License-Identifier: GPL-3.0-or-later
"""Which Debian packages the local wiki needs, whether they are there, and how they are installed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ["mediawiki", "php-cli", "php-sqlite3", "php-cgi", "php-apcu", "micro-httpd"]
MEDIAWIKI = Path("/usr/share/mediawiki")
PHP_MODULES = {"apcu", "intl", "mbstring", "pdo_sqlite", "xml", "xmlreader"}


class NotInstalled(Exception):
    """Something the local wiki needs is not on this machine; the text names it and the remedy."""


def missing() -> list[str]:
    """What is not there, in words; empty when the wiki can run."""
    lacks = []
    if not (MEDIAWIKI / "maintenance/install.php").is_file():
        lacks.append(f"MediaWiki in {MEDIAWIKI}")
    php = shutil.which("php")
    if php is None:
        return [*lacks, "php on the PATH"]
    listed = subprocess.run([php, "-m"], capture_output=True, text=True, check=False).stdout.lower().split()
    return lacks + [f"PHP module {module}" for module in sorted(PHP_MODULES - set(listed))]


def require() -> None:
    """Raise NotInstalled, with what to do about it, unless the wiki can run here."""
    if lacks := missing():
        raise NotInstalled(f"{', '.join(lacks)} missing; run: python -m localwiki install")


def install() -> None:
    """Install the packages with apt-get, as root or by sudo that asks no password; NotInstalled if that is not possible."""
    if not missing():
        return
    if shutil.which("apt-get") is None:
        raise NotInstalled(f"this machine has no apt-get; install by other means: {', '.join(missing())}")
    prefix = _root_prefix()
    if prefix is None:
        raise NotInstalled(f"needs root: apt-get install --no-install-recommends {' '.join(PACKAGES)}")
    wait = ["-o", "DPkg::Lock::Timeout=600"]
    _run([*prefix, "apt-get", *wait, "-qq", "update"])
    _run(
        [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *wait]
        + ["-qq", "install", "-y", "--no-install-recommends", *_of_this_distribution()]
    )
    _close_port_80(prefix)
    require()


def _run(command: list[str]) -> None:
    print("+", " ".join(command), flush=True)
    if code := subprocess.run(command, check=False, stdout=sys.stderr).returncode:
        raise NotInstalled(f"apt-get answered {code}; nothing else was tried")


def _of_this_distribution() -> list[str]:
    """The packages, PHP's with the version that the distribution offers.

    mediawiki wants a web server, and php a way to serve: micro-httpd and, named with its version, phpX.Y-cgi satisfy
    that; by its plain name apt meets php-cgi too late, and has chosen Apache with its module by then.
    """
    depends = subprocess.run(
        ["apt-cache", "depends", "php-cgi"], capture_output=True, text=True, check=False
    ).stdout
    version = re.search(r"php(\d[\d.]*)-cgi", depends)
    if version is None:
        raise NotInstalled("this distribution offers no php-cgi")
    return [re.sub("^php-", f"php{version[1]}-", name) for name in PACKAGES]


def _root_prefix() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def _close_port_80(prefix: list[str]) -> None:
    # Where systemd runs, micro-httpd's socket would listen on port 80; it is here only to keep Apache away.
    if Path("/run/systemd/system").is_dir():
        unit = ["systemctl", "disable", "--now", "micro-httpd.socket"]
        subprocess.run([*prefix, *unit], check=False, capture_output=True)
