"""What the page of a publication shows, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.models import CityPage
from core.languages import Wording
from core.models import FrameworkItem, Theme
from core.partial_dates import display_period
from core.templatetags.core_tags import row_words
from practices.courses import city_path
from practices.glance import browse_url, listed
from practices.models import PracticePage

from .charting import cut_of
from .linking import intro_of, title_of, titled
from .models import Edition, PublicationPage, PublicationWords, SessionPage
from .naming import Named, names_of
from .presenting import (
    Part,
    Row,
    article,
    body_part,
    lines,
    own,
    sources_part,
    text_part,
    time,
    title_band,
    year_of,
)
from .ties import keys, tied


@dataclass(frozen=True)
class ShownEdition:
    code: str
    language: str
    """By the name it gives itself."""
    url: str
    where: str
    """The site it is on, or what the file is."""


@dataclass(frozen=True)
class ShownEditions:
    found: list[ShownEdition]
    lost: str
    """Of those that exist, but nobody knows where."""

    def __bool__(self) -> bool:
        return bool(self.found or self.lost)


@dataclass(frozen=True)
class ShownRecommendation:
    words: Wording
    code: str
    level: str


def publication_context(page: PublicationPage, words: PublicationWords, request: HttpRequest) -> dict:
    """For `learning/publication_page.html`."""
    practices = _practices(page)
    cities = _cities(page, practices)
    names = names_of(
        themes=Theme.objects.filter(pk__in=keys(page.themes)),
        goals=FrameworkItem.objects.filter(pk__in=keys(page.framework_items)),
    )
    about = [city for city in cities.values() if city.tied]
    return {
        **title_band(page, words, section="library", label=_("Library")),
        **article(*_parts(page, words, names["goals"], _practice_rows(practices, cities, request))),
        "signs": [{"text": capfirst(page.get_kind_display())}],
        "glance": _glance(page, about, names["themes"], request),
        "cut": cut_of(about, host=about[0] if len(about) == 1 else None),
    }


def _parts(page: PublicationPage, words: PublicationWords, goals: list[Named], practices: list[Row]) -> list[Part]:
    editions = _editions(page)
    recommendations = [_recommendation(words, row) for row in page.recommendations.all()]
    in_frameworks = [goal.in_framework for goal in goals]
    return [
        Part("editions", _("Editions"), "learning/_editions.html", editions),
        text_part(page, words, "summary", _("In short")),
        Part("contents", _("Contents"), "learning/_lines.html", lines(own(page, words, "contents"))),
        Part("recommendations", _("Recommendations"), "learning/_recommendations.html", recommendations),
        Part("practices", _("Practices in it"), "learning/_rows.html", practices),
        Part("goals", _("Goals and objectives"), "learning/_lines.html", in_frameworks),
        body_part(page, words),
        sources_part(page),
    ]


def _editions(page: PublicationPage) -> ShownEditions:
    editions = [_edition(edition) for edition in page.editions.select_related("document")]
    lost = listed(edition.language for edition in editions if not edition.url)
    sentence = _("There is also an edition in: {languages}. Where to read it is not known here.")
    if lost and not any(edition.url for edition in editions):
        sentence = _("There is an edition in: {languages}. Where to read it is not known here.")
    found = [edition for edition in editions if edition.url]
    return ShownEditions(found, format_html(sentence, languages=lost) if lost else "")


def _edition(edition: Edition) -> ShownEdition:
    code, name = edition.language, capfirst(edition.get_language_display())
    if edition.document:
        return ShownEdition(code, name, edition.document.url, edition.document.file_extension.upper())
    return ShownEdition(code, name, edition.url, urlsplit(edition.url).netloc.removeprefix("www."))


def _recommendation(words: PublicationWords, row) -> ShownRecommendation:
    level = {
        row.Level.CITY: _("For cities"),
        row.Level.NATIONAL: _("For national governments"),
        row.Level.INTERNATIONAL: _("For the international level"),
    }
    return ShownRecommendation(row_words(words, row, "words"), row.code, level.get(row.level, ""))


# --- what it is tied to -----------------------------------------------------------------------------------------
def _practices(page: PublicationPage) -> list[PracticePage]:
    return list(titled(PracticePage.objects.filter(pk__in=keys(page.practices))).order_by("path"))


def _cities(page: PublicationPage, practices: list[PracticePage]) -> dict[str, CityPage]:
    """By their place in the tree: those it is about, and those of its practices."""
    of_practices = Q(path__in={city_path(practice) for practice in practices})
    cities = tied(CityPage.objects.live(), page.cities, also=of_practices)
    return {city.path: city for city in sorted(cities, key=lambda city: str(city.name))}


def _practice_rows(practices: list[PracticePage], cities: dict[str, CityPage], request: HttpRequest) -> list[Row]:
    return [
        Row(
            when=display_period(practice.starts, practice.ends),
            where=city.name if (city := cities.get(city_path(practice))) else "",
            title=title_of(practice),
            url=practice.get_url(request),
            words=title_of(practice),
            text=intro_of(practice),
        )
        for practice in practices
    ]


# --- beside the article -----------------------------------------------------------------------------------------
def _glance(page: PublicationPage, about: list[CityPage], themes: list[Named], request: HttpRequest) -> list[dict]:
    cities = [{"url": city.get_url(request), "label": city.name} for city in about]
    subjects = [{"url": browse_url(theme=theme.code), "label": theme.name} for theme in themes]
    rows = [
        {"label": _("Year"), "text": year_of(page)},
        {"label": _("Published by"), "text": _publishers(page)},
        {"label": _("Author"), "text": page.author},
        {"label": _("Number or identifier"), "text": page.identifier},
        {"label": ngettext("City", "Cities", len(cities)), "links": cities},
        _session(page, request),
        {"label": ngettext("Practices on its theme", "Practices on its themes", len(subjects)), "links": subjects},
        {"label": _("Licence"), "text": page.licence},
    ]
    return [row for row in rows if row.get("text") or row.get("links")]


def _publishers(page: PublicationPage) -> str:
    return listed(row.name or row.organisation.name for row in page.publishers.select_related("organisation"))


def _session(page: PublicationPage, request: HttpRequest) -> dict:
    """The session it came out of, with its date."""
    session = titled(SessionPage.objects.filter(pk=page.session_id)).first() if page.session_id else None
    if session is None:
        return {}
    link = {"url": session.get_url(request), "label": title_of(session)}
    return {"label": _("From the session"), "links": [link], "note": time(session.starts, session.ends)}
