# SPDX-License-Identifier: GPL-3.0-or-later
"""Handing a case study in, and having it accepted: what tests of later steps begin with."""

from django.utils import timezone

from casestudies import actions
from casestudies.models import CaseStudy
from tests.factories import UserFactory


def filed(case_study: CaseStudy) -> CaseStudy:
    """Its author files it as it stands, under the licence, and says that it names only public people."""
    CaseStudy.objects.filter(pk=case_study.pk).update(
        licence_agreed_at=timezone.now(), people_named=CaseStudy.People.PUBLIC
    )
    case_study.refresh_from_db()
    return actions.file_case_study(case_study, version=case_study.version, by=case_study.author)


def accepted_one(case_study: CaseStudy) -> CaseStudy:
    """It is filed, and a reviewer finds it good."""
    handed_in = filed(case_study)
    return actions.accept_case_study(handed_in, version=handed_in.version, by=UserFactory())
