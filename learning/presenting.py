"""What the pages of this room have in common: dates, places and rows of a list, ready to be written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from core import languages
from core.partial_dates import PartialDate, display_period

from .models import Edition, PublicationPage, SessionPage


@dataclass(frozen=True)
class Row:
    """One line of a list: what `components/_dated_row.html` shows, and for a city the part it had."""

    when: str
    """A date as it is written, inside `<time>` where it is one."""
    title: str
    url: str
    words: Page
    """Knows in which language the title is."""
    where: str = ""
    text: str = ""
    role: str = ""
    hosted: bool = False
    signs: tuple[dict, ...] = ()


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    heading: str
    anchor: str
    rows: list[Row]


def time(start: PartialDate | None, end: PartialDate | None = None) -> str:
    """The period in the visitor's language; machines read its start. Nothing known says so."""
    written = display_period(start, end)
    if not written:
        return _("Date not known")
    known = next((day.iso for day in (start, end) if day and day.iso), "")
    return format_html('<time datetime="{}">{}</time>', known, written) if known else written


def place_of(session: SessionPage) -> str:
    """The shortest true answer to "where": the host city, else the place, else that it was online, else the country."""
    if session.host_city and session.host_city.live:
        return session.host_city.name
    if session.place:
        return languages.Wording(session.place, session.language)
    if session.mode == SessionPage.Mode.ONLINE:
        return pgettext("place", "Online")
    return session.country.name if session.country else ""


def session_row(session: SessionPage, request: HttpRequest | None = None, **more) -> Row:
    words = session.words
    return Row(
        when=time(session.starts, session.ends),
        where=place_of(session),
        title=words.title,
        url=session.get_url(request),
        words=words,
        **more,
    )


def publication_row(publication: PublicationPage, request: HttpRequest | None = None, **more) -> Row:
    words = publication.words
    return Row(
        when=year_of(publication),
        where=languages_of(publication.editions.all()),
        title=words.title,
        url=publication.get_url(request),
        words=words,
        **more,
    )


def year_of(publication: PublicationPage) -> str:
    if not publication.year:
        return _("Year not given")
    return format_html('<time datetime="{:04}">{}</time>', publication.year, publication.year)


def languages_of(editions: Iterable[Edition]) -> str:
    """The languages of its editions by the names they give themselves, in the order of the editions."""
    return ", ".join(edition.get_language_display() for edition in editions)
