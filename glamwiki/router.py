# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's routes, app by app."""

from rest_framework.routers import SimpleRouter

from agreements.api import CommitmentViewSet, MouViewSet
from casestudies.api import CaseStudyViewSet
from newsletter.api import ReportViewSet
from outreach.api import ContributorViewSet, SyncRunViewSet
from partnerships import api

router = SimpleRouter()
router.register("institutions", api.InstitutionViewSet, basename="institution")
router.register("advocates", api.AdvocateViewSet, basename="advocate")
router.register("partnerships", api.PartnershipViewSet, basename="partnership")
router.register("stages", api.StageViewSet, basename="stage")
router.register("moves", api.StageMoveViewSet, basename="move")
router.register("agreements", MouViewSet, basename="mou")
router.register("commitments", CommitmentViewSet, basename="commitment")
router.register("contributors", ContributorViewSet, basename="contributor")
router.register("sync-runs", SyncRunViewSet, basename="sync-run")
router.register("case-studies", CaseStudyViewSet, basename="case-study")
router.register("reports", ReportViewSet, basename="report")
