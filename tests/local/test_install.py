# SPDX-License-Identifier: GPL-3.0-or-later
"""Requirements are installed when they changed and not otherwise; the groups of tests say what they lack."""

import tomllib
from collections import Counter
from types import SimpleNamespace

import pytest

from glamwiki.local import install
from glamwiki.local.folders import ROOT
from glamwiki.local.packages import GROUPS, Group, is_installed
from glamwiki.local.requirements import pins
from tests import conftest


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A project with requirements and a `.venv` that has a Python, nothing more."""
    for name in install.SETS["dev"]:
        (tmp_path / name).write_text(f"# {name}\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return tmp_path


def stamp(name):
    install.stamp_of(name).write_text(install.wanted_stamp(install.SETS[name]))


def test_set_is_installed_once_stamped(checkout):
    assert not install.is_installed("run")

    stamp("run")

    assert install.is_installed("run")
    assert not install.is_installed("dev")


def test_larger_set_covers_the_smaller(checkout):
    stamp("dev")

    assert install.is_installed("run")


@pytest.mark.parametrize("changed", install.SETS["run"])
def test_changed_requirement_is_installed_again(checkout, changed):
    stamp("run")

    (checkout / changed).write_text("django==5.2.20\n")

    assert not install.is_installed("run")


def test_stamp_without_a_python_counts_for_nothing(checkout):
    stamp("run")

    install.PYTHON.unlink()

    assert not install.is_installed("run")


def test_old_python_is_refused_in_words(monkeypatch, capsys):
    monkeypatch.setattr(install, "OLDEST", (99, 0))

    assert install.main("run") == 1
    assert "needs Python 99.0 or newer" in capsys.readouterr().out


def test_installed_set_asks_nothing_of_an_index(checkout, capsys):
    stamp("run")  # no pip in this .venv: asking it for anything would fail

    assert install.main("run") == 0
    assert capsys.readouterr().out == ""


def test_pins_leave_out_comments(tmp_path):
    (tmp_path / "requirements.txt").write_text(
        "# made by uv\na==1 \\\n    --hash=sha256:0\n    # via -r a.in\n\n"
    )

    assert pins(tmp_path / "requirements.txt") == ["a==1 \\", "    --hash=sha256:0"]


def test_every_group_is_a_marker():
    markers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["markers"]

    assert set(GROUPS) <= {marker.partition(":")[0] for marker in markers}


def test_package_nobody_has_is_not_installed():
    assert not is_installed("glamwiki-no-such-package")


def item_marked(name):
    return SimpleNamespace(get_closest_marker=lambda marker: marker == name)


@pytest.fixture
def machine_without_a_browser(monkeypatch):
    group = Group(missing=lambda: ["chromium"], install=lambda lacks: None, remedy="install it")
    monkeypatch.setitem(GROUPS, "browser", group)


def test_group_that_lacks_a_package_is_skipped_and_says_what(machine_without_a_browser, monkeypatch):
    monkeypatch.delenv("CI", raising=False)

    with pytest.raises(pytest.skip.Exception, match="browser tests need: chromium"):
        conftest.pytest_runtest_setup(item_marked("browser"))


def test_group_that_lacks_a_package_fails_in_continuous_integration(machine_without_a_browser, monkeypatch):
    monkeypatch.setenv("CI", "true")

    with pytest.raises(pytest.fail.Exception, match="browser tests need: chromium"):
        conftest.pytest_runtest_setup(item_marked("browser"))


def test_group_is_no_concern_of_other_tests(machine_without_a_browser, monkeypatch):
    monkeypatch.setenv("CI", "true")

    conftest.pytest_runtest_setup(item_marked("slow"))


def test_summary_names_the_group_its_tests_and_the_remedy(machine_without_a_browser, monkeypatch):
    said = []
    terminal = SimpleNamespace(section=said.append, line=said.append)
    skipped = SimpleNamespace(skipped=True, longrepr=("file", 1, "Skipped: browser tests need: chromium"))
    monkeypatch.setattr(conftest, "_lacking", Counter())
    monkeypatch.setattr(conftest, "_took", Counter())

    conftest.pytest_runtest_logreport(skipped)
    conftest.pytest_runtest_logreport(skipped)
    conftest.pytest_terminal_summary(terminal)

    assert said[1:] == ["2 browser tests need: chromium. To run them: install it"]
