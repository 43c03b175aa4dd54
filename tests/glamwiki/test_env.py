# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment: a missing or malformed variable ends the start with one line that names it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from glamwiki import env

GOOD = {
    "SECRET_KEY": "a key",
    "DEBUG": "yes",
    "DATABASE_URL": "postgresql://u:p@127.0.0.1:1/x",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.text("X"), None),
        (lambda: env.text("X"), ""),
        (lambda: env.text("X"), "   "),
        (lambda: env.flag("X", "no"), "maybe"),
        (lambda: env.flag("X", "no"), "2"),
        (lambda: env.time_zone("X", "UTC"), "Mars/Olympus"),
        (lambda: env.time_zone("X", "UTC"), "Africa"),
        (lambda: env.time_zone("X", "UTC"), "../etc/passwd"),
        (lambda: env.log_level("X", "INFO"), "LOUD"),
        (lambda: env.log_level("X", "INFO"), "20"),
        (lambda: env.database("X"), None),
        (lambda: env.database("X"), "sqlite:///db.sqlite3"),
        (lambda: env.database("X"), "mysql://u:p@h/x"),
        (lambda: env.database("X"), "postgresql://u:p@h"),
        (lambda: env.database("X"), "postgresql://u:p@h:port/x"),
        (lambda: env.database("X"), "postgresql://u:p@h:99999/x"),
        (lambda: env.database("X"), "postgresql://u:p@[h/x"),
        (lambda: env.database("X"), "just words"),
        (lambda: env.redis("X"), None),
        (lambda: env.redis("X"), "localhost:6379"),
        (lambda: env.redis("X"), "http://localhost"),
        (lambda: env.redis("X"), "redis://h:port/0"),
        (lambda: env.web_address("X", "http://h/"), "outreach.wikimedia.org"),
        (lambda: env.web_address("X", "http://h/"), "ftp://h/"),
        (lambda: env.web_address("X", "http://h/"), "https://"),
        (lambda: env.web_address("X", "http://h/"), "https://h:port/w/"),
        (lambda: env.web_address("X", "http://h/"), "http://[::1/"),
        (lambda: env.hosts("X"), "*"),
        (lambda: env.hosts("X"), "glamwiki.example.org,.example.org"),
        (lambda: env.hosts("X"), "*.example.org"),
        (lambda: env.email("X", "consolemail://"), "pigeon://coop"),
        (lambda: env.email("X", "consolemail://"), "smtp://h:port"),
    ],
)
def test_a_variable_that_cannot_be_meant_stops_with_one_line_that_names_it(monkeypatch, read, value):
    monkeypatch.delenv("X", raising=False)
    if value is not None:
        monkeypatch.setenv("X", value)

    with pytest.raises(SystemExit) as stop:
        read()

    assert str(stop.value).startswith("glamwiki: the environment variable X ")
    assert str(stop.value).endswith(" See .env.example.")
    assert "\n" not in str(stop.value)


@pytest.mark.parametrize("secret", ["p4ssw0rd"])
@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.database("X"), "postgresql://u:{}@h"),
        (lambda: env.database("X"), "postgresql://u:{}@h:port/x"),
        (lambda: env.database("X"), "mysql://u:{}@h/x"),
        (lambda: env.redis("X"), "http://:{}@h"),
        (lambda: env.email("X", "consolemail://"), "pigeon://u:{}@h"),
    ],
)
def test_the_line_tells_no_password(monkeypatch, read, value, secret):
    monkeypatch.setenv("X", value.format(secret))

    with pytest.raises(SystemExit) as stop:
        read()

    assert secret not in str(stop.value)


@pytest.mark.parametrize(
    ("read", "value", "meant"),
    [
        (lambda: env.text("X", "default"), None, "default"),
        (lambda: env.text("X", "default"), "  said ", "said"),
        (lambda: env.text("X", ""), None, ""),
        (lambda: env.flag("X", "no"), None, False),
        (lambda: env.flag("X", "no"), "On", True),
        (lambda: env.flag("X", "yes"), "0", False),
        (lambda: env.words("X"), " a, b ,,c", ["a", "b", "c"]),
        (lambda: env.words("X"), None, []),
        (lambda: env.hosts("X"), "a.example, [::1]", ["a.example", "[::1]"]),
        (lambda: env.hosts("X", may_be_any=True), "*", ["*"]),
        (lambda: env.time_zone("X", "UTC"), "Africa/Lagos", "Africa/Lagos"),
        (lambda: env.log_level("X", "INFO"), "debug", "DEBUG"),
        (lambda: env.redis("X"), "unix:///run/valkey.sock", "unix:///run/valkey.sock"),
        (lambda: env.web_address("X", ""), "http://127.0.0.1:8080/w/", "http://127.0.0.1:8080/w/"),
        (lambda: env.database("X")["OPTIONS"]["host"], "postgresql:///db?host=/tmp/x", "/tmp/x"),
        (lambda: env.database("X")["PASSWORD"], "postgresql://u:p%2Fw@h:5/db", "p/w"),
        (lambda: env.email("X", "")["EMAIL_PORT"], "smtp+tls://u:p@h:587", 587),
    ],
)
def test_a_variable_means_what_it_says(monkeypatch, read, value, meant):
    monkeypatch.delenv("X", raising=False)
    if value is not None:
        monkeypatch.setenv("X", value)

    assert read() == meant


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("DATABASE_URL", "mysql://h/x"),
        ("TIME_ZONE", "Mars"),
        ("LOG_LEVEL", "LOUD"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "glamwiki.example.org,.example.org"),
    ],
)
def test_the_start_ends_with_that_line_alone(name, value):
    clean = {key: text for key, text in os.environ.items() if key in {"PATH", "HOME", "LANG"}}

    ended = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env=clean | GOOD | {"DEBUG": "no", name: value},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode != 0
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"glamwiki: the environment variable {name} ")
    assert ended.stderr.count("\n") == 1
