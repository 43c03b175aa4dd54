# SPDX-License-Identifier: GPL-3.0-or-later
"""The product's own settings with two additions: the bare views, and a header that counts queries."""

from glamwiki.settings import *  # noqa: F403
from glamwiki.settings import BASE_DIR, MIDDLEWARE, REST_FRAMEWORK, TEMPLATES

ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.middleware.count_queries", *MIDDLEWARE]
TEMPLATES[0]["DIRS"].append(BASE_DIR / "tests" / "bench" / "templates")
REST_FRAMEWORK = REST_FRAMEWORK | {"DEFAULT_THROTTLE_CLASSES": []}
STATIC_ROOT = BASE_DIR / "var" / "bench" / "static"
