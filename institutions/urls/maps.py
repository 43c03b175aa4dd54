# SPDX-License-Identifier: GPL-3.0-or-later
"""The door to the map."""

from django.urls import path

from institutions.views import maps

urlpatterns = [path("map/", maps.world_map, name="map")]
