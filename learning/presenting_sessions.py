"""What the page of a session shows, in the order of the page. Templates write it down and ask nothing."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.models import CityPage
from core.languages import Wording
from core.partial_dates import display_period
from practices.glance import listed

from .charting import cut_of
from .linking import Link, intro_of, link_to, title_of
from .models import SessionPage, SessionWords
from .presenting import (
    Part,
    Row,
    article,
    body_part,
    lede_of,
    lines,
    own,
    sources_part,
    state_of,
    text_part,
    title_band,
)
from .session_glance import glance_of
from .session_rows import documents_of, lessons_of, programme_of
from .ties import SessionTies, ties_of


def session_context(page: SessionPage, words: SessionWords, request: HttpRequest) -> dict:
    """For `learning/session_page.html`."""
    ties = ties_of(page)
    return {
        **_band(page, words, ties),
        **article(*_parts(page, words, ties, request)),
        "glance": glance_of(page, words, ties, request),
        "cut": cut_of(_on_chart(page, ties), host=ties.cities.get(page.host_city_id)),
    }


def _band(page: SessionPage, words: SessionWords, ties: SessionTies) -> dict:
    """What is not the programme's own was found in the agenda."""
    section, label = ("sessions", _("Sessions")) if page.phase_id else ("agenda", _("Agenda"))
    band = title_band(page, words, section=section, label=label)
    signs = [{"text": capfirst(page.get_kind_display())}]
    signs += [{"text": phase.name, "tone": "none"} for phase in ties.names["phase"]]
    signs += filter(None, [state_of(page)])
    return {**band, "lede": band["lede"] or lede_of(page, words, "theme_line"), "signs": signs}


def _on_chart(page: SessionPage, ties: SessionTies) -> list:
    host = ties.cities.get(page.host_city_id)
    return [*([host] if host else []), *(city for city in ties.taking_part() if city != host)]


def _parts(page: SessionPage, words: SessionWords, ties: SessionTies, request: HttpRequest) -> list[Part]:
    return [
        text_part(page, words, "objectives", _("Objectives")),
        text_part(page, words, "summary", _("What happened")),
        Part("method", _("How they worked"), "learning/_lines.html", lines(own(page, words, "method"))),
        text_part(page, words, "conclusions", _("Conclusions")),
        Part("programme", _("Programme"), "learning/_programme.html", programme_of(page, words, ties, request)),
        Part("lessons", _("Lessons learned"), "learning/_lessons.html", lessons_of(words, ties, request)),
        Part("practices", _("Practices discussed"), "learning/_rows.html", _practices(ties, request)),
        Part("documents", _("Documents"), "learning/_documents.html", documents_of(words, ties, request)),
        Part("cities", _("Cities taking part"), "learning/_cities.html", _cities(page, ties, request)),
        Part("others", _("Others taking part"), "learning/_lines.html", _others(page)),
        Part("goals", _("Goals and objectives"), "learning/_lines.html", _goals(ties)),
        body_part(page, words),
        sources_part(page),
    ]


def _others(page: SessionPage) -> list[Wording]:
    return lines(Wording(page.other_participants, page.language))


def _goals(ties: SessionTies) -> list[Wording]:
    return [goal.in_framework for goal in ties.names["goals"]]


def _cities(page: SessionPage, ties: SessionTies, request: HttpRequest) -> list[Link]:
    """By name, each with its country; who was host says so."""
    return [link_to(city, request, _country_and_part(city, page)) for city in ties.taking_part()]


def _country_and_part(city: CityPage, page: SessionPage) -> str:
    country = city.country.name if city.country else ""
    if city.pk != page.host_city_id:
        return country
    return listed(filter(None, [country, pgettext("city", "host")]))


def _practices(ties: SessionTies, request: HttpRequest) -> list[Row]:
    return [
        Row(
            when=display_period(practice.starts, practice.ends),
            where=city.name if (city := ties.city_of(practice)) else "",
            title=title_of(practice),
            url=practice.get_url(request),
            words=title_of(practice),
            text=intro_of(practice),
            state={"icon": practice.status, "text": practice.get_status_display()},
        )
        for practice in ties.discussed()
    ]
