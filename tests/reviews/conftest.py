# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of reviews share: a case study that its author filed with the coordinator's affiliate."""

import pytest

from casestudies import actions as casestudies
from tests.casestudies.filing import filed as hand_in
from tests.factories import UserFactory


@pytest.fixture
def author(db):
    return UserFactory(wiki_username="Ada", email="ada@example.org")


@pytest.fixture
def draft(author, coordinator):
    begun = casestudies.begin_case_study(by=author, title="Maps", affiliate=coordinator.affiliate)
    return casestudies.save_case_study(begun, version=1, by=author, sections={"goals": "Reach."})


@pytest.fixture
def filed(draft):
    return file_again(draft)


def file_again(case_study):
    """The author files it as it stands."""
    return hand_in(case_study)


def rewrite(case_study, **sections):
    """The author writes on."""
    case_study.refresh_from_db()
    return casestudies.save_case_study(
        case_study, version=case_study.version, by=case_study.author, sections=sections
    )
