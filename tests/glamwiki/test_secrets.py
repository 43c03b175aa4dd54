# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys come from outside and can be changed while people work; none stands in the repository."""

import re
import subprocess

import pytest
from django.test import Client

from glamwiki.local.folders import ROOT
from today.links import stop_address

pytestmark = pytest.mark.django_db
OLD, NEW = "an old key " * 5, "a new key " * 6

# Shapes that only secrets have. They begin with plain letters where they can: then millions of lines take a second.
SHAPES = {
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "Fernet key": r"(?<![\w-])[A-Za-z0-9_-]{43}=(?![\w=])",
    "AWS key": r"AKIA[0-9A-Z]{16}\b",
    "GitHub token": r"gh[pousr]_[A-Za-z0-9]{36}",
    "Slack token": r"xox[abpr]-[A-Za-z0-9-]{10,}",
    "JSON web token": r"eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{10,}",
    "address with a password": r"(?:postgres(?:ql)?|rediss?|smtp(?:\+tls)?)://[\w.-]+:(?!password@|\$)[^\s@/:'\"{}]{6,}@",
}
# Of no use anywhere: keys of tests that say so.
KNOWN = {"Zm9yIHRlc3RzIG9ubHkgZm9yIHRlc3RzIG9ubHkgISE="}


def _found(text: str) -> list[str]:
    return [
        f"{shape}: {match[0][:12]}…"
        for shape, pattern in SHAPES.items()
        for match in re.finditer(pattern, text)
        if match[0] not in KNOWN
    ]


def _tracked() -> list[str]:
    return subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")[:-1]


def test_no_tracked_file_holds_a_secret():
    found = []
    for name in _tracked():
        path = ROOT / name
        if path.suffix in {".png", ".woff2", ".mo", ".gz", ".zip", ".pdf", ".jpg"} or name.startswith(
            "requirements"
        ):
            continue
        if not path.is_symlink() and path.is_file():
            found += [f"{name}: {each}" for each in _found(path.read_text(errors="replace"))]

    assert found == []


def _git(*words, cwd=ROOT) -> str:
    done = subprocess.run(["git", *words], cwd=cwd, capture_output=True, check=True)
    return done.stdout.decode(errors="replace")


def secrets_of_history(folder) -> list[str]:
    """What was ever committed there, on any branch, in merges too, and what was said of it."""
    told = _git(
        *(
            "log",
            "--all",
            "-p",
            "--cc",
            "-U0",
            "--no-renames",
            "--no-color",
            "--no-ext-diff",
            "--format=commit %h%n%B",
        ),
        *("--", ".", ":(exclude)requirements*.txt"),
        cwd=folder,
    )
    return [
        f"{head.partition(chr(10))[0]} {each}"
        for head in re.split(r"^commit (?=[0-9a-f]{7,}$)", told, flags=re.MULTILINE)
        for each in _found(head)
    ]


def test_no_commit_ever_held_a_secret():
    """Whoever clones the repository reads what was taken out of it again, too."""
    if not (ROOT / ".git").exists():
        pytest.skip("the history is not here: this is no clone (no .git)")
    if _git("rev-parse", "--is-shallow-repository").strip() == "true":
        pytest.skip("the history is not here: the clone is shallow (git fetch --unshallow)")

    assert secrets_of_history(ROOT) == []


def test_the_scan_finds_what_was_committed_and_taken_out_again(tmp_path):
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    _git("init", "-q", cwd=tmp_path)
    for text in ("KEY = 'AKIA" + "A" * 16 + "'\n", "KEY = ''\n"):
        (tmp_path / "settings.py").write_text(text)
        _git("add", ".", cwd=tmp_path)
        _git(*who, "commit", "-qm", "Set the key", cwd=tmp_path)

    assert [each.split()[1:3] for each in secrets_of_history(tmp_path)] == [["AWS", "key:"]] * 2


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "TOKEN_KEYS=" + "A" * 43 + "=",
        "postgresql://glam:" + "hunter2hunter2@db/x",
        "ghp_" + "a" * 36,
        "AKIA" + "A" * 16,
    ],
)
def test_the_scan_knows_a_secret_when_it_sees_one(text):
    assert _found(text)


def test_no_environment_file_is_tracked():
    assert [
        n for n in _tracked() if re.search(r"(^|/)\.env($|\.(?!example$))|secret_key$|token_key$", n)
    ] == []


def _is_in(client) -> bool:
    return client.get("/account/profile/").status_code == 200


def test_live_sessions_outlive_a_change_of_the_key_and_idle_ones_do_not(volunteer, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    live, idle = Client(), Client()
    live.force_login(volunteer)
    idle.force_login(volunteer)
    assert _is_in(live)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert _is_in(live)
    settings.SECRET_KEY_FALLBACKS = []

    assert _is_in(live)
    assert not _is_in(idle)


def test_links_in_mails_live_as_long_as_the_old_key_is_kept(client, volunteer, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    link = stop_address(volunteer, "digest").removeprefix(settings.SITE_URL)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert client.get(link).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []

    assert client.get(link).status_code in {400, 404}
