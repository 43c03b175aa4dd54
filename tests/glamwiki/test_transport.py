# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines to other machines are encrypted and end at a machine that shows who it is; or somebody answers for each by name."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
import yaml
from django.conf import settings
from django.core.cache.backends.redis import RedisCache
from django.core.mail.backends.smtp import EmailBackend
from django.db import OperationalError
from django.db.utils import ConnectionHandler
from kombu import Connection
from limits.storage import storage_from_string
from redis import Redis

from glamwiki import checks, env, transport
from tests.tls import Authority, relay

HERE = {
    "DATABASE_URL": "postgresql://u@127.0.0.1/x",
    "REDIS_URL": "redis://127.0.0.1/0",
    "EMAIL_URL": "consolemail://",
    "CLAMD_ADDRESS": "",
}
DB, REDIS, EMAIL, CLAMD = HERE


def lines(monkeypatch, **given) -> list[str]:
    for name, value in (HERE | given).items():
        monkeypatch.setenv(name, value)
    database, redis, mail = env.database(DB), transport.shown(env.redis(REDIS)), env.email(EMAIL, "")
    return [str(each) for each in transport.plain_lines(database, redis, mail, env.socket_address(CLAMD))]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (DB, "postgresql://u@localhost/x"),
        (DB, "postgresql://u@[::1]:5432/x"),
        (DB, "postgresql://u@127.9.9.9/x"),
        (DB, "postgresql://u@/x?host=/run/postgresql"),
        (DB, "postgresql://u@/x"),
        (DB, "postgresql://u@db.example/x?sslmode=verify-full"),
        (DB, "postgresql://u@db.example/x?sslmode=verify-ca&sslrootcert=/etc/ours.pem"),
        (DB, "postgresql://u@a.example,b.example/x?sslmode=verify-full"),
        (REDIS, "unix:///run/valkey.sock"),
        (REDIS, "redis://[::1]:6379/0"),
        (REDIS, "redis:///0"),
        (REDIS, "rediss://cache.example/0"),
        (REDIS, "rediss://:p@cache.example/0?ssl_cert_reqs=required&ssl_ca_certs=/etc/ours.pem"),
        (EMAIL, "smtp://localhost:25"),
        (EMAIL, "smtp://127.0.0.1:25"),
        (EMAIL, "smtp+tls://u:p@mail.example:587"),
        (EMAIL, "smtps://u:p@mail.example:587"),
        (EMAIL, "smtp+ssl://u:p@mail.example:465"),
        (EMAIL, "dummymail://"),
        (CLAMD, "/run/clamd.sock"),
        (CLAMD, "127.0.0.1:3310"),
    ],
)
def test_what_stays_here_or_is_encrypted_to_a_known_machine_is_fine(monkeypatch, name, value):
    assert lines(monkeypatch, **{name: value}) == []


@pytest.mark.parametrize(
    ("name", "value", "hosts"),
    [
        (DB, "postgresql://u:p@db.example:5432/x", "db.example"),
        (DB, "postgresql://u:p@db.example/x?sslmode=require", "db.example"),
        (DB, "postgresql://u:p@db.example/x?sslmode=prefer", "db.example"),
        (DB, "postgresql://u:p@db.example/x?sslmode=disable&sslmode=verify-full", "db.example"),
        (DB, "postgresql://u:p@/x?host=db.example", "db.example"),
        (DB, "postgresql://u:p@localhost/x?hostaddr=10.0.0.7", "10.0.0.7"),
        (DB, "postgresql://u:p@127.0.0.1,b.example/x", "b.example"),
        (DB, "postgresql://u:p@/x?service=main", "the service main"),
        (DB, "postgresql://u:p@localhost.example/x", "localhost.example"),
        (DB, "postgresql://u:p@10.0.0.7/x", "10.0.0.7"),
        (REDIS, "redis://:p@cache.example:6379/0", "cache.example"),
        (REDIS, "rediss://:p@cache.example/0?ssl_cert_reqs=none", "cache.example"),
        (REDIS, "rediss://:p@cache.example/0?ssl_cert_reqs=optional", "cache.example"),
        (REDIS, "rediss://:p@cache.example/0?ssl_check_hostname=false", "cache.example"),
        (EMAIL, "smtp://u:p@mail.example:587", "mail.example"),
        (EMAIL, "smtp+tls://u:p@mail.example:587?EMAIL_USE_TLS=0", "mail.example"),
        (CLAMD, "clamav:3310", "clamav"),
    ],
)
def test_what_others_could_read_or_end_is_not(monkeypatch, name, value, hosts):
    assert lines(monkeypatch, **{name: value}) == [f"{hosts} ({name})"]


def test_what_postgresqls_own_variables_say_counts(monkeypatch):
    monkeypatch.setenv("PGHOST", "db.example")
    assert lines(monkeypatch, DATABASE_URL="postgresql:///x") == ["db.example (DATABASE_URL)"]
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert lines(monkeypatch, DATABASE_URL="postgresql:///x") == []


FAR = {
    DB: "postgresql://u:p4ss@db.example/x",
    REDIS: "redis://:p4ss@cache.example/0",
    EMAIL: "smtp://u:p4ss@mail.example:587",
    CLAMD: "clamav:3310",
}


