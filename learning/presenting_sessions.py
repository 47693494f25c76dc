"""What the page of a session shows, in the order of the page. Templates write it down and ask nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cities.models import CityPage
from core.display import DatedRow, Fact, Link, Sign, display_list, known, marked
from core.languages import Wording
from core.numbers import display_number
from core.partial_dates import display_period
from core.templatetags.core_tags import row_words
from practices.addresses import browse_url

from .charting import cut_of
from .lessons import anchor_of
from .models import AgendaItem, Lesson, SessionDesk, SessionDocument, SessionOrganiser, SessionPage, SessionWords
from .presenting import (
    ArticlePart,
    article,
    body_part,
    display_dates,
    display_organisers,
    lede_of,
    lines_of,
    sources_part,
    state_of,
    text_part,
    title_band,
)
from .registration_box import registration_box
from .related import SessionRelated, related_to
from .session_times import begins_at, day_of, ends_at, has_ended, written_hours
from .speakers import read_speakers
from .titles import intro_of, link_to, title_of
from .writing_up import may_write_up


def session_context(page: SessionPage, request: HttpRequest, context: dict) -> dict[str, Any]:
    """For `learning/session_page.html`."""
    words: SessionWords = context["words"]
    related = related_to(page)
    host = related.cities.get(page.host_city_id)
    # what is not the programme's own was found in the agenda
    section, label = ("sessions", _("Sessions")) if page.phase_id else ("agenda", _("Agenda"))
    band = title_band(page, words, section=section, label=label)
    signs = [
        Sign(capfirst(page.get_kind_display())),
        *(Sign(phase.name, tone="none") for phase in related.names["phase"]),
        state_of(page),
    ]
    others = [city for city in related.taking_part() if city != host]
    return {
        **band,
        "lede": band["lede"] or lede_of(words, "theme_line"),
        "signs": [sign for sign in signs if sign],
        "registration": registration_box(page),
        "cut": cut_of([host, *others] if host else others, host=host),
        "facts": _facts(page, words, related, request),
        **article(
            text_part(words, "objectives", _("Objectives")),
            _list("expectations", _("What is expected of it"), lines_of(words.wording("expectations"))),
            ArticlePart(
                "broad-themes", _("Broad themes"), "learning/_broad_themes.html", _broad_themes(words, related)
            ),
            text_part(words, "summary", _("What happened")),
            _list("method", _("How participants worked"), lines_of(words.wording("method"))),
            text_part(words, "conclusions", _("Conclusions")),
            ArticlePart(
                "programme", _("Programme"), "learning/_programme.html", _programme(page, words, related, request)
            ),
            ArticlePart("lessons", _("Lessons learned"), "learning/_lessons.html", _lessons(words, related, request)),
            ArticlePart("practices", _("Practices discussed"), "learning/_rows.html", _practices(related, request)),
            ArticlePart("documents", _("Documents"), "learning/_documents.html", _documents(words, related, request)),
            ArticlePart("feeds", _("What it feeds"), "learning/_feeds.html", _feeds(words, related, request)),
            _list("who", _("Who takes part"), lines_of(words.wording("participant_kinds"))),
            ArticlePart("cities", _("Cities taking part"), "learning/_cities.html", _cities(page, related, request)),
            _list("others", _("Others taking part"), lines_of(words.wording("other_participants"))),
            _list("goals", _("Goals and objectives"), [goal.in_framework for goal in related.names["goals"]]),
            body_part(page, words),
            sources_part(page),
        ),
    }


def _list(anchor: str, label: str, items: list[Wording]) -> ArticlePart:
    return ArticlePart(anchor, label, "learning/_list.html", items)


# --- the box beside the article ---------------------------------------------------------------------------------
ORGANISERS = SessionOrganiser.Role


def _facts(page: SessionPage, words: SessionWords, related: SessionRelated, request: HttpRequest) -> list[Fact]:
    host = related.cities.get(page.host_city_id)
    countries = [country.name for country in related.names["country"]]
    if host and host.country and not countries:
        countries = [host.country.name]
    place = display_list([*([words.wording("place")] if page.place else []), *countries])
    where = Fact(_("Where"), links=(link_to(host, request),), note=place) if host else Fact(_("Where"), place)

    themes = tuple(Link(theme.name, browse_url(theme=theme.code)) for theme in related.names["themes"])
    organisers = {
        ORGANISERS.ORGANISER: _("Organised by"),
        ORGANISERS.HOST: pgettext("a session", "Hosted by"),
        ORGANISERS.PARTNER: _("Partners"),
        ORGANISERS.SUPPORTER: pgettext("a session", "Supported by"),
        ORGANISERS.FUNDER: pgettext("a session", "Funded by"),
    }
    contact = SessionDesk.of(page).contact_role
    return known(
        [
            Fact(_("When"), display_dates(page.starts, page.ends), note=_hours_of(page), links=_calendar(page)),
            where,
            Fact(_("How"), capfirst(page.get_mode_display())),
            # it stands under the title where there is no other sentence
            Fact(_("Theme"), words.wording("theme_line") if lede_of(words) else ""),
            Fact(ngettext("Practices on its theme", "Practices on its themes", len(themes)), links=themes),
            Fact(_("Working languages"), _languages(page, "working_languages")),
            Fact(_("Interpretation"), _languages(page, "interpretation")),
            *(Fact(label, display_organisers(words, related.organisers, role)) for role, label in organisers.items()),
            Fact(_("Number of participants"), display_number(page.participants)),
            Fact(_("Who answers questions"), marked(Wording(contact, page.language)) if contact else ""),
        ]
    )


def _hours_of(page: SessionPage) -> str:
    """With room for the visitor's own, where hour and day of its beginning are known."""
    written, begins = written_hours(page), begins_at(page)
    if not (begins and page.starts_at):
        return written
    ends = ends_at(page) if page.ends_at else None
    return format_html("{}{}", written, _own_hours(begins, ends))


