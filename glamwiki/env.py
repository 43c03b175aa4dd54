# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the environment; a missing or malformed variable ends the start with one line that names it."""

import json
import logging
import os
import zoneinfo
from urllib.parse import SplitResult, urlsplit

import environ
from cryptography.fernet import Fernet

_TRUE, _FALSE = {"1", "yes", "true", "on"}, {"0", "no", "false", "off"}


def stop(name: str, why: str):
    """End the start with one line."""
    raise SystemExit(f"glamwiki: the environment variable {name} {why}. See .env.example.")


def text(name: str, default: str | None = None) -> str:
    """The variable's text; without a default an unset or empty one ends the start."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        stop(name, "is not set")
    return value


def flag(name: str, default: str) -> bool:
    """`yes` or `no`, in the usual spellings."""
    value = text(name, default).lower()
    if value not in _TRUE | _FALSE:
        stop(name, f"is {value!r}; it takes yes or no")
    return value in _TRUE


def count(name: str, default: str, *, least: int = 1, most: int = 1_000_000, of: str = "") -> int:
    """A whole number from `least` to `most`; `of` what, for the message."""
    value = text(name, default)
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        stop(name, f"is {value!r}; it takes a number{of}")
    return int(value)


def days(name: str, default: str) -> int:
    """A number of days, at least one and at most a century."""
    return count(name, default, most=36_525, of=" of days")


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def hosts(name: str, default: str = "", *, may_be_any: bool = False) -> list[str]:
    """Names a site answers to, each in full: links in mails, and where people are led, are made of them."""
    named = words(name, default)
    vague = [each for each in named if "*" in each or each.startswith(".")]
    if vague and not may_be_any:
        stop(name, f"has {vague[0]!r} in it; it takes whole names such as glamwiki.example.org")
    return named


def one_of(name: str, *allowed: str) -> str:
    """One of these words; the first where nothing is set."""
    value = text(name, allowed[0]).lower()
    if value not in allowed:
        stop(name, f"is {value!r}; it takes {' or '.join(allowed)}")
    return value


def time_zone(name: str, default: str) -> str:
    """A zone of the time zone database, such as `Africa/Lagos`."""
    value = text(name, default)
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder, such as `Africa`
        stop(name, f"is {value!r}; it takes a time zone such as UTC or Africa/Lagos")
    return value


def log_level(name: str, default: str) -> str:
    """DEBUG, INFO, WARNING, ERROR or CRITICAL, in any case."""
    value = text(name, default).upper()
    if value not in logging.getLevelNamesMapping():
        stop(name, f"is {value!r}; it takes DEBUG, INFO, WARNING, ERROR or CRITICAL")
    return value


def log_format() -> str:
    """`json` for machines; `line`, what a terminal shows, is the default where DEBUG is on."""
    return one_of("LOG_FORMAT", *(("line", "json") if flag("DEBUG", "no") else ("json", "line")))


def _address(name: str, url: str) -> SplitResult:
    """The address in its parts. One that has none, or a port that is no number, ends the start."""
    try:
        parts = urlsplit(url)
        port = parts.port  # asked for here, since a port that is no number only shows now
    except ValueError as error:
        stop(name, f"is no address ({error})")
    if port == 0:
        stop(name, "is no address (nothing answers at port 0)")
    return parts


# How long the database may take over one statement, and how long one may wait for a lock, by the kind of process:
# a page is not waited for longer, a worker has time, a migration as much as it needs.
PATIENCE = {
    "web": {"statement_timeout": "5s", "lock_timeout": "2s", "idle_in_transaction_session_timeout": "60s"},
    "worker": {"statement_timeout": "300s", "lock_timeout": "30s"},
    "command": {},
}


def database(name: str, *, patience: dict[str, str] | None = None) -> dict:
    """A Django database from `postgresql://user:password@host:port/name` (or `?host=/socket/folder`).

    `patience` are settings of PostgreSQL for each connection.
    """
    url = text(name)
    if _address(name, url).scheme not in {"postgres", "postgresql"}:
        stop(name, "must begin with postgresql://")
    config = environ.Env.db_url_config(url)
    if not config.get("NAME"):
        stop(name, "names no database")
    if patience:
        given = config.setdefault("OPTIONS", {})
        said = " ".join(f"-c {setting}={value}" for setting, value in patience.items())
        given["options"] = (
            f"{said} {given.get('options', '')}".strip()
        )  # what the address says comes last and holds
    return config


def redis(name: str) -> str:
    """`redis://…`, `rediss://…` or `unix:///path/of.sock`."""
    url = text(name)
    if _address(name, url).scheme not in {"redis", "rediss", "unix"}:
        stop(name, "must begin with redis://, rediss:// or unix://")
    return url


def web_address(name: str, default: str) -> str:
    """An http(s) address with a host, as it stands."""
    url = text(name, default)
    parts = _address(name, url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        stop(name, f"is {url!r}; it takes an address such as https://outreach.wikimedia.org/w/")
    return url


def sealing_keys(name: str) -> list[str]:
    """Keys of `cryptography.fernet`, separated by commas; a value is never repeated."""
    keys = words(name)
    for key in keys:
        try:
            Fernet(key)
        except ValueError:
            stop(name, "holds something that is no key; `python manage.py make_token_key` makes one")
    return keys


def email(name: str, default: str) -> dict:
    """EMAIL_* settings from `consolemail://` or `smtp+tls://user:password@host:587`."""
    url = text(name, default)
    if _address(name, url).scheme not in environ.Env.EMAIL_SCHEMES:
        stop(name, "has a scheme this project does not know")
    config = environ.Env.email_url_config(url)
    if config["EMAIL_BACKEND"] == environ.Env.EMAIL_SCHEMES["consolemail"]:
        config["EMAIL_BACKEND"] = "glamwiki.terminal_mail.EmailBackend"
    return {key: value for key, value in config.items() if key.startswith("EMAIL_") and value is not None}


def dotted_path(name: str, default: str) -> str:
    """The place of a Python class, such as `storages.backends.s3.S3Storage`; whether it is there shows on use."""
    value = text(name, default)
    if "." not in value or not all(part.isidentifier() for part in value.split(".")):
        stop(name, f"is {value!r}; it takes a class such as storages.backends.s3.S3Storage")
    return value


def json_object(name: str) -> dict:
    """A JSON object; unset, an empty one. The value may hold secrets, so that it is never repeated."""
    try:
        value = json.loads(text(name, "{}"))
    except ValueError:
        value = None
    if not isinstance(value, dict):
        stop(name, 'is no JSON object; it takes one such as {"bucket_name": "agreements"}')
    return value


def is_none(name: str) -> bool:
    """Whether somebody did without on purpose, by the word `none`, rather than by forgetting it."""
    return text(name, "").lower() == "none"


def socket_address(name: str) -> str:
    """`host:port` or the absolute path of a socket; "" where it is not set or `none`, which switches off what would
    be asked there."""
    if is_none(name):
        return ""
    value = text(name, "")
    host, _colon, port = value.rpartition(":")
    is_host = bool(host) and port.isascii() and port.isdigit() and 0 < int(port) < 65_536
    if value and not value.startswith("/") and not is_host:
        stop(name, f"is {value!r}; it takes host:port or the path of a socket")
    return value
