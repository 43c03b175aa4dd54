# SPDX-License-Identifier: GPL-3.0-or-later
"""What was written down stays: the database itself refuses to change a line of the journal or a move."""

import pytest
from django.db import InternalError, transaction

from journal.models import Entry
from partnerships import actions
from partnerships.models import StageMove
from partnerships.stages import Phase
from tests.factories import PartnershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def _moved():
    partnership = PartnershipFactory()
    researched = partnership.pipeline.stages.get(phase=Phase.RESEARCHED)
    actions.move_to_stage(partnership, researched, by=partnership.lead, note="As it was")


@pytest.mark.usefixtures("_moved")
@pytest.mark.parametrize("model", [Entry, StageMove])
def test_written_lines_are_neither_changed_nor_deleted(model):
    rows = model.objects.filter(note="As it was")
    assert rows.exists()

    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        rows.update(note="As it should have been")
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        rows.delete()

    assert rows.exists()
