"""Settings that hold everywhere. What differs by machine comes from the environment: docs/operations/settings.md."""

from email.utils import parseaddr
from pathlib import Path
from typing import Literal

import environ
from csp.constants import NONE, SELF

from .accounts import *  # noqa: F403
from .accounts import ACCOUNT_APPS, FORM_TARGETS

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()
VAR = Path(env("VAR", default=str(ROOT / "var")))  # what this machine makes: database, keys, files
VAR.mkdir(parents=True, exist_ok=True)

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DEBUG = False

INSTALLED_APPS = [
    "home",
    "reporting",
    "evaluations",
    "monitoring",
    "pilots",
    "learning",
    "practices",
    "cities",
    "accounts",
    "intake",
    "search",
    "core",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.PeopleInAdmin",  # wagtail.users, with our forms
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "csp",
    *ACCOUNT_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, of which ours stand before: templates/django/forms/
]

MIDDLEWARE = [
    "core.probes.probes",
    "core.impossible.without_nul",
    "django.middleware.security.SecurityMiddleware",
    "core.middleware.behind_a_tls_front",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.admin_content_policy",
    "core.middleware.KeysInAddresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "core.middleware.typed_text",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.language_of_the_interface",
    "core.admin_guard.AdminGuard",
    "accounts.signed_out.hold_what_was_sent",
    "core.middleware.tell_which_draft_was_saved",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.impossible.Impossible",
    "core.double_submission.OnlyOnce",
    "accounts.middleware.second_factor_first",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "wagtail.templatetags.wagtailcore_tags",
                "core.templatetags.core_tags",
                "home.templatetags.home_tags",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'portolan.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # The editor saves drafts by itself while others read: without these, "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counters that guard something (sign-ins, questions) live in the database, whatever the cache: others' traffic may not
# push them out, nor may they be lost with a cache that is away. What may be lost and is made again goes to CACHE_URL.
COUNTERS = {"BACKEND": "core.counters.CountersCache", "LOCATION": "portolan_cache"}
CACHES = {"default": COUNTERS, "renditions": env.cache("CACHE_URL", default="dummycache://")}
DJANGO_REDIS_IGNORE_EXCEPTIONS = True  # without it pages are slower, not gone
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True
TASK_BACKENDS = {  # at once, within the request; or by a worker: `manage.py db_worker`
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
TASKS = {"default": {"BACKEND": TASK_BACKENDS[env("TASKS", default="immediate")]}}

# --- Languages ----------------------------------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = "core.formats"  # day first in English too
LANGUAGE_COOKIE_SAMESITE: Literal["Lax"] = "Lax"
WAGTAIL_I18N_ENABLED = False  # a translation is a page under its original: docs/decisions/0002
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES

# --- People -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SAMPLE_ACCOUNTS = True  # not in production
CONTENT_LICENCE = env("CONTENT_LICENCE", default="by")  # of Creative Commons, version 4.0: "by" or "by-sa"
REGISTRATIONS_KEPT_MONTHS = env.int("REGISTRATIONS_KEPT_MONTHS", default=12)  # who came to a session, after it
COUNTRY_NAMES = env("COUNTRY_NAMES", default="UN")  # as the United Nations call them, or "EU": core.country_names

SAMPLE_PASSWORD = env("SAMPLE_PASSWORD", default="")

# --- Files --------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = env("MEDIA_URL", default="/media/")
MEDIA_ROOT = VAR / "media"
SERVE_MEDIA = False  # in production the web server or the object store does
STORAGES = {
    "default": {"BACKEND": "core.uploads.storage.UnguessableStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What people send. Larger than this never reaches the checks: the web server's own limit, docs/operations/settings.md.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024**2  # a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a full page form with its rows has over a thousand
DATA_UPLOAD_MAX_NUMBER_FILES = 20  # Wagtail's uploader sends them one by one
FILE_UPLOAD_PERMISSIONS = 0o644
UPLOADED_IMAGE_MAX_SIDE = 8_000  # pixels
STORED_IMAGE_MAX_SIDE = 2_400  # pixels; twice the widest a page shows
WAGTAILIMAGES_AVIF_QUALITY = 45
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "heic", "heif"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.uploads.forms.ImageForm"
WAGTAILIMAGES_JPEG_QUALITY = 72
WAGTAILIMAGES_MAX_IMAGE_PIXELS = env.int("IMAGE_MAX_MEGAPIXELS", default=40) * 1_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.int("IMAGE_MAX_MEGABYTES", default=10) * 1024**2
WAGTAILIMAGES_WEBP_QUALITY = 70
WAGTAILDOCS_DOCUMENT_FORM_BASE = "core.uploads.forms.DocumentForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # always to be saved, never shown as if it were a page of ours
WAGTAILDOCS_MAX_UPLOAD_SIZE = env.int("DOCUMENT_MAX_MEGABYTES", default=25) * 1024**2
WAGTAILDOCS_SERVE_METHOD = "serve_view"

# --- Search -------------------------------------------------------------------------------------------------------
# Made from the database, each machine its own; None: in the memory of each process.
SEARCH_INDEX: Path | None = Path(env("SEARCH_INDEX", default=str(VAR / "search")))

# --- Letters ------------------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email("EMAIL_URL", default="filemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = EMAIL_CONFIG.get("EMAIL_TIMEOUT", 20)  # seconds; a server that says nothing is one that is down
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Portolan <portolan@localhost>")
SECURITY_CONTACT = env("SECURITY_CONTACT", default=f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}")
if EMAIL_CONFIG["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
    EMAIL_FILE_PATH = VAR / "mail"

# --- Wagtail ------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Portolan"
WAGTAILADMIN_BASE_URL = BASE_URL
CHECK_PRIVATE_ADDRESSES = False  # check_sources asks nobody inside our own network; tests do
WAGTAILSEARCH_BACKENDS = {
    # "simple": no stemming in one language; the text is folded by us, the same for every database.
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}
}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_AUTOSAVE_INTERVAL = 1500  # milliseconds without a key; half a second is too often for a slow line
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "core.tag_words.tags_in"

# --- Headers ------------------------------------------------------------------------------------------------------
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000  # sent over https only, so plain http on one's own machine goes on
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editors' preview is a frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which would have DENY
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *FORM_TARGETS],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_keys": {"()": "core.logs.WithoutKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_keys"]}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
    # Which of a style sheet's rules are for browsers only is no news.
    "loggers": {"weasyprint": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
