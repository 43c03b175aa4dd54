# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages are read by a process of their own: the same is read, and its death costs nothing but time."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
from django.conf import settings

from casestudies.parsing.reading import read as read_study
from newsletter.parsing.reading import read as read_report
from outreach import beside, kinds
from outreach.beside import Beside
from outreach.parsing import Unparsable, people_of
from outreach.parsing.reader import PageText, readings

STUDY = PageText("GLAM/Case studies/Museum of Ponds", "== Goals ==\nTo show 1,204 ponds.\n", ("Ponds",))
REPORT = PageText(
    "GLAM/Newsletter/May 2020/Contents/Ponds report", "By [[User:Ada|Ada]]\n", home="wiki.example"
)
ASKED = {
    1: (read_study, STUDY),
    2: (read_report, REPORT),
    3: (people_of, PageText("GLAM/Contact us", "* [[User:Ada|Ada]], Museum of Ponds\n")),
    4: (read_study, PageText("GLAM/Case studies/Broken", "<ref>" * 100_000)),
}


def said(found):
    """Comparable: two Unparsable of one reason are equal to a reader."""
    return {number: each.reason if isinstance(each, Unparsable) else each for number, each in found.items()}


def test_another_process_reads_what_this_one_would():
    with Beside() as reader:
        found = reader.readings(ASKED)

        assert said(found) == said(readings(ASKED))
        assert isinstance(found[4], Unparsable)
        assert found[1].parsed.sections
        assert found[3][0].username == "Ada"
        assert reader._child.poll() is None, "it was read here"


def test_every_kind_of_page_is_read_without_django():
    asked = {
        number: (kind.read, STUDY)
        for number, kind in enumerate(kinds._kinds.values())
        if kind.read is not None
    }
    assert len(asked) >= 4

    with Beside() as reader:
        assert reader.readings(asked).keys() == asked.keys()
        assert reader._child.poll() is None, "one of them is not to be had there"


def test_its_death_costs_no_page(caplog):
    with Beside() as reader:
        before = said(reader.readings(ASKED))
        os.kill(reader._child.pid, signal.SIGKILL)

        assert said(reader.readings(ASKED)) == before
        assert said(reader.readings(ASKED)) == before
    assert caplog.text.count("going on without it") == 1


def stumbling(page):
    raise ZeroDivisionError(page.title)


def test_a_mistake_of_ours_is_raised_here():
    with Beside() as reader, pytest.raises(ZeroDivisionError, match="Ponds"):
        reader.readings({1: (stumbling, STUDY)})


def test_few_pages_need_no_process():
    with Beside(starts=False) as reader:
        assert said(reader.readings(ASKED)) == said(readings(ASKED))


def test_a_machine_that_starts_no_process_reads_here(monkeypatch, caplog):
    monkeypatch.setattr(beside, "_COMMAND", ["/no/such/python"])

    with Beside() as reader:
        assert said(reader.readings(ASKED)) == said(readings(ASKED))
    assert "No process to read pages beside" in caplog.text


def test_it_ends_with_whoever_asked():
    """Killed so that nothing of it can tidy up, also in mid-work: the pipe's end is enough."""
    script = textwrap.dedent("""
        import django, os, signal
        django.setup()
        from outreach.beside import Beside
        reader = Beside()
        print(reader._child.pid, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    asked = subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    pid = int(asked.stdout)

    for _tick in range(100):
        if not os.path.exists(f"/proc/{pid}"):
            break
        time.sleep(0.05)
    else:
        os.kill(pid, signal.SIGKILL)
        raise AssertionError("it outlived the process that asked")
