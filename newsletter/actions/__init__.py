# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of the newsletter."""

from newsletter.actions.mirror import Reading, mirror, name_key, withdraw_mirrored
from newsletter.actions.names import map_name

__all__ = ["Reading", "map_name", "mirror", "name_key", "withdraw_mirrored"]
