# SPDX-License-Identifier: GPL-3.0-or-later
"""The site's addresses, with a few whose views break as views do break."""

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.urls import path

from tests.glamwiki import test_busy


@login_not_required
def locked(request):
    raise OperationalError("canceling statement due to lock timeout")


urlpatterns = [path("locked/", locked), *test_busy.urlpatterns]
handler400 = "glamwiki.failures.malformed"
handler404 = "glamwiki.failures.missing"
handler500 = "glamwiki.failures.broken"
