"""What the pages of this room have in common: dates, places, rows of a list, parts of an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.blocks import headings_of
from core.display import DatedRow, Link, Sign, display_list, marked
from core.languages import Wording
from core.models import SubjectPage, Words
from core.partial_dates import PartialDate, display_period
from core.sources import display_sources
from core.templatetags.core_tags import row_words

from .models import PublicationPage, SessionDesk, SessionOrganiser, SessionPage, SessionWords


# --- dates and places -------------------------------------------------------------------------------------------
def display_dates(start: PartialDate | None, end: PartialDate | None = None) -> str:
    """The period in the visitor's language; machines read its start. Nothing known says so."""
    written = display_period(start, end)
    if not written:
        return _("Date not known")
    known = next((day.iso for day in (start, end) if day and day.iso), "")
    if known:
        return format_html('<time datetime="{}">{}</time>', known, written)
    return format_html("<bdi>{}</bdi>", written)  # words, in whatever language the source had them


def display_year(publication: PublicationPage) -> str:
    if not publication.year:
        return _("Year not given")
    return format_html('<time datetime="{}">{}</time>', f"{publication.year:04}", publication.year)


def place_of(session: SessionPage) -> str:
    """The shortest true answer to "where": the host city, else the place, else that it was online, else the country."""
    if session.host_city and session.host_city.live:
        return session.host_city.name
    if session.place:
        return session.words.wording("place")
    if session.mode == SessionPage.Mode.ONLINE:
        return pgettext("place", "Online")
    return session.country.name if session.country else ""


def display_organisers(words: SessionWords, organisers: Iterable[SessionOrganiser], role: str) -> str:
    """Those with this role, in one line."""
    return display_list(
        row_words(words, row, "name") or row.organisation.short_name for row in organisers if row.role == role
    )


# --- rows -------------------------------------------------------------------------------------------------------
STATES = {SessionDesk.Status.CANCELLED: ("x", "due"), SessionDesk.Status.POSTPONED: ("clock", "wait")}


def state_of(session: SessionPage) -> Sign | None:
    """A state worth a sign: that a session is planned or was held is told by its date."""
    desk = SessionDesk.of(session)
    if desk.status not in STATES:
        return None
    return Sign(capfirst(desk.get_status_display()), *STATES[desk.status])


def session_row(
    session: SessionPage, request: HttpRequest | None = None, text: str = "", signs: tuple[Sign, ...] = ()
) -> DatedRow:
    """Of a session read `for_rows`."""
    return DatedRow(
        when=display_dates(session.starts, session.ends),
        where=place_of(session),
        title=session.words.title,
        url=session.get_url(request),
        words=session.words,
        state=state_of(session),
        text=text,
        signs=signs,
    )


def publication_row(
    publication: PublicationPage, request: HttpRequest | None = None, text: str = "", signs: tuple[Sign, ...] = ()
) -> DatedRow:
    """Of a publication read `for_rows`; `where` says its languages, by the names they give themselves."""
    return DatedRow(
        when=display_year(publication),
        where=display_list(capfirst(edition.get_language_display()) for edition in publication.editions.all()),
        title=publication.words.title,
        url=publication.get_url(request),
        words=publication.words,
        text=text,
        signs=signs,
    )


def side_by_side(*texts: str) -> tuple[Sign, ...]:
    """Short facts under a title, as one sign; those that are empty are left out."""
    known = [text for text in texts if text]
    return (Sign(display_list(known, between=" · ")),) if known else ()


# --- articles ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ArticlePart:
    """A part of an article: its heading, and what the template of its kind makes of the content."""

    anchor: str
    label: str
    template: str
    content: Any
    words: Words | None = None
    """Where the content does not know its language itself."""


def article(*parts: ArticlePart) -> dict[str, Any]:
    """The parts that have something, and the list of contents."""
    filled = [part for part in parts if part.content]
    contents: list[Link] = []
    for part in filled:  # a part without a heading has its own
        contents += [Link(part.label, f"#{part.anchor}")] if part.label else headings_of(part.content)
    return {"parts": filled, "contents": contents}


def text_part(words: Words, name: str, label: str) -> ArticlePart:
    """Paragraphs; lines without an empty one between them are a list."""
    text = words.wording(name)
    items = lines_of(text)
    if len(items) > 1 and "\n\n" not in text.replace("\r", ""):
        return ArticlePart(name, label, "learning/_list.html", items)
    return ArticlePart(name, label, "learning/_text.html", text)


def body_part(page: SubjectPage, words: Words) -> ArticlePart:
    """Further material; its headings are its own."""
    source = words if words.body else page
    return ArticlePart("", "", "learning/_body.html", source.body, source)


def sources_part(page: SubjectPage) -> ArticlePart:
    return ArticlePart("sources", _("Sources"), "learning/_sources.html", display_sources(page.sources.all()))


def lines_of(text: Wording) -> list[Wording]:
    """A text of one thing a line."""
    return [Wording(line.strip(), text.language) for line in text.splitlines() if line.strip()]


def lede_of(words: Words, name: str = "intro") -> str:
    """The sentence under the title; not one that the text below begins with anyway."""
    lede, summary = words.wording(name), words.wording("summary")
    return marked(lede) if lede and not summary.startswith(lede) else ""


def title_band(page: SubjectPage, words: Words, *, section: str, label: str) -> dict[str, Any]:
    """For `components/_title_band.html`: all but signs and cut."""
    others = [Wording(title, code) for code, title in page.alternative_titles.items() if title != words.title]
    return {
        "crumbs": [Link(label, reverse("wagtail_serve", args=[f"{section}/"]))],
        "names": others,
        "lede": lede_of(words),
    }
