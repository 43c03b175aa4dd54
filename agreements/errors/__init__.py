# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of this app refuse, each in the user's words."""

from agreements.errors.commitments import AlreadySettled
from agreements.errors.mous import AlreadySigned, EndBeforeStart, SignedInFuture

__all__ = ["AlreadySettled", "AlreadySigned", "EndBeforeStart", "SignedInFuture"]
