# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said to people of their data and what they answered; who read whose contact data."""

from privacy.models.consents import Assessment, Consent
from privacy.models.readings import Reading
from privacy.models.statements import Acceptance, Statement

__all__ = ["Acceptance", "Assessment", "Consent", "Reading", "Statement"]
