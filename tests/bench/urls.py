# SPDX-License-Identifier: GPL-3.0-or-later
"""The product's doors and the bare views beside them."""

from django.urls import path

from glamwiki.urls import urlpatterns as product
from tests.bench import bare

urlpatterns = [
    *product,
    path("bare/list", bare.institutions),
    path("bare/search", bare.search),
    path("bare/record/<int:pk>", bare.record),
    path("bare/board", bare.board),
    path("bare/dashboard", bare.dashboard),
    path("bare/api", bare.api),
]
