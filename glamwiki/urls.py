# SPDX-License-Identifier: GPL-3.0-or-later
"""All doors of the house."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from accounts.session_pages import SignOutView
from accounts.sign_in import SignInView
from dashboards.views import home
from glamwiki import views
from glamwiki.admin import register_all, site
from glamwiki.router import router

register_all(site)

handler400 = "glamwiki.failures.malformed"
handler404 = "glamwiki.failures.missing"
handler500 = "glamwiki.failures.broken"

urlpatterns = [
    path("", home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("sign-in/", SignInView.as_view(), name="login"),
    path("sign-out/", login_not_required(SignOutView.as_view()), name="logout"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("", include("accounts.urls")),
    path("", include("privacy.urls")),
    path("", include("teamwork.urls")),
    path("", include("institutions.urls")),
    path("", include("presence.urls")),
    path("", include("agreements.urls")),
    path("", include("partnerships.urls")),
    path("", include("outreach.urls")),
    path("case-studies/", include("casestudies.urls")),
    path("", include("reviews.urls")),
    path("", include("learning.urls")),
    path("newsletter/", include("newsletter.urls")),
    path("", include("search.urls")),
    path("", include("today.urls")),
    path("", include("dashboards.urls")),
    path("api/v1/", include((router.urls, "api"))),
    path("api/schema/", login_not_required(SpectacularAPIView.as_view()), name="schema"),
    path(
        "api/docs/",
        login_not_required(SpectacularSwaggerSplitView.as_view(url_name="schema")),
        name="api-docs",
    ),
    path("admin/", site.urls),
]
