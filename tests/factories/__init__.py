# SPDX-License-Identifier: GPL-3.0-or-later
"""Factories: each makes the smallest thing that is valid, with no surprise."""

from tests.factories.casestudies import CaseStudyFactory, EditionFactory
from tests.factories.co_leads import CoLeadFactory
from tests.factories.learning import (
    FirstPathFactory,
    GistFactory,
    GuideFactory,
    MentorFactory,
    MentorshipFactory,
    ObstacleFactory,
)
from tests.factories.newsletter import IssueFactory, ReportFactory, report_on
from tests.factories.outreach import (
    ClaimFactory,
    ContributionFactory,
    ContributorFactory,
    EvidenceFactory,
    PageFactory,
    SourceFactory,
)
from tests.factories.partnerships import (
    AdvocateFactory,
    CommitmentFactory,
    InstitutionFactory,
    MouFactory,
    PartnershipFactory,
    PipelineFactory,
)
from tests.factories.people import AffiliateFactory, MembershipFactory, UserFactory, member
from tests.factories.presence import CategoryRecordFactory, PlaceFactory
from tests.factories.reviews import CommentFactory, ReviewFactory
from tests.factories.teamwork import (
    FollowingFactory,
    NoteFactory,
    NoticeFactory,
    SavedViewFactory,
    TaskFactory,
)

__all__ = [
    "AdvocateFactory",
    "AffiliateFactory",
    "CaseStudyFactory",
    "ClaimFactory",
    "CategoryRecordFactory",
    "CoLeadFactory",
    "CommentFactory",
    "CommitmentFactory",
    "ContributionFactory",
    "ContributorFactory",
    "EditionFactory",
    "EvidenceFactory",
    "FirstPathFactory",
    "FollowingFactory",
    "GistFactory",
    "GuideFactory",
    "InstitutionFactory",
    "IssueFactory",
    "MembershipFactory",
    "MentorFactory",
    "MentorshipFactory",
    "MouFactory",
    "NoteFactory",
    "NoticeFactory",
    "ObstacleFactory",
    "PageFactory",
    "PartnershipFactory",
    "PipelineFactory",
    "PlaceFactory",
    "ReportFactory",
    "ReviewFactory",
    "SavedViewFactory",
    "SourceFactory",
    "TaskFactory",
    "UserFactory",
    "member",
    "report_on",
]
