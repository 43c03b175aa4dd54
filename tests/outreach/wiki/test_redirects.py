# SPDX-License-Identifier: GPL-3.0-or-later
"""Where redirects lead, from their wikitext."""

import pytest

from outreach.wiki.redirects import redirect_target, soft_redirect_target
from tests.effort import least_seconds


@pytest.mark.parametrize(
    "text, target",
    [
        ("#REDIRECT [[GLAM/Case studies/A]]", "GLAM/Case studies/A"),
        ("\n #redirect:[[gLAM/Case_studies/A  b#Goals|there]]\n[[Category:X]]", "GLAM/Case studies/A b"),
        ("#WEITERLEITUNG [[:Category:Museen]]", "Category:Museen"),
        ("#تحويل [[متحف]]", "متحف"),
        ("See [[A]]", None),
        ("#REDIRECT", None),
        ("#REDIRECT [[ ]]", None),
        ("", None),
    ],
)
def test_redirect_target_is_read_from_the_text(text, target):
    assert redirect_target(text) == target


def test_soft_redirect_target_keeps_its_interwiki_prefix():
    assert soft_redirect_target("Moved.\n{{Soft redirect|[[:m:GLAM/A]]}}") == "M:GLAM/A"
    assert soft_redirect_target("{{Softer|A}}") is None


def test_redirect_target_takes_no_time_over_nonsense():
    def read():
        redirect_target(" " * 500_000 + "#" * 500_000 + "[" * 500_000)
        soft_redirect_target("{{soft redirect" * 100_000)

    assert least_seconds(read, below=2) < 2
