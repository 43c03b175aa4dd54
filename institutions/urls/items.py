# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to Wikidata items."""

from django.urls import path

from institutions.views import item_list, items

urlpatterns = [
    path("institutions/items/", item_list.item_list, name="item-list"),
    path("institutions/items/renew/", item_list.item_renew_all, name="item-renew-all"),
    path("institutions/items/without/", item_list.item_without, name="item-without"),
    path("institutions/items/search/", items.item_search, name="item-search"),
    path("institutions/items/add/", items.item_add, name="item-add"),
    path("institutions/<int:pk>/item/", items.item, name="item"),
    path("institutions/<int:pk>/item/of/", items.item_of, name="item-of"),
    path("institutions/<int:pk>/item/field/", items.item_field, name="item-field"),
    path("institutions/<int:pk>/item/renew/", items.item_renew, name="item-renew"),
    path("institutions/<int:pk>/item/unlink/", items.item_unlink, name="item-unlink"),
]
