# SPDX-License-Identifier: GPL-3.0-or-later
"""Where partnerships and institutions stand on the wikis and beside them."""

from presence.models.categories import CategoryCount, CategoryNode, CategoryRecord
from presence.models.places import Place
from presence.models.requests import ListingRequest

__all__ = ["CategoryCount", "CategoryNode", "CategoryRecord", "ListingRequest", "Place"]
