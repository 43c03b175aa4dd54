# SPDX-License-Identifier: GPL-3.0-or-later
"""The web application for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glamwiki.settings")
application = get_wsgi_application()
