# SPDX-License-Identifier: GPL-3.0-or-later
"""What hangs on an agreement; the agreement and its commitments themselves are in `partnerships`."""

from agreements.models.holds import LegalHold
from agreements.models.progress import Progress
from agreements.models.texts import AgreementTemplate, Clause, ClauseKind, RightsTerm, Signatory

__all__ = ["AgreementTemplate", "Clause", "ClauseKind", "LegalHold", "Progress", "RightsTerm", "Signatory"]
