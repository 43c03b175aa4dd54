# SPDX-License-Identifier: GPL-3.0-or-later
"""The front page and the dashboards."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def home(request):
    return render(request, "dashboards/home.html")
