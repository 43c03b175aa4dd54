# SPDX-License-Identifier: GPL-3.0-or-later
"""What of agreements everybody may read; who may do what to them is said in `partnerships.permissions`."""

from django.db.models import QuerySet

from partnerships.models import Mou


def publicly_summarised() -> QuerySet[Mou]:
    """The agreements that everybody may read a summary of: signed, opened to all, of a public partnership."""
    return (
        Mou.objects.kept()
        .filter(is_summary_public=True, state=Mou.State.SIGNED, partnership__is_public=True)
        .exclude(public_summary="")
    )
