# SPDX-License-Identifier: GPL-3.0-or-later
"""What a partnership says already, so that nobody types it again into a case study about it."""

from partnerships.models import Mou, Partnership


def facts_of(partnership: Partnership, *, reader) -> dict:
    """The year it began and the agreement in force, as far as the reader may know them; two queries."""
    signed = Mou.objects.visible_to(reader).filter(partnership=partnership, state=Mou.State.SIGNED)
    starts = [each.starts_on or each.signed_on for each in signed]
    return {
        "year": min(starts, default=partnership.opened_at).year,
        "mou": signed.in_force().order_by("-signed_on", "-pk").first(),
    }
