# SPDX-License-Identifier: GPL-3.0-or-later
"""Hears when the wiki hides revisions: quotations of them are dropped; imported when all apps are loaded."""

from learning.actions.readings import drop_revisions
from outreach.kinds import register_keeper

register_keeper(drop_revisions)
