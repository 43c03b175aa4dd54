# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from presence.views import listings, places

app_name = "presence"
PARTNERSHIP, INSTITUTION = {"kind": "partnership"}, {"kind": "institution"}
urlpatterns = [
    path("partnerships/<int:pk>/places/", places.of_record, PARTNERSHIP, name="of-partnership"),
    path("partnerships/<int:pk>/places/add/", places.place_add, PARTNERSHIP, name="add-to-partnership"),
    path("institutions/<int:pk>/places/", places.of_record, INSTITUTION, name="of-institution"),
    path("institutions/<int:pk>/places/add/", places.place_add, INSTITUTION, name="add-to-institution"),
    path("places/<int:pk>/", places.place, name="place"),
    path("places/<int:pk>/name/", places.place_name, name="name"),
    path("places/<int:pk>/remove/", places.place_remove, name="remove"),
    path("places/<int:pk>/count/", places.place_check, name="check"),
    path("places/<int:pk>/follow/", places.place_follow, name="follow"),
    path("places/<int:pk>/resolve/", places.task_resolve, name="resolve"),
    path("places/<int:pk>/measure/", listings.listing_ask, name="listing-ask"),
    path("listing-requests/<int:pk>/answer/", listings.listing_answer, name="listing-answer"),
]