def started(**given) -> subprocess.CompletedProcess:
    """The settings read by a process of their own, as on a real site."""
    clean = {key: text for key, text in os.environ.items() if key in {"PATH", "HOME", "LANG"}}
    command = [sys.executable, "-c", "from glamwiki import settings; print(*settings.PLAIN_LINES, sep=', ')"]
    where = {"cwd": settings.BASE_DIR, "env": clean | {"SECRET_KEY": "x", "DEBUG": "no"} | HERE | given}
    return subprocess.run(command, **where, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("name", FAR)
def test_the_start_ends_at_such_a_line_without_telling_its_password(name):
    ended = started(**{name: FAR[name]})

    assert ended.returncode != 0
    assert ended.stderr.startswith(f"glamwiki: the environment variable {name} leads to ")
    assert "PRIVATE_HOSTS" in ended.stderr
    assert "p4ss" not in ended.stderr


def test_hosts_on_a_network_of_ones_own_are_answered_for_by_name_and_no_others():
    ours = "db.example,cache.example,mail.example,clamav"

    fine = started(**FAR, PRIVATE_HOSTS=ours)
    strange = started(**FAR | {EMAIL: "smtp://u:p@elsewhere.example:25"}, PRIVATE_HOSTS=ours)

    assert fine.stdout.strip().startswith("db.example (DATABASE_URL), cache.example (REDIS_URL)")
    assert strange.stderr.startswith(
        "glamwiki: the environment variable EMAIL_URL leads to elsewhere.example "
    )


def test_it_is_said_of_lines_that_somebody_answers_for(settings):
    assert checks.lines_are_encrypted(None) == []
    settings.PLAIN_LINES = [transport.Plain("REDIS_URL", ("valkey",), "")]

    (found,) = checks.lines_are_encrypted(None)

    assert (found.id, found.msg) == ("glamwiki.W004", "Not encrypted: valkey (REDIS_URL).")


def test_compose_answers_for_the_servers_on_its_own_network_and_has_documents_scanned():
    said = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text(encoding="utf-8"))

    environment = said["services"]["worker"]["environment"]
    assert environment["PRIVATE_HOSTS"] == "${PRIVATE_HOSTS:-postgres,valkey,clamav}"
    assert environment["CLAMD_ADDRESS"] == "${CLAMD_ADDRESS:-clamav:3310}"
    assert {"postgres", "valkey", "clamav"} < said["services"].keys()


@pytest.mark.parametrize(
    ("address", "on_purpose", "found"),
    [("", False, ["glamwiki.W006"]), ("", True, []), ("clamav:3310", False, [])],
)
def test_a_site_without_a_scanner_is_warned_unless_it_is_meant_so(settings, address, on_purpose, found):
    settings.CLAMD_ADDRESS, settings.UNSCANNED_ON_PURPOSE = address, on_purpose

    assert [each.id for each in checks.documents_are_scanned(None)] == found


def test_doing_without_a_scanner_is_said_by_a_word(monkeypatch):
    said = []
    for value in ("none", "", "/run/clamd.ctl"):
        monkeypatch.setenv(CLAMD, value)
        said.append((env.is_none(CLAMD), env.socket_address(CLAMD)))

    assert said == [(True, ""), (False, ""), (False, "/run/clamd.ctl")]


# Who is at the other end, asked for real: `localhost` is what the certificate is for, 127.0.0.1 the same machine.


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("ours"))


@pytest.fixture(scope="module")
def another(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("another"))


WHO = [("localhost", "ours", True), ("127.0.0.1", "ours", False), ("localhost", "another", False)]


@pytest.mark.django_db
def test_postgresql_is_talked_to_if_it_shows_that_it_is_meant(monkeypatch, authority, another):
    here = settings.DATABASES["default"]
    file = f"{here['OPTIONS']['host']}/.s.PGSQL.{here['PORT'] or 5432}"
    with relay(authority.certificate("localhost"), file, asks_first=True) as port:
        said = {}
        for host, whose, _fine in [*WHO, ("127.0.0.1", "ours but any name", True)]:
            root = another.file if whose == "another" else authority.file
            mode = "verify-ca" if "any" in whose else "verify-full"
            address = f"postgresql://{here['USER']}@{host}:{port}/postgres?sslmode={mode}&sslrootcert={root}"
            monkeypatch.setenv("X", address)
            said[host, whose] = _asks_postgresql(env.database("X"))

    assert said[WHO[0][:2]] is said["127.0.0.1", "ours but any name"] is True
    assert "does not match host name" in said[WHO[1][:2]]
    assert "certificate verify failed" in said[WHO[2][:2]]


def _asks_postgresql(config) -> bool | str:
    connection = ConnectionHandler({"default": config})["default"]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return connection.connection.info.ssl_in_use
    except OperationalError as error:
        return str(error)
    finally:
        connection.close()


READERS = {
    "the cache": lambda url: RedisCache(url, {}).get("x"),
    "dashboards and the wiki's budget": lambda url: Redis.from_url(url).ping(),
    "the limits": lambda url: storage_from_string(url).check() or _broken(),
    "the broker": lambda url: Connection(url).ensure_connection(max_retries=1, interval_start=0),
}


def _broken():
    raise ConnectionError("certificate verify failed, as the limits do not say")


@pytest.mark.parametrize("reader", READERS)
def test_valkey_is_talked_to_if_it_shows_that_it_is_meant(reader, authority, another):
    with relay(authority.certificate("localhost"), urlsplit(settings.REDIS_URL).path) as port:
        for host, whose, fine in WHO:
            root = another.file if whose == "another" else authority.file
            url = transport.shown(f"rediss://{host}:{port}/0?ssl_ca_certs={root}")
            if fine:
                READERS[reader](url)
            else:
                with pytest.raises(Exception, match="certificate verify failed"):
                    READERS[reader](url)
        with pytest.raises(Exception, match="certificate verify failed"):
            READERS[reader](transport.shown(f"rediss://localhost:{port}/0"))


def test_mail_goes_to_no_server_whose_certificate_nobody_known_signed(authority):
    with relay(authority.certificate("localhost"), "/nowhere") as port:
        backend = EmailBackend(host="localhost", port=port, use_ssl=True, timeout=5)

        with pytest.raises(OSError, match="certificate verify failed"):
            backend.open()
