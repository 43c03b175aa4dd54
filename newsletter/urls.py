# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of doors."""

from django.urls import path

from newsletter.views import feed, listing, names, reading, trends

app_name = "newsletter"
urlpatterns = [
    path("", listing.report_list, name="list"),
    path("issues/<int:pk>/", listing.issue, name="issue"),
    path("reports/<int:pk>/", reading.report, name="report"),
    path("trends/", trends.trends, name="trends"),
    path("trends/figures.csv", trends.trend_figures, name="trend-figures"),
    path("feed.atom", feed.feed, name="feed"),
    path("names/", names.name_list, name="names"),
    path("names/map/", names.map_name, name="map-name"),
]
