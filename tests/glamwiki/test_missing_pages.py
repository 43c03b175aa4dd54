# SPDX-License-Identifier: GPL-3.0-or-later
"""What is not there is said by our own page, with and without DEBUG."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("debug", [True, False])
def test_what_a_view_does_not_find_is_our_page(client, settings, debug):
    settings.DEBUG = debug

    answer = client.get("/institutions/999999/")

    assert answer.status_code == 404
    assert "404.html" in [template.name for template in answer.templates]
    assert "No Institution matches" not in answer.text
