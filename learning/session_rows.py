"""The rows of a session's page: its programme, its lessons, its documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.languages import Wording
from core.templatetags.core_tags import row_words
from practices.glance import listed

from .linking import Link, link_to, title_of
from .models import AgendaItem, Lesson, SessionDocument, SessionPage, SessionWords
from .ties import SessionTies


@dataclass(frozen=True)
class ProgrammeItem:
    when: str
    day: str
    zone: str
    """Of its hours. This and the day only where the day differs from the item's before."""
    title: Wording
    kind: str
    speakers: str
    links: list[Link]


@dataclass(frozen=True)
class ShownLesson:
    text: Wording
    theme: str
    links: list[Link]


@dataclass(frozen=True)
class ShownDocument:
    title: Wording
    url: str
    languages: str
    note: str = ""


# --- programme --------------------------------------------------------------------------------------------------
def programme_of(
    page: SessionPage, words: SessionWords, ties: SessionTies, request: HttpRequest
) -> list[ProgrammeItem]:
    zone = _zone(page)
    items, day = [], ""
    for item in ties.agenda:
        its_day = _day(item.starts, zone)
        shown_day = its_day if its_day != day else ""
        day = its_day or day
        items.append(_item(item, shown_day, zone, words, ties, request))
    return items


def _item(item: AgendaItem, day: str, zone, words, ties: SessionTies, request) -> ProgrammeItem:
    return ProgrammeItem(
        when=_hours(item.starts, item.ends, zone),
        day=day,
        zone=str(zone) if day else "",
        title=row_words(words, item, "title"),
        kind=capfirst(item.get_kind_display()),
        speakers=item.speakers,
        links=_links(item, ties, request),
    )


def _zone(page: SessionPage):
    """Hours are local to where it is held."""
    try:
        return ZoneInfo(page.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _day(moment: datetime | None, zone: ZoneInfo) -> str:
    return formats.date_format(timezone.localtime(moment, zone), "DATE_FORMAT") if moment else ""


def _hours(start: datetime | None, end: datetime | None, zone: ZoneInfo) -> str:
    known = [timezone.localtime(moment, zone) for moment in (start, end) if moment]
    written = "–".join(formats.time_format(moment, "TIME_FORMAT") for moment in known)
    return format_html('<time datetime="{}">{}</time>', known[0].isoformat(), written) if known else ""


def _links(row: AgendaItem | Lesson, ties: SessionTies, request: HttpRequest) -> list[Link]:
    """To the city and the practice it names, where they are public."""
    named = (ties.cities.get(row.city_id), ties.practices.get(row.practice_id))
    return [link_to(page, request) for page in named if page]


# --- lessons and documents --------------------------------------------------------------------------------------
def lessons_of(words: SessionWords, ties: SessionTies, request: HttpRequest) -> list[ShownLesson]:
    return [
        ShownLesson(
            row_words(words, lesson, "text"), lesson.theme.name if lesson.theme else "", _links(lesson, ties, request)
        )
        for lesson in ties.lessons
    ]


def documents_of(words: SessionWords, ties: SessionTies, request: HttpRequest) -> list[ShownDocument]:
    """Its documents that can be opened, and what the library has from it besides.

    One of which only the title is known is kept for editors; a visitor could do nothing with it.
    """
    listed_already = {document.publication_id for document in ties.documents}
    others = [item for pk, item in ties.publications.items() if pk not in listed_already]
    own = [_document(document, words, ties, request) for document in ties.documents]
    return [
        *(document for document in own if document.url),
        *(ShownDocument(title_of(item), item.get_url(request), "", _("In the library")) for item in others),
    ]


def _document(row: SessionDocument, words: SessionWords, ties: SessionTies, request: HttpRequest) -> ShownDocument:
    """A publication of the library before a file, a file before an address."""
    publication = ties.publications.get(row.publication_id)
    address = row.document.url if row.document else row.url
    return ShownDocument(
        title=row_words(words, row, "title"),
        url=publication.get_url(request) if publication else address,
        languages=listed(map(capfirst, row._meta.get_field("languages").labels_of(row))),
        note=_("In the library") if publication else "",
    )
