# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions, advocates, the pipeline and agreements."""

from partnerships.models.advocates import Advocate
from partnerships.models.agreements import Commitment, Mou
from partnerships.models.institutions import Institution
from partnerships.models.pipeline import Partnership, Pipeline, Stage, StageMove

__all__ = ["Advocate", "Commitment", "Institution", "Mou", "Partnership", "Pipeline", "Stage", "StageMove"]
