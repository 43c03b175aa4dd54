# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's routes, app by app."""

from rest_framework.routers import SimpleRouter

router = SimpleRouter()
