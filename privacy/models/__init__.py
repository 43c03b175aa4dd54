# SPDX-License-Identifier: GPL-3.0-or-later
"""What is remembered of people's wishes, without remembering who they are."""

from privacy.models.erasures import Erasure
from privacy.models.suppression import Suppression

__all__ = ["Erasure", "Suppression"]
