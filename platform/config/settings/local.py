"""`make run`: the site on this machine, embedded database, no service needed."""

from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403
from .base import VAR, env


def _own_secret_key() -> str:
    """Made once and kept in `var/`, so that sessions survive a restart."""
    kept = VAR / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(get_random_secret_key())
    return kept.read_text().strip()


VAR.chmod(0o700)  # nobody else on this machine reads the database or the letters
SECRET_KEY = env("SECRET_KEY", default="") or _own_secret_key()
SERVE_MEDIA = True
