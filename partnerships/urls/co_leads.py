# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to leading partnerships together."""

from django.urls import path

from partnerships.views import co_leads

urlpatterns = [
    path("board/co-led/", co_leads.co_led, name="co-led"),
    path("institutions/<int:pk>/also-here/", co_leads.also_here, name="also-here"),
    path("partnerships/<int:pk>/co-leads/", co_leads.co_leads, name="co-leads"),
    path("partnerships/<int:pk>/co-leads/propose/", co_leads.co_lead_propose, name="co-lead-propose"),
    path("co-leads/<int:pk>/", co_leads.co_lead, name="co-lead"),
]
