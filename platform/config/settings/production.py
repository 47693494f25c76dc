"""Production: everything that matters is said in the environment, nothing is made up."""

from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
WITHOUT_DEFAULT = {
    "SECRET_KEY": "a long random text of its own",
    "ALLOWED_HOSTS": "the names the site answers to",
    "BASE_URL": "the site's own address, which stands in letters and sitemap",
    "DATABASE_URL": "postgresql://... (or sqlite:///..., if that is meant)",
    "EMAIL_URL": "smtp+tls://..., or letters reach nobody",
}
missing = [f"{name} ({what})" for name, what in WITHOUT_DEFAULT.items() if not env(name, default="").strip()]
if missing:
    raise ImproperlyConfigured(f"Production has no default for: {'; '.join(missing)}. See docs/operations/settings.md.")

from .base import *  # noqa: E402, F403 (once it is sure that it finds what it reads)
from .base import TASK_BACKENDS, VAR  # noqa: E402

SECRET_KEY = env("SECRET_KEY")
if (VAR / "secret_key").exists() and (VAR / "secret_key").read_text().strip() == SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is the one that `make run` made in var/: give production its own.")
if urlsplit(env("BASE_URL")).scheme not in ("http", "https") or not urlsplit(env("BASE_URL")).hostname:
    raise ImproperlyConfigured("BASE_URL is a whole address, with https:// and without a path.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SAMPLE_ACCOUNTS = False
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=True)
TASKS = {"default": {"BACKEND": TASK_BACKENDS[env("TASKS", default="database")]}}
