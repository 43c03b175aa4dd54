# SPDX-License-Identifier: GPL-3.0-or-later
"""The web application for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from accounts.tenants import serve_pages
from glamwiki.checks import start_or_refuse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glamwiki.settings")
os.environ.setdefault("GLAMWIKI_PART", "web")
application = get_wsgi_application()
serve_pages()
start_or_refuse()
