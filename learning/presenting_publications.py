"""What the page of a publication shows, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.models import CityPage
from cities.tree import city_path
from core.display import DatedRow, Fact, Link, Sign, display_list, known
from core.languages import Wording
from core.models import FrameworkItem, Theme
from core.partial_dates import display_period
from core.templatetags.core_tags import row_words
from practices.addresses import browse_url
from practices.models import PracticePage

from .charting import cut_of
from .models import PublicationPage, PublicationWords, SessionPage
from .naming import Named, names_of
from .presenting import (
    ArticlePart,
    article,
    body_part,
    display_dates,
    display_year,
    lines_of,
    sources_part,
    text_part,
    title_band,
)
from .related import keys_of, pages_related_to
from .titles import annotate_titles, intro_of, link_to, title_of


def publication_context(page: PublicationPage, request: HttpRequest, context: dict) -> dict[str, Any]:
    """For `learning/publication_page.html`."""
    words: PublicationWords = context["words"]
    practices = list(annotate_titles(PracticePage.objects.filter(pk__in=keys_of(page.practices))).order_by("path"))
    of_practices = Q(path__in={city_path(practice.path) for practice in practices})
    cities = sorted(
        pages_related_to(page.cities, CityPage.objects.live(), also=of_practices), key=lambda city: str(city.name)
    )
    about = [city for city in cities if city.is_related]
    names = names_of(
        themes=Theme.objects.filter(pk__in=keys_of(page.themes)),
        goals=FrameworkItem.objects.filter(pk__in=keys_of(page.framework_items)),
    )
    goals = [goal.in_framework for goal in names["goals"]]
    recommendations = _recommendations(page, words)
    return {
        **title_band(page, words, section="library", label=_("Library")),
        "signs": [Sign(capfirst(page.get_kind_display()))],
        "cut": cut_of(about, host=about[0] if len(about) == 1 else None),
        "facts": _facts(page, about, names["themes"], request),
        **article(
            ArticlePart("editions", _("Editions"), "learning/_editions.html", _editions(page)),
            text_part(words, "summary", _("In short")),
            ArticlePart("contents", _("Contents"), "learning/_list.html", lines_of(words.wording("contents"))),
            ArticlePart("recommendations", _("Recommendations"), "learning/_recommendations.html", recommendations),
            ArticlePart(
                "practices", _("Practices in it"), "learning/_rows.html", _practices(practices, cities, request)
            ),
            ArticlePart("goals", _("Goals and objectives"), "learning/_list.html", goals),
            body_part(page, words),
            sources_part(page),
        ),
    }


# --- the box beside the article ---------------------------------------------------------------------------------
def _facts(page: PublicationPage, about: list[CityPage], themes: list[Named], request: HttpRequest) -> list[Fact]:
    publishers = display_list(
        row_words(page.words, row, "name") or row.organisation.name
        for row in page.publishers.select_related("organisation")
    )
    cities = tuple(link_to(city, request) for city in about)
    by_theme = tuple(Link(theme.name, browse_url(theme=theme.code)) for theme in themes)
    session = annotate_titles(SessionPage.objects.filter(pk=page.session_id)).first() if page.session_id else None
    return known(
        [
            Fact(_("Year"), display_year(page)),
            Fact(_("Published by"), publishers),
            Fact(_("Author"), page.author),
            Fact(_("Number or identifier"), page.identifier),
            Fact(ngettext("City", "Cities", len(cities)), links=cities),
            Fact(
                _("From the session"),
                links=(link_to(session, request),) if session else (),
                note=display_dates(session.starts, session.ends) if session else "",
            ),
            Fact(ngettext("Practices on its theme", "Practices on its themes", len(by_theme)), links=by_theme),
            Fact(_("Licence"), page.licence),
        ]
    )


# --- the article ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class EditionRow:
    code: str
    language: str
    """By the name it gives itself."""
    url: str
    where: str
    """The site it is on, or what the file is."""


@dataclass(frozen=True)
class EditionList:
    rows: list[EditionRow]
    lost: str
    """Of those that exist, but nobody knows where."""

    def __bool__(self) -> bool:
        return bool(self.rows or self.lost)


@dataclass(frozen=True)
class RecommendationRow:
    words: Wording
    code: str
    level: str


def _editions(page: PublicationPage) -> EditionList:
    rows, lost = [], []
    for edition in page.editions.select_related("document"):
        name = capfirst(edition.get_language_display())
        if edition.document:
            kind_of_file = edition.document.file_extension.upper()
            rows.append(EditionRow(edition.language, name, edition.document.url, kind_of_file))
        elif edition.url:
            site = urlsplit(edition.url).netloc.removeprefix("www.")
            rows.append(EditionRow(edition.language, name, edition.url, site))
        else:
            lost.append(name)
    if not lost:
        return EditionList(rows, "")
    sentence = (
        _("Also published in: {languages}. We do not have a link.")
        if rows
        else _("Published in: {languages}. We do not have a link.")
    )
    return EditionList(rows, format_html(sentence, languages=display_list(lost)))


def _recommendations(page: PublicationPage, words: PublicationWords) -> list[RecommendationRow]:
    recommendations = page.recommendations.all()
    addressed_to = {
        recommendations.model.Level.CITY: _("For cities"),
        recommendations.model.Level.NATIONAL: _("For national governments"),
        recommendations.model.Level.INTERNATIONAL: _("For the international level"),
    }
    return [
        RecommendationRow(row_words(words, row, "words"), row.code, addressed_to.get(row.level, ""))
        for row in recommendations
    ]


def _practices(practices: list[PracticePage], cities: list[CityPage], request: HttpRequest) -> list[DatedRow]:
    by_path = {city.path: city for city in cities}
    return [
        DatedRow(
            when=display_period(practice.starts, practice.ends),
            where=city.name if (city := by_path.get(city_path(practice.path))) else "",
            title=title_of(practice),
            url=practice.get_url(request),
            words=title_of(practice),
            text=intro_of(practice),
        )
        for practice in practices
    ]
