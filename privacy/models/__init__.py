# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said to people of their data and what they answered; who read whose; wishes, without who they are of."""

from privacy.models.consents import Assessment, Consent
from privacy.models.erasures import Erasure
from privacy.models.readings import Reading
from privacy.models.searches import PersonSearch
from privacy.models.statements import Acceptance, Statement
from privacy.models.suppression import Suppression

__all__ = [
    "Acceptance",
    "Assessment",
    "Consent",
    "Erasure",
    "PersonSearch",
    "Reading",
    "Statement",
    "Suppression",
]
