# SPDX-License-Identifier: GPL-3.0-or-later
"""The one settings file; machines differ by environment only (see .env.example)."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from glamwiki import __version__, env, transport
from glamwiki.api_description import SPECTACULAR_SETTINGS  # noqa: F401  drf-spectacular reads it here
from glamwiki.cookies import settings_of_cookies
from glamwiki.csp import sign_in_origins
from glamwiki.log_lines import logged
from glamwiki.schedule import CELERY_BEAT_SCHEDULE, CELERY_TASK_ROUTES, PERIODIC_RUNS  # noqa: F401  read from here
from glamwiki.spans import *  # noqa: F403  Django reads them here

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = __version__

DEBUG = env.flag("DEBUG", "no")
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else "", may_be_any=DEBUG)
SITE_URL = env.web_address("SITE_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    # Ours, from the top of the stack to the bottom: each may import only those below it.
    "glamwiki",
    "dashboards",
    "search",
    "today",
    "learning",
    "reviews",
    "casestudies",
    "institutions",
    "newsletter",
    "presence",
    "agreements",
    "partnerships",
    "outreach",
    "teamwork",
    "privacy",
    "accounts",
    "journal",
    "work",
    "interface",
    # Others.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.mediawiki",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_countries",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "template_partials",
]

MIDDLEWARE = [
    "glamwiki.request_ids.numbered_requests",
    # Around whatever asks the database: statements of a request are for its user.
    "accounts.tenants.walled_requests",
    "django.middleware.security.SecurityMiddleware",
    # Above the files, so that a drawing opened by itself is held to the policy too.
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "glamwiki.limits.bounded_requests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "glamwiki.admin_host.admin_elsewhere",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.session_limits.bounded_sessions",
    "accounts.elevation.elevated_people",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "glamwiki.middleware.private_pages",
    "glamwiki.middleware.own_time",
    "glamwiki.middleware.missing_pages",
    "glamwiki.busy.busy_database",
    "privacy.middleware.agreed_terms",
    "journal.middleware.JournalMiddleware",
    "accounts.refusals.told_refusals",
]

ROOT_URLCONF = "glamwiki.urls"
WSGI_APPLICATION = "glamwiki.wsgi.application"
FORM_RENDERER = "interface.forms.CodexRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "interface.templatetags.codex",
                "interface.templatetags.kept",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "glamwiki.context.site",
            ],
        },
    }
]

# Which process this is; it decides how long the database may keep it waiting.
PART = env.one_of("GLAMWIKI_PART", "command", "web", "worker")
DATABASES = {
    "default": env.database("DATABASE_URL", patience=env.PATIENCE[PART])
    | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
}
# The web starts as the database's owner or a superuser too: then a fault in one page could rewrite what happened.
WEB_AS_OWNER = env.flag("WEB_AS_OWNER", "no")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = transport.shown(env.redis("REDIS_URL"))
CACHES = {
    "default": {
        "BACKEND": "glamwiki.json_cache.JsonCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "glam",
        # The first kept what only the code of that time reads.
        "VERSION": 2,
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}

# People
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Sessions: how long without a request, and at all. Staff are platform administrators, WMF staff, and whoever may see
# people's addresses (accounts/session_limits.py).
SESSION_ENGINE = "accounts.sessions"
SESSION_STAFF_IDLE_HOURS = env.count("SESSION_STAFF_IDLE_HOURS", "3", most=24, of=" of hours")
SESSION_STAFF_HOURS = env.count("SESSION_STAFF_HOURS", "12", most=7 * 24, of=" of hours")
SESSION_IDLE_DAYS = env.count("SESSION_IDLE_DAYS", "14", most=90, of=" of days")
SESSION_DAYS = env.count("SESSION_DAYS", "30", most=90, of=" of days")
SESSION_COOKIE_AGE = max(SESSION_DAYS * 24, SESSION_STAFF_HOURS) * 3600

# Signing in by wiki account, and publishing in its name; without a client the sign-in is not offered.
WIKI_OAUTH_URL = env.web_address("WIKI_OAUTH_URL", "https://meta.wikimedia.org/w/rest.php")
WIKI_OAUTH_CLIENT_ID = env.text("WIKI_OAUTH_CLIENT_ID", "")
WIKI_OAUTH_CLIENT_SECRET = env.text("WIKI_OAUTH_CLIENT_SECRET", "")
# What seals people's tokens: the first of them; all of them open.
TOKEN_KEYS = env.sealing_keys("TOKEN_KEYS")

# allauth keeps the state of a sign-in; who comes in is decided in `accounts.wiki_login`.
SOCIALACCOUNT_ADAPTER = "accounts.wiki_login.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
ACCOUNT_EMAIL_VERIFICATION = "none"

# How many proxies of ours stand in front, each adding to X-Forwarded-For whom it heard; limits count by what the
# outermost heard, and by nothing that a client says. How often what may be done: `accounts.limits.table`.
TRUSTED_PROXY_COUNT = env.count("TRUSTED_PROXY_COUNT", "0", least=0, most=10, of=" of proxies")
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

# The second factor of those who look after the platform: a passkey, a code of an app, or one of those written down.
MFA_ADAPTER = "accounts.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "GLAMwiki"
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
# People read numbers through `|number`; a separator in `{{ object.pk }}` would break addresses.
USE_THOUSAND_SEPARATOR = False

# Files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.text("MEDIA_ROOT", str(BASE_DIR / "var" / "media"))
MEDIA_URL = "media-is-served-by-views/"
# Documents are confidential: on this machine only the account the site runs as may read them.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {
        "BACKEND": env.dotted_path("MEDIA_STORAGE", "django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json_object("MEDIA_STORAGE_OPTIONS"),
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Without a collected folder whitenoise serves straight from static/, so `make run` needs no build.
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
# No other site's pages use our files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# A document of 20 MB with a form around it; what says it is longer is turned away unread (glamwiki/limits.py).
LONGEST_REQUEST = 20 * 1024 * 1024 + 512 * 1024
# ClamAV, as host:port or the path of a socket; empty: documents are not scanned, which `none` says on purpose.
CLAMD_ADDRESS = env.socket_address("CLAMD_ADDRESS")
UNSCANNED_ON_PURPOSE = env.is_none("CLAMD_ADDRESS")

# Where the admin is: a host name of its own, empty for wherever the pages are, `none` for no admin
ADMIN_HOST = env.text("ADMIN_HOST", "").lower()

# Whether the proxy in front sets X-Request-ID itself; a visitor's own is ignored otherwise
TRUST_REQUEST_ID = env.flag("TRUST_REQUEST_ID", "no")

# Browser
_HTTPS = SITE_URL.startswith("https://")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        # data: for Codex, whose stylesheet draws the icons of messages, chips and lists so (74 of them, unchanged).
        "img-src": ["'self'", "data:", "https://upload.wikimedia.org"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *(sign_in_origins(WIKI_OAUTH_URL) if WIKI_OAUTH_CLIENT_ID else [])],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31536000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
vars().update(settings_of_cookies(https=_HTTPS))
MESSAGE_STORAGE = "interface.messages.Storage"
CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")] if _HTTPS else []
CSRF_FAILURE_VIEW = "glamwiki.views.csrf_failure"
# A cookie signed for one purpose opens nothing else.
SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False

# History: what changed is kept by triggers, append-only.
PGHISTORY_APPEND_ONLY = True
# Whose a line of the journal is: the model that foreign keys are followed to.
JOURNAL_TENANT = "accounts.Affiliate"

# API
REST_FRAMEWORK = {
    # DRF steps aside from LoginRequiredMiddleware, so it must ask for itself.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # The first one says how to come in: a stranger gets 401 and the token's header, not 403.
        "privacy.api.TokenAuthentication",
        "privacy.api.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "glamwiki.api.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["accounts.throttling.ApiThrottle"],
    "EXCEPTION_HANDLER": "glamwiki.api.answer_refusals",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
REST_KNOX = {"TOKEN_TTL": None, "TOKEN_LIMIT_PER_USER": 20, "AUTH_HEADER_PREFIX": "Token"}

# Work: rows are the truth, the broker only wakes the worker.
CELERY_BROKER_URL = (
    REDIS_URL.replace("unix://", "redis+socket://", 1) if REDIS_URL.startswith("unix://") else REDIS_URL
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5 if DEBUG else 20
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_VISIBILITY_TIMEOUT = 3600
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": CELERY_VISIBILITY_TIMEOUT,
    "global_keyprefix": "glam:",
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 3,
    "socket_timeout": 3,
    "socket_keepalive": True,
}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": CELERY_VISIBILITY_TIMEOUT}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "default"

# The wiki we mirror
WIKI_URL = env.web_address("WIKI_URL", "https://outreach.wikimedia.org/w/")
# Its neighbours, where accounts, pictures and the institutions' items are
META_URL = env.web_address("META_URL", "https://meta.wikimedia.org/w/")
COMMONS_URL = env.web_address("COMMONS_URL", "https://commons.wikimedia.org/w/")
WIKIDATA_URL = env.web_address("WIKIDATA_URL", "https://www.wikidata.org/w/")
# Where a partnership may stand: the hosts of each kind of place, the one we link to first. Nothing else is taken.
PLACE_HOSTS = {
    "category": ["commons.wikimedia.org", "commons.m.wikimedia.org"],
    "programme": ["outreachdashboard.wmflabs.org"],
    "event": ["meta.wikimedia.org", "meta.m.wikimedia.org"],
    "task": ["phabricator.wikimedia.org"],
    "meta": ["meta.wikimedia.org", "meta.m.wikimedia.org"],
    "outreach": ["outreach.wikimedia.org", "outreach.m.wikimedia.org"],
}
# The tags of a task that asks for a category to be measured; set what the list's keepers ask for today
ALLOW_LIST_TAGS = env.words("ALLOW_LIST_TAGS", "")
OPERATOR_CONTACT = env.text("OPERATOR_CONTACT", "")
# Who runs the platform, and who answers for its accounts before the law (empty: the same); both stand in the statements
OPERATOR_NAME = env.text("OPERATOR_NAME", "")
DATA_CONTROLLER = env.text("DATA_CONTROLLER", "")
# An owner-only OAuth 2 token of the account that reads for us; with a bot's ten times more comes in one answer
WIKI_ACCESS_TOKEN = env.text("WIKI_ACCESS_TOKEN", "")
# How often all processes together may ask one wiki
WIKI_REQUESTS_PER_MINUTE = env.count("WIKI_REQUESTS_PER_MINUTE", "60")
# After so many hours without a good sync what we show of it is late, and readers are warned that it is old
WIKI_LATE_AFTER = env.count("WIKI_LATE_AFTER", "3", of=" of hours")
WIKI_STALE_AFTER = env.count("WIKI_STALE_AFTER", "24", of=" of hours")

# People whom pages place in these countries (ISO codes) are shown to nobody without a role, nor counted under five
PROTECTED_COUNTRIES = env.words("PROTECTED_COUNTRIES")
# Keys the hashes of those who asked to be left out; empty: SECRET_KEY does. Changing it forgets their wish.
REMOVAL_KEY = env.text("REMOVAL_KEY", "")
# Keys the hashes of addresses that asked not to be contacted and of people who were erased; empty: SECRET_KEY does
SUPPRESSION_KEY = env.text("SUPPRESSION_KEY", "")
# Where each erasure is written besides the database, so that it can be replayed after a restore; beside the backups
ERASURES_FILE = env.text("ERASURES_FILE", "")

# What the wiki wants above and below every new case study, such as a navigation template and categories
WIKI_CASE_STUDY_TOP = env.text("WIKI_CASE_STUDY_TOP", "")
WIKI_CASE_STUDY_BOTTOM = env.text("WIKI_CASE_STUDY_BOTTOM", "")
# Whether a reviewer accepts a case study before it goes to the wiki, and within how many days one should
CASE_STUDY_REVIEW_FIRST = env.flag("CASE_STUDY_REVIEW_FIRST", "yes")
REVIEW_DUE_DAYS = env.days("REVIEW_DUE_DAYS", "14")

# Mail
MAIL = env.email("EMAIL_URL", "consolemail://")
vars().update(MAIL)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "glamwiki@localhost")

# Lines to other machines are encrypted, but for those to hosts on a network that nobody else is on.
PRIVATE_HOSTS = env.words("PRIVATE_HOSTS")
PLAIN_LINES = transport.plain_lines(DATABASES["default"], REDIS_URL, MAIL, CLAMD_ADDRESS)
if not DEBUG:
    transport.refuse(PLAIN_LINES, PRIVATE_HOSTS)

# What a Prometheus must show to read /metrics; empty: there is no such page.
METRICS_TOKEN = env.text("METRICS_TOKEN", "")

ADMIN_TITLE = _("GLAMwiki records")

LOG_FORMAT = env.log_format()
LOGGING = logged(LOG_FORMAT, env.log_level("LOG_LEVEL", "INFO"))