def _own_hours(starts: datetime, ends: datetime | None) -> str:
    """What static/js/own-hours.js fills with the same hours in the visitor's time zone."""
    return format_html(
        '<span class="own-hours" hidden data-own-hours data-starts="{}" data-ends="{}"></span>',
        starts.isoformat(),
        ends.isoformat() if ends else "",
    )


def _calendar(page: SessionPage) -> tuple[Link, ...]:
    """To the file for one's own calendar, of what is to come on a day that is known."""
    if not page.slug or day_of(page.starts) is None or has_ended(page):
        return ()
    return (Link(_("Calendar file"), reverse("session_calendar", args=[page.slug])),)


def _languages(row: SessionPage | SessionDocument, field: str) -> str:
    return display_list(map(capfirst, row._meta.get_field(field).labels_of(row)))


# --- the programme ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ProgrammeRow:
    when: str
    day: str
    zone: str
    """Of its hours. This and the day only where the day differs from the row's before."""
    own_hours: str
    title: Wording
    kind: str
    speakers: list[str]
    """Each in a line of its own."""
    links: list[Link]


def _programme(
    page: SessionPage, words: SessionWords, related: SessionRelated, request: HttpRequest
) -> Iterable[ProgrammeRow]:
    """Hours are local to where it is held."""
    try:
        zone = ZoneInfo(page.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    rows, last_day = [], ""
    for item in related.agenda:
        day = formats.date_format(timezone.localtime(item.starts, zone), "DATE_FORMAT") if item.starts else ""
        is_new = day not in ("", last_day)
        rows.append(
            ProgrammeRow(
                when=_hours(item.starts, item.ends, zone),
                day=day if is_new else "",
                zone=str(zone) if is_new else "",
                own_hours=_own_hours_of(item, zone),
                title=row_words(words, item, "title"),
                kind=capfirst(item.get_kind_display()),
                speakers=_speakers(words, item),
                links=_links(item, related, request),
            )
        )
        last_day = day or last_day
    return rows


def _speakers(words: SessionWords, item: AgendaItem) -> list[str]:
    """Each with organisation and city; of items written earlier, the one text."""
    text = row_words(words, item, "who_speaks")
    lines = [display_list(Wording(part, text.language) for part in one.parts) for one in read_speakers(text)]
    return lines or [format_html("<bdi>{}</bdi>", item.speakers)] * bool(item.speakers)


def _hours(start: datetime | None, end: datetime | None, zone: ZoneInfo) -> str:
    moments = [timezone.localtime(moment, zone) for moment in (start, end) if moment]
    written = "–".join(formats.time_format(moment, "TIME_FORMAT") for moment in moments)
    return format_html('<time datetime="{}">{}</time>', moments[0].isoformat(), written) if moments else ""


def _own_hours_of(item: AgendaItem, zone: ZoneInfo) -> str:
    if item.starts is None:
        return ""
    ends = timezone.localtime(item.ends, zone) if item.ends else None
    return _own_hours(timezone.localtime(item.starts, zone), ends)


def _links(row: AgendaItem | Lesson, related: SessionRelated, request: HttpRequest) -> list[Link]:
    """To the city and the practice it names, where they are public."""
    named = (related.cities.get(row.city_id), related.practices.get(row.practice_id))
    return [link_to(page, request) for page in named if page]


# --- what came of it --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class LessonRow:
    anchor: str
    text: Wording
    theme: str
    links: list[Link]
    begin_url: str = ""
    """Makes it the draft of a practice, for those who may write under its city."""


@dataclass(frozen=True)
class DocumentRow:
    title: Wording
    url: str
    languages: str
    note: str = ""
    kind: str = ""


@dataclass(frozen=True)
class BroadThemeRow:
    title: Wording
    text: Wording


@dataclass(frozen=True)
class FeedRow:
    """An output, and the event to which it is taken: by a link, or by its name."""

    output: Wording
    event: Wording
    url: str


def _broad_themes(words: SessionWords, related: SessionRelated) -> list[BroadThemeRow]:
    return [
        BroadThemeRow(row_words(words, theme, "title"), row_words(words, theme, "text"))
        for theme in related.broad_themes
    ]


def _lessons(words: SessionWords, related: SessionRelated, request: HttpRequest) -> list[LessonRow]:
    named = {lesson.city_id for lesson in related.lessons}
    user = getattr(request, "user", None)
    is_inside = user is not None and user.is_authenticated
    writable = {pk for pk, city in related.cities.items() if is_inside and pk in named and may_write_up(user, city)}
    return [
        LessonRow(
            anchor=anchor_of(lesson),
            text=row_words(words, lesson, "text"),
            theme=lesson.theme.name if lesson.theme else "",
            links=_links(lesson, related, request),
            begin_url=reverse("begin_practice_from_lesson", args=[lesson.pk])
            if lesson.pk and lesson.city_id in writable
            else "",
        )
        for lesson in related.lessons
    ]


def _documents(words: SessionWords, related: SessionRelated, request: HttpRequest) -> list[DocumentRow]:
    """Its documents that can be opened, a publication of the library before a file, a file before an address; then
    what the library has from it besides.

    One of which only the title is known is kept for editors; a visitor could do nothing with it.
    """
    rows = []
    for document in related.documents:
        publication = related.publications.get(document.publication_id)
        address = document.document.url if document.document else document.url
        rows.append(
            DocumentRow(
                title=row_words(words, document, "title"),
                url=publication.get_url(request) if publication else address,
                languages=_languages(document, "languages"),
                note=_("In the library") if publication else "",
                kind=capfirst(document.get_kind_display()),
            )
        )
    named = {document.publication_id for document in related.documents}
    others = [publication for pk, publication in related.publications.items() if pk not in named]
    return [
        *(row for row in rows if row.url),
        *(DocumentRow(title_of(other), other.get_url(request), "", _("In the library")) for other in others),
    ]


def _feeds(words: SessionWords, related: SessionRelated, request: HttpRequest) -> list[FeedRow]:
    """Also of an output that cannot be opened: where it was taken is worth knowing."""
    rows = []
    for document in related.documents:
        event = related.fed.get(document.feeds_session_id)
        named = row_words(words, document, "feeds")
        name = title_of(event) if event and not named else named
        if name:
            rows.append(FeedRow(row_words(words, document, "title"), name, event.get_url(request) if event else ""))
    return rows


def _practices(related: SessionRelated, request: HttpRequest) -> list[DatedRow]:
    return [
        DatedRow(
            when=display_period(practice.starts, practice.ends),
            where=city.name if (city := related.city_of(practice)) else "",
            title=title_of(practice),
            url=practice.get_url(request),
            words=title_of(practice),
            text=intro_of(practice),
            state=Sign(practice.get_status_display(), practice.status),
        )
        for practice in related.discussed()
    ]


def _cities(page: SessionPage, related: SessionRelated, request: HttpRequest) -> list[Link]:
    """By name, each with its country; who was host says so."""

    def note(city: CityPage) -> str:
        country = city.country.name if city.country else ""
        if city.pk != page.host_city_id:
            return country
        return display_list(filter(None, [country, pgettext("city", "host")]))

    return [link_to(city, request, note(city)) for city in related.taking_part()]
