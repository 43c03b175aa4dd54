# SPDX-License-Identifier: GPL-3.0-or-later
"""The newsletter of the movement: issues by month, their reports, and what these are about."""

from newsletter.models.issues import Issue
from newsletter.models.names import AreaName
from newsletter.models.reports import Report, ReportArea, ReportLink, ReportTopic, Topic

__all__ = ["AreaName", "Issue", "Report", "ReportArea", "ReportLink", "ReportTopic", "Topic"]
