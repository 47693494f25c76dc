"""*At a glance*: the rows of the box beside a session. What is not known has no row."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.languages import Wording
from core.templatetags.core_tags import quantity
from practices.glance import browse_url, listed

from .models import SessionOrganiser, SessionPage, SessionWords
from .presenting import lede_of, own, time
from .ties import SessionTies

CLOCK = "TIME_FORMAT"


def glance_of(page: SessionPage, words: SessionWords, ties: SessionTies, request: HttpRequest) -> list[dict]:
    rows = [
        _when(page),
        _where(page, ties, request),
        {"label": _("How"), "text": capfirst(page.get_mode_display())},
        _theme_line(page, words),
        _themes(ties),
        {"label": _("Working languages"), "text": listed(_languages(page, "working_languages"))},
        {"label": _("Interpretation"), "text": listed(_languages(page, "interpretation"))},
        *_organisers(ties),
        _participants(page),
    ]
    return [row for row in rows if row.get("text") or row.get("links")]


def _when(page: SessionPage) -> dict:
    clock = [formats.time_format(at, CLOCK) for at in (page.starts_at, page.ends_at) if at]
    hours = "–".join(clock)
    # Translators: hours of the day, and the time zone they are of: "09:00–17:00 (Africa/Tunis)"
    zoned = pgettext("hours", "%(hours)s (%(timezone)s)") % {"hours": hours, "timezone": page.timezone}
    return {
        "label": _("When"),
        "text": time(page.starts, page.ends),
        "note": zoned if hours and page.timezone else hours,
    }


def _where(page: SessionPage, ties: SessionTies, request: HttpRequest) -> dict:
    """City, venue, country: as much as is known."""
    host = ties.cities.get(page.host_city_id)
    links = [{"url": host.get_url(request), "label": host.name}] if host else []
    countries = [country.name for country in ties.names["country"]]
    if host and host.country and not countries:
        countries = [host.country.name]
    place = [Wording(page.place, page.language)] if page.place else []
    rest = listed([*place, *countries])
    return {"label": _("Where"), "links": links, "note": rest} if links else {"label": _("Where"), "text": rest}


def _theme_line(page: SessionPage, words: SessionWords) -> dict:
    """It stands under the title where there is no other sentence."""
    return {"label": _("Theme"), "text": own(page, words, "theme_line") if lede_of(page, words) else ""}


def _themes(ties: SessionTies) -> dict:
    links = [{"url": browse_url(theme=theme.code), "label": theme.name} for theme in ties.names["themes"]]
    return {"label": ngettext("Practices on its theme", "Practices on its themes", len(links)), "links": links}


def _languages(page: SessionPage, field: str) -> list:
    return [capfirst(name) for name in page._meta.get_field(field).labels_of(page)]


def _organisers(ties: SessionTies) -> list[dict]:
    labels = {
        SessionOrganiser.Role.ORGANISER: _("Organised by"),
        SessionOrganiser.Role.PARTNER: _("Partners"),
        SessionOrganiser.Role.FUNDER: _("Funded by"),
    }
    return [
        {"label": label, "text": listed(_name(row) for row in ties.organisers if row.role == role)}
        for role, label in labels.items()
    ]


def _name(row: SessionOrganiser) -> str:
    return row.name or row.organisation.short_name


def _participants(page: SessionPage) -> dict:
    return {"label": _("Number of participants"), "text": quantity(page.participants)}
