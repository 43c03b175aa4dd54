# SPDX-License-Identifier: GPL-3.0-or-later
"""The product's doors and the bare views beside them."""

from django.urls import path

from glamwiki.urls import urlpatterns as product
from tests.bench import bare, bare_wide

urlpatterns = [
    *product,
    path("bare/list", bare.institutions),
    path("bare/search", bare.search),
    path("bare/record/<int:pk>", bare.record),
    path("bare/board", bare.board),
    path("bare/dashboard", bare.dashboard),
    path("bare/api", bare.api),
    path("bare/partnerships", bare_wide.partnerships),
    path("bare/advocates", bare_wide.advocates),
    path("bare/map", bare_wide.world_map),
    path("bare/case-studies", bare_wide.case_studies),
    path("bare/everything", bare_wide.everything),
    path("bare/today", bare_wide.today),
    path("bare/alike", bare_wide.alike),
    path("bare/move/<int:pk>", bare_wide.move),
]
