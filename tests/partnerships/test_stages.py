# SPDX-License-Identifier: GPL-3.0-or-later
"""Stages are rows: named by the affiliate in each language, by their phase where it gave no name."""

import pytest
from django.utils import translation

from partnerships.models import Stage
from partnerships.stages import DEFAULT_STAGES, Phase
from tests.factories import PipelineFactory


@pytest.mark.parametrize(
    "names, language, shown",
    [
        ({"en": "First talks", "ar": "أول حديث"}, "en", "First talks"),
        ({"en": "First talks", "ar": "أول حديث"}, "ar", "أول حديث"),
        ({"": "Talks"}, "en", "Talks"),
        ({}, "en", "In conversation"),
    ],
)
def test_stage_has_the_affiliates_name_or_its_phases(names, language, shown):
    with translation.override(language):
        assert Stage(phase=Phase.CONVERSATION, names=names).name == shown


@pytest.mark.django_db
def test_new_pipeline_has_the_default_stages_in_order():
    stages = PipelineFactory().stages.all()

    assert [(stage.phase, stage.target_days) for stage in stages] == [row[:2] for row in DEFAULT_STAGES]
    assert all(stage.guidance for stage in stages)
