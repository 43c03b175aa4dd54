# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of statements, what people answered to them, and who read what."""

from privacy.actions.consents import assess, forget_subject, note_consent
from privacy.actions.readings import note_readings
from privacy.actions.statements import accept, publish

__all__ = ["accept", "assess", "forget_subject", "note_consent", "note_readings", "publish"]
