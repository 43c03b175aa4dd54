# SPDX-License-Identifier: GPL-3.0-or-later
"""`manage.py check` says when periods make no sense, and when a column or a class is kept for no known time."""

import pytest
from django.core.checks import run_checks

from glamwiki import env
from privacy import registry


def found():
    return [each.id for each in run_checks() if each.id.startswith("privacy.")]


def test_as_delivered_there_is_nothing_to_say():
    assert found() == []


@pytest.mark.parametrize(
    ("days", "reminder", "ids"),
    [
        (90, 30, []),
        (90, 89, []),
        (90, 90, ["privacy.W001"]),
        (13, 1, ["privacy.W002"]),
        (14, 1, []),
        (1825, 60, []),
        (1826, 60, ["privacy.W003"]),
    ],
)
def test_nonsense_is_warned_of(settings, days, reminder, ids):
    settings.CONTACT_RETENTION_DAYS, settings.CONTACT_REMINDER_DAYS = days, reminder

    assert found() == ids


def test_a_column_nobody_classified_is_an_error(monkeypatch):
    monkeypatch.delitem(registry._fields, "accounts.User.email")

    assert found() == ["privacy.E001"]


def test_a_class_that_nobody_purges_is_an_error(monkeypatch):
    monkeypatch.delitem(registry._purges, "credentials")

    assert found() == ["privacy.E003"]


def test_a_word_that_is_none_of_the_modes_ends_the_start(monkeypatch):
    monkeypatch.setenv("CONTACT_RETENTION_FROM", "never")

    with pytest.raises(SystemExit, match="it takes last_contact or partnership_closed"):
        env.one_of("CONTACT_RETENTION_FROM", "last_contact", "partnership_closed")
