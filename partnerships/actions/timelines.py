# SPDX-License-Identifier: GPL-3.0-or-later
"""On whose timeline a line about an advocate belongs."""

from partnerships.models import Advocate, Partnership


def partnership_of(advocate: Advocate, institution=None) -> Partnership | None:
    """The affiliate's newest open partnership with the institution, or with any where they have a post."""
    open_ones = Partnership.objects.kept().open().filter(affiliate=advocate.affiliate_id)
    if institution is not None:
        open_ones = open_ones.filter(institution=institution)
    else:
        open_ones = open_ones.filter(
            institution__in=advocate.posts.filter(ended_on=None).values("institution")
        )
    return open_ones.select_related("lead", "institution", "affiliate").order_by("-pk").first()


def thread_of(advocate: Advocate, institution=None):
    """That partnership, or else the advocate."""
    return partnership_of(advocate, institution) or advocate
