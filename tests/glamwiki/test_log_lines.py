# SPDX-License-Identifier: GPL-3.0-or-later
"""One event is one line, whatever is in it; and what is nobody's business is in none."""

import datetime
import io
import json
import logging
import os
import re
import subprocess
import sys
import uuid
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from glamwiki.access_log import AccessLog
from glamwiki.local.folders import ROOT
from glamwiki.log_lines import JsonLines, TextLines
from journal.correlation import correlated

HOSTILE = [
    "a\r\nb",
    'a\n{"level": "INFO", "said": "forged"}',
    "\x1b[2J\x1b[31mred",
    "a\x85b\u2028c\u2029d",
    "\u202egnp.exe",
    "a\x00b\x7f\x9b31m",
]


def said(formatter, message, *args, **fields):
    record = logging.LogRecord("x", logging.WARNING, "", 1, message, args, None)
    if fields:
        record.fields = fields
    return formatter.format(record)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_line_or_colours_it(text):
    for line in (
        said(JsonLines(), "Path %s", text),
        said(JsonLines(), "Path", path=text),
        said(TextLines(), "Path %s", text),
    ):
        assert line.isprintable(), line
        assert len(line.splitlines()) == 1
    assert json.loads(said(JsonLines(), "Path %s", text))["level"] == "WARNING"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mail to ada.canary@museum.example failed", "Mail to …@… failed"),
        ("GET /search/?q=Ada+Canary HTTP/1.1", "GET /search/?… HTTP/1.1"),
        ("GET /feeds/Zk3-_secretsecret.ics 200", "GET /feeds/… 200"),
        ("token 0123456789abcdef0123456789abcdef0123456789abcdef", "token …"),
        ("What now? Nothing.", "What now? Nothing."),
    ],
)
def test_keys_queries_and_addresses_are_left_out(text, shown):
    assert json.loads(said(JsonLines(), text))["said"] == shown


def test_an_exception_is_told_without_what_it_quotes():
    try:
        int("Ada Canary")
    except ValueError:
        record = logging.LogRecord("x", 40, "", 1, "Failed", (), sys.exc_info())

    line = json.loads(JsonLines().format(record))

    assert line["trace"].startswith("ValueError < ")
    assert "test_log_lines.py" in line["trace"]
    assert "Canary" not in str(line)


def test_a_line_bears_the_number_of_its_request():
    number = uuid.uuid4()
    with correlated(number):
        assert json.loads(said(JsonLines(), "Hello"))["request"] == str(number)
        assert str(number)[:8] in said(TextLines(), "Hello")
    assert "request" not in json.loads(said(JsonLines(), "Hello"))


@pytest.mark.parametrize("form", ["json", "line"])
def test_the_access_log_names_the_door_and_nobody(monkeypatch, form):
    monkeypatch.setenv("LOG_FORMAT", form)
    config = Config()
    config.set("accesslog", "-")
    config.set("access_log_format", "%(m)s %(U)s %(s)s %(f)s %(a)s %(r)s")
    monkeypatch.setattr(logging.getLogger("gunicorn.access"), "handlers", [])
    log, written = AccessLog(config), io.StringIO()
    (handler,) = [each for each in log.access_log.handlers if hasattr(each, "_gunicorn")]
    handler.setStream(written)
    monkeypatch.setattr(log.access_log, "handlers", [handler])
    number = str(uuid.uuid4())
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/feeds/canarykey.ics\r\nforged\x1b[2J",
        "RAW_URI": "/feeds/canarykey.ics?q=canaryquery",
        "QUERY_STRING": "q=canaryquery",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_COOKIE": "session=canarycookie",
        "HTTP_AUTHORIZATION": "Token canarytoken",
        "HTTP_REFERER": "http://x/?q=canaryreferer",
        "HTTP_USER_AGENT": "canary@museum.example\r\nforged",
        "REMOTE_ADDR": "203.0.113.7",
    }
    answer = SimpleNamespace(status="200 OK", status_code=200, sent=12, headers=[("X-Request-ID", number)])

    log.access(answer, SimpleNamespace(headers=[]), environ, datetime.timedelta(seconds=0.25))

    assert written.getvalue().count("\n") == 1, written.getvalue()
    (line,) = written.getvalue().splitlines()
    assert line.isprintable()
    assert re.findall("canary[a-z]+|203.0.113.7", line) == []
    if form == "json":
        line = json.loads(line)
        assert (line["method"], line["status"], line["seconds"]) == ("GET", 200, 0.25)
        assert line["request"] == number


def test_settings_choose_json_where_debug_is_off():
    code = "import django; django.setup(); import logging; logging.getLogger('x').warning('a\\nb')"
    env = os.environ | {"DEBUG": "no", "ALLOWED_HOSTS": "x", "LOG_FORMAT": ""}

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], env=env, cwd=ROOT, capture_output=True, text=True
    )

    (line,) = done.stderr.splitlines()
    assert json.loads(line)["said"] == "a\\nb"
