# SPDX-License-Identifier: GPL-3.0-or-later
"""On which days a promise that comes again is due."""

from datetime import date

import pytest

from agreements.recurrence import occurrence


def days(first, recurrence, number):
    return [occurrence(first, recurrence, each).isoformat() for each in range(number)]


def test_end_of_a_month_comes_back_after_a_short_one():
    assert days(date(2027, 1, 31), "monthly", 4) == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]


def test_leap_year_has_its_day():
    assert days(date(2028, 1, 31), "monthly", 2)[1] == "2028-02-29"
    assert days(date(2028, 2, 29), "yearly", 5) == [
        "2028-02-29",
        "2029-02-28",
        "2030-02-28",
        "2031-02-28",
        "2032-02-29",
    ]


def test_quarters_pass_the_turn_of_the_year():
    assert days(date(2026, 11, 30), "quarterly", 3) == ["2026-11-30", "2027-02-28", "2027-05-30"]


@pytest.mark.parametrize("recurrence", ["monthly", "quarterly", "yearly"])
def test_a_hundred_years_go_on_and_never_leave_the_day_but_for_short_months(recurrence):
    found = [occurrence(date(2024, 5, 31), recurrence, number) for number in range(100)]

    assert found == sorted(set(found))
    assert all(each.day == 31 or (each.month in (2, 4, 6, 9, 11) and each.day >= 28) for each in found)


def test_what_comes_once_or_after_the_last_year_has_no_next():
    assert occurrence(date(2026, 1, 1), "", 0) == date(2026, 1, 1)
    assert occurrence(date(2026, 1, 1), "", 1) is None
    assert occurrence(date(9999, 12, 1), "monthly", 1) is None


def test_unknown_recurrence_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        occurrence(date(2026, 1, 1), "daily", 1)
