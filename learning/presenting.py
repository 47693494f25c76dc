"""What the pages of this room have in common: dates, places, rows of a list, parts of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from core.blocks import headings_of
from core.languages import Wording
from core.models import SubjectPage, Words
from core.partial_dates import PartialDate, display_period
from core.sources import shown_sources
from core.templatetags.core_tags import marked
from practices.glance import listed

from .models import PublicationPage, SessionPage


@dataclass(frozen=True)
class Row:
    """One line of a list: what `components/_dated_row.html` shows, and for a city the part it had."""

    when: str
    """A date as it is written, inside `<time>` where it is one."""
    title: str
    url: str
    words: Page | Wording
    """Knows in which language title and text are."""
    where: str = ""
    text: str = ""
    role: str = ""
    hosted: bool = False
    state: dict | None = None
    signs: tuple[dict, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part of an article: its heading, and what the template of its kind makes of the content."""

    anchor: str
    label: str
    template: str
    content: Any
    words: Words | None = None
    """Where the content does not know its language itself."""


# --- dates and places -------------------------------------------------------------------------------------------
def time(start: PartialDate | None, end: PartialDate | None = None) -> str:
    """The period in the visitor's language; machines read its start. Nothing known says so."""
    written = display_period(start, end)
    if not written:
        return _("Date not known")
    known = next((day.iso for day in (start, end) if day and day.iso), "")
    if known:
        return format_html('<time datetime="{}">{}</time>', known, written)
    return format_html("<bdi>{}</bdi>", written)  # words, in whatever language the source had them


def year_of(publication: PublicationPage) -> str:
    if not publication.year:
        return _("Year not given")
    return format_html('<time datetime="{}">{}</time>', f"{publication.year:04}", publication.year)


def place_of(session: SessionPage) -> str:
    """The shortest true answer to "where": the host city, else the place, else that it was online, else the country."""
    if session.host_city and session.host_city.live:
        return session.host_city.name
    if session.place:
        return Wording(session.place, session.language)
    if session.mode == SessionPage.Mode.ONLINE:
        return pgettext("place", "Online")
    return session.country.name if session.country else ""


# --- rows -------------------------------------------------------------------------------------------------------
STATES = {
    SessionPage.Status.CANCELLED: {"icon": "x", "tone": "due"},
    SessionPage.Status.POSTPONED: {"icon": "clock", "tone": "wait"},
}


def state_of(session: SessionPage) -> dict | None:
    """A state worth a sign: that a session is planned or was held is told by its date."""
    known = STATES.get(session.status)
    return {**known, "text": capfirst(session.get_status_display())} if known else None


def session_row(session: SessionPage, request: HttpRequest | None = None, **more) -> Row:
    """Of a session read `for_rows`."""
    words = session.words
    return Row(
        when=time(session.starts, session.ends),
        where=place_of(session),
        title=words.title,
        url=session.get_url(request),
        words=words,
        state=state_of(session),
        **more,
    )


def publication_row(publication: PublicationPage, request: HttpRequest | None = None, **more) -> Row:
    """Of a publication read `for_rows`; `where` says its languages."""
    words = publication.words
    return Row(
        when=year_of(publication),
        where=edition_languages(publication),
        title=words.title,
        url=publication.get_url(request),
        words=words,
        **more,
    )


def edition_languages(publication: PublicationPage) -> str:
    """By the names they give themselves, in the order of the editions."""
    return listed(capfirst(edition.get_language_display()) for edition in publication.editions.all())


def side_by_side(*texts: str) -> tuple[dict, ...]:
    """Short facts under a title, as one sign; those that are empty are left out."""
    known = [(marked(text),) for text in texts if text]
    return ({"text": format_html_join(" · ", "<bdi>{}</bdi>", known)},) if known else ()


def publishers_of(publication: PublicationPage) -> str:
    """Short: acronyms where there are any."""
    return listed(row.name or row.organisation.short_name for row in publication.publishers.all())


# --- articles ---------------------------------------------------------------------------------------------------
def own(page: SubjectPage, words: Words, name: str) -> Wording:
    """A text of the words shown; what a translation leaves empty is read in the original, and marked."""
    found = words if getattr(words, name) else page
    return Wording(getattr(found, name), found.language)


def lines(text: Wording) -> list[Wording]:
    """A text of one thing a line."""
    return [Wording(line.strip(), text.language) for line in text.splitlines() if line.strip()]


def lede_of(page: SubjectPage, words: Words, name: str = "intro") -> str:
    """The sentence under the title; not one that the text below begins with anyway."""
    lede, summary = own(page, words, name), own(page, words, "summary")
    return marked(lede) if lede and not summary.startswith(lede) else ""


def title_band(page: SubjectPage, words: Words, *, section: str, label: str) -> dict:
    """For `components/_title_band.html`: all but signs and cut."""
    others = [Wording(title, code) for code, title in page.alternative_titles.items() if title != words.title]
    return {
        "crumbs": [{"url": reverse("wagtail_serve", args=[f"{section}/"]), "label": label}],
        "names": others,
        "lede": lede_of(page, words),
    }


def text_part(page: SubjectPage, words: Words, name: str, label: str) -> Part:
    """Paragraphs; lines without an empty one between them are a list."""
    text = own(page, words, name)
    items = lines(text)
    if len(items) > 1 and "\n\n" not in text.replace("\r", ""):
        return Part(name, label, "learning/_lines.html", items)
    return Part(name, label, "learning/_text.html", text)


def body_part(page: SubjectPage, words: Words) -> Part:
    """Further material; its headings are its own."""
    source = words if words.body else page
    return Part("", "", "learning/_body.html", source.body, source)


def sources_part(page: SubjectPage) -> Part:
    return Part("sources", _("Sources"), "learning/_sources.html", shown_sources(page.sources.all()))


def article(*parts: Part) -> dict:
    """The parts that have something, and the list of contents."""
    shown = [part for part in parts if part.content]
    return {"parts": shown, "contents": [entry for part in shown for entry in _entries(part)]}


def _entries(part: Part) -> list[dict]:
    return [{"anchor": part.anchor, "label": part.label}] if part.label else headings_of(part.content)
