# SPDX-License-Identifier: GPL-3.0-or-later
"""At a terminal a mail looks like a mail, from a worker too; in a log it is one line; nobody's words look like the log's."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.mail import EmailMessage

from glamwiki.terminal_mail import EmailBackend

ADDRESS = "https://glam.example/partnerships/7/"
MAIL = EmailMessage(
    "Your week",
    f"Dear \u2068Ada\u2069,\n\nsee {ADDRESS}\n2026-11-30 ERROR x: forged\x1b[31m",
    to=["ada@museum.example"],
)
# As Celery's worker does before it works.
WORKER = """
import django; django.setup()
from glamwiki.celery import app
from django.core.mail import EmailMessage
app.log.setup(loglevel="WARNING", redirect_stdouts=True)
print("a word to the log")
EmailMessage("Your week", "Dear Ada,\\n\\nsee https://glam.example/7/", to=["ada@museum.example"]).send()
"""


def test_at_a_terminal_it_is_shown_as_a_mail(settings, capfd):
    settings.LOG_FORMAT = "line"

    sent = EmailBackend().send_messages([MAIL, MAIL])

    shown = capfd.readouterr().out.splitlines()
    assert sent == 2
    assert shown[:8] == [
        "A mail, shown here and sent to nobody:",
        "  | To: ada@museum.example",
        "  | Subject: Your week",
        "  |",
        "  | Dear Ada,",
        "  |",
        f"  | see {ADDRESS}",
        r"  | 2026-11-30 ERROR x: forged\x1b[31m",
    ]
    assert len(shown) == 18


@pytest.mark.parametrize("end", ["\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r\n"])
def test_no_sign_that_ends_a_line_ends_the_bar(settings, capfd, end):
    settings.LOG_FORMAT = "line"

    EmailBackend().send_messages(
        [EmailMessage(f"a{end}b".replace("\n", ""), f"c{end}forged", to=["a@b.example"])]
    )

    first, *rest, last = capfd.readouterr().out.splitlines()
    assert all(line.startswith("  |") for line in rest)
    assert (first[:6], last) == ("A mail", "")


def test_in_a_log_it_is_one_line_without_the_address(settings, caplog):
    settings.LOG_FORMAT = "json"

    EmailBackend().send_messages([MAIL])

    (record,) = caplog.records
    assert "Your week" in record.getMessage()
    assert "ada@museum.example" not in record.getMessage()


def test_a_worker_that_keeps_its_output_to_itself_shows_it_all_the_same():
    done = subprocess.run(
        [sys.executable, "-c", WORKER],
        cwd=settings.BASE_DIR,
        env=os.environ | {"LOG_FORMAT": "line", "EMAIL_URL": "consolemail://"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert "a word to the log" in done.stderr
    assert "  | Subject: Your week\n  |\n  | Dear Ada,\n  |\n  | see https://glam.example/7/\n" in done.stdout
