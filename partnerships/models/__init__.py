# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions, advocates, the pipeline and agreements."""

from partnerships.models.advocates import Address, Advocate, Contact, Post, Relation
from partnerships.models.agreements import Mou
from partnerships.models.co_leads import CoLead
from partnerships.models.commitments import Commitment
from partnerships.models.institutions import Institution
from partnerships.models.notices import Notice
from partnerships.models.pipeline import Partnership, StageMove
from partnerships.models.stages import Pipeline, Stage

__all__ = [
    "Address",
    "Advocate",
    "CoLead",
    "Commitment",
    "Contact",
    "Institution",
    "Mou",
    "Notice",
    "Partnership",
    "Pipeline",
    "Post",
    "Relation",
    "Stage",
    "StageMove",
]
