# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of the mirror show beyond single rows."""

from outreach.reports.contributors import (
    SURE,
    Facets,
    ShownClaim,
    by_country,
    claims_of,
    export_rows,
    facets,
    last_active_on,
    protected_figure,
    with_addresses,
    with_evidence,
    with_work,
    work_of,
)
from outreach.reports.syncs import REASONS, explained, mirrors_of

__all__ = [
    "REASONS",
    "SURE",
    "Facets",
    "ShownClaim",
    "by_country",
    "claims_of",
    "explained",
    "export_rows",
    "facets",
    "last_active_on",
    "mirrors_of",
    "protected_figure",
    "with_addresses",
    "with_evidence",
    "with_work",
    "work_of",
]
