"""Production: everything that matters is said in the environment, nothing is made up."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import TASK_BACKENDS, VAR, env

SECRET_KEY = env("SECRET_KEY")
if (VAR / "secret_key").exists() and (VAR / "secret_key").read_text().strip() == SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is the one that `make run` made in var/: give production its own.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SAMPLE_ACCOUNTS = False
REQUIRE_MFA = env.bool("REQUIRE_MFA", default=True)
TASKS = {"default": {"BACKEND": TASK_BACKENDS[env("TASKS", default="database")]}}
