"""What `manage.py check --deploy` warns of beside Django's own: settings that start, and do not do what is meant."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register  # noqa: A004 (Django's name)

from .country_names import NAMES
from .licence import NAMES as LICENCES

OF_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
THROW_AWAY_MAIL = ("console", "dummy", "filebased", "locmem")


@register()
def names_and_licence(app_configs, **kwargs) -> list[Error]:
    """Another value than those we know would fail on the first page."""
    known: dict[str, Collection[str]] = {"COUNTRY_NAMES": NAMES, "CONTENT_LICENCE": LICENCES}
    wrong = [name for name, values in known.items() if getattr(settings, name) not in values]
    return [
        Error(f"{name} is {getattr(settings, name)!r}, not {' or '.join(known[name])}.", id="portolan.E001")
        for name in wrong
    ]


@register(Tags.security, deploy=True)
def what_production_needs(app_configs, **kwargs) -> list[Warning]:
    """Each names the variable to set."""
    found = []
    base = urlsplit(settings.BASE_URL)
    if base.hostname in OF_THIS_MACHINE:
        found.append(Warning(f"BASE_URL is {settings.BASE_URL}: links in letters lead nowhere.", id="portolan.W001"))
    elif base.scheme != "https":
        found.append(Warning("BASE_URL does not begin with https://.", id="portolan.W002"))
    if base.hostname and not _is_allowed(base.hostname):
        found.append(Warning("ALLOWED_HOSTS lacks the name that BASE_URL has.", id="portolan.W003"))
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        hint = "One server of few editors can live with it; set DATABASE_URL to a PostgreSQL for more."
        found.append(Warning("The database is an SQLite file.", hint=hint, id="portolan.W004"))
    if settings.EMAIL_BACKEND.split(".")[-2] in THROW_AWAY_MAIL:
        found.append(Warning("EMAIL_URL sends letters to nobody.", id="portolan.W005"))
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        found.append(Warning("DEFAULT_FROM_EMAIL is an address of this machine.", id="portolan.W006"))
    return found


def _is_allowed(host: str) -> bool:
    names = [name.lower() for name in settings.ALLOWED_HOSTS]
    return any(name in ("*", host) or (name.startswith(".") and f".{host}".endswith(name)) for name in names)
