"""The suite: nothing outside the process, nothing slow that is not under test."""

import os
import tempfile
from pathlib import Path

# Another organisation's sign-in, so that what is optional is tested too; nothing is ever asked there.
os.environ |= {"OIDC_SERVER_URL": "https://id.example.org", "OIDC_CLIENT_ID": "portolan", "OIDC_CLIENT_SECRET": "tests"}

from .base import *  # noqa: F403

SECRET_KEY = "tests-only"  # noqa: S105 (no secret)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} for name in CACHES}  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "portolan-test-media"
SERVE_MEDIA = True
SEARCH_INDEX = Path(os.environ["SEARCH_INDEX"]) if "SEARCH_INDEX" in os.environ else None
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "core.uploads.storage.UnguessableStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
