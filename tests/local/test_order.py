# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests themselves: what leaves rows behind runs after what counts on an untouched database."""

from tests.conftest import commits


def test_tests_with_real_transactions_come_last(request):
    order = [commits(item) for item in request.session.items]

    assert order == sorted(order)
