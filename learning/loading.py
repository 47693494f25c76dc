"""How sessions, the other events of the agenda, and publications are loaded."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from wagtail.models import Page

from cities.loading import PHASE, organisations
from cities.models import LANGUAGES_OF_WORK, CityPage, Phase
from core.models import Country, Theme
from core.partial_date_forms import NotADateError
from core.partial_dates import PartialDate
from intake.files import Programme, Record
from intake.kinds import register
from intake.pages import PageKind
from intake.phrases import ORIGINAL_TITLE, first_sentence, notes, original_title, sources, titles
from intake.references import known_by
from intake.row_ids import ROW
from practices.models import PracticePage

from .models import (
    AgendaItem,
    LibraryPage,
    PublicationPage,
    Recommendation,
    SessionDesk,
    SessionDocument,
    SessionIndexPage,
    SessionOrganiser,
    SessionPage,
)
from .speakers import validate_speakers

ORGANISERS = {
    "organisers": "",  # as the table says
    "hosts": SessionOrganiser.Role.HOST,
    "supporters": SessionOrganiser.Role.SUPPORTER,
}
ROLES = {"funder": SessionOrganiser.Role.FUNDER, "partner": SessionOrganiser.Role.PARTNER}

WRITTEN_IN = "en"  # the files' own language

known_by(Recommendation, "words")


def languages(record: Record, field: str = "languages") -> list[str]:
    """Codes of languages; an unknown one is refused."""
    known = dict(LANGUAGES_OF_WORK)
    found = record.codes(field)
    for code in found:
        if code not in known:
            record.refuse(field, f"“{code}” is no language that we know")
    return [code for code in found if code in known]


class MeetingKind(PageKind):
    """What sessions of the programme and other events have in common."""

    model = SessionPage
    added = (
        *ORIGINAL_TITLE,
        "expectations",
        "participant_kinds",
        "broad_themes",
        "agenda_items",
        "objectives",
        "conclusions",
        "timezone",
        "cities",
    )

    def parent(self, record: Record) -> Page | None:
        return SessionIndexPage.objects.first()

    def slug(self, record: Record) -> str:
        return record.id

    def common(self, record: Record) -> dict[str, Any]:
        summary = record.text("summary")
        return {
            "title": record.text("title", required=True),
            **original_title(record),
            "intro": first_sentence(summary),
            "summary": summary,
            "themes": record.references("themes", Theme),
            "country": record.reference("country_iso2", Country),
            "timezone": record.text("time_zone"),
            "starts": self._starts(record),
            "ends": record.date("end_date"),
            "participants": record.integer("participants_count"),
            "objectives": "\n".join(record.texts("objectives")),
            "expectations": "\n".join(record.texts("expectations")),
            "conclusions": record.text("conclusions"),
            "participant_kinds": "\n".join(record.texts("participants_who")),
            "broad_themes": [_broad_theme(part) for part in record.parts("broad_themes")],
            "agenda_items": [_agenda_item(part) for part in record.parts("programme_items")],
            "organisers": [
                row | ({"role": role} if role else {})
                for field, role in ORGANISERS.items()
                for row in organisations(record, field, ROLES)
            ],
            "documents": [_document(part) for part in record.parts("outputs")],
        }

    def _starts(self, record: Record) -> str:
        """The date, or the words that the file has in its place."""
        if record.has("start_date") or not record.has("date_text"):
            return record.date("start_date")
        try:
            return PartialDate.read(record.text("date_text")).stored
        except NotADateError as error:
            record.refuse("date_text", str(error))
            return ""

    def write(self, record: Record, instance: Page, state: dict) -> None:
        """With a desk of its own, which is the team's from then on."""
        super().write(record, instance, state)
        known = {"status": self._status(record), "contact_role": record.text("contact_role")}
        SessionDesk.objects.get_or_create(session=instance, defaults=known)

    def _status(self, record: Record) -> str:
        """What lies before the day on which the files were written has been held; so has what has no date."""
        written = record.programme.meta(record.file).date("generated")
        return SessionDesk.Status.PLANNED if record.date("start_date") > written else SessionDesk.Status.HELD


def _document(part: Record) -> dict[str, Any]:
    return {
        ROW: part,
        "title": part.text("title", required=True),
        "languages": languages(part),
        "publication": part.reference("publication_id", PublicationPage),
        "kind": _choice(part, "kind", SessionDocument.Kind),
        "feeds": part.text("feeds"),
        "feeds_session": part.reference("feeds_id", SessionPage),
    }


def _broad_theme(part: Record) -> dict[str, Any]:
    return {ROW: part, "title": part.text("title", required=True), "text": part.text("text")}


def _agenda_item(part: Record) -> dict[str, Any]:
    return {
        ROW: part,
        "title": part.text("title", required=True),
        "kind": _choice(part, "kind", AgendaItem.Kind) or AgendaItem.Kind.TALK,
        "starts": _moment(part, "starts"),
        "ends": _moment(part, "ends"),
        "who_speaks": _speakers(part),
        "city": part.reference("city", CityPage),
        "practice": part.reference("practice", PracticePage),
    }


def _choice(part: Record, field: str, choices: type[TextChoices]) -> str:
    """One of the field's own codes; an unknown one is refused."""
    found = part.text(field)
    if found and found not in choices:
        part.refuse(field, f"“{found}” is none of {', '.join(choices.values)}")
        return ""
    return found


def _moment(part: Record, field: str) -> str | None:
    """A day and hour with its distance from UTC: 2017-11-16T09:00+01:00."""
    if not part.has(field):
        return None
    try:
        return datetime.fromisoformat(part.text(field)).astimezone(UTC).isoformat()
    except ValueError:
        part.refuse(field, f"“{part.text(field)}” is no moment, for example 2017-11-16T09:00+01:00")
        return None


def _speakers(part: Record) -> str:
    text = "\n".join(part.texts("speakers"))
    try:
        validate_speakers(text)
    except ValidationError as error:
        part.refuse("speakers", " ".join(error.messages))
    return text


class SessionKind(MeetingKind):
    name = "sessions"
    order = 50
    file = "sessions.json"

    def check(self, programme: Programme) -> None:
        """Practices may only name sessions that there are."""
        ids = {record.id for record in self.records(programme)}
        programme.refuse_unknown("practices.json", "related_sessions", ids, "session")

    def facts(self, record: Record) -> dict[str, Any]:
        number = record.integer("phase", required=True)
        practices = record.programme.naming("practices.json", "related_sessions", record.id)
        return {
            **self.common(record),
            "kind": record.code("type", "session_kind", required=True),
            "theme_line": record.text("theme"),
            "phase": next(iter(record.known("phase", Phase, [str(number)] if number else [])), None),
            "host_city": record.reference("host_city", CityPage),
            "place": ", ".join(filter(None, [record.text("venue"), record.text("host_place")])),
            "mode": record.code("format", "mode"),
            "method": "\n".join(record.texts("methods")),
            "cities": record.references("participating_cities", CityPage),
            "other_participants": "\n".join(record.texts("other_participants")),
            "practices": record.known("related_sessions", PracticePage, practices),
            "sources": sources(record, *_events_of(record)),
            "editor_note": notes(record, sequence="Number in the series", note="Note"),
        }


def _events_of(session: Record) -> list[Record]:
    """The events of the agenda that are this session."""
    return [event for event in session.programme.records("events.json") if event.text("session_id") == session.id]


class EventKind(MeetingKind):
    """Events beside the programme: no phase, and nothing that is a session already. Whom to ask stays out."""

    name = "events"
    order = 51
    file = "events.json"

    def records(self, programme: Programme) -> list[Record]:
        return [one for one in super().records(programme) if not one.has("session_id") and _kind(one) != PHASE]

    def check(self, programme: Programme) -> None:
        """An event may not have the id of a session, nor be one that does not exist."""
        sessions = {record.id for record in programme.records("sessions.json")}
        for event in super().records(programme):
            if event.has("session_id") and event.text("session_id") not in sessions:
                event.refuse("session_id", f"there is no session “{event.text('session_id')}”")
            if event.id in sessions:
                event.refuse("id", "is the id of a session too")

    def facts(self, record: Record) -> dict[str, Any]:
        if not record.has("start_date"):
            record.refuse("start_date", "is missing")
        if not _kind(record):
            record.refuse_words("title", "event_title", record.text("title"))
        place = record.text("place")
        return {
            **self.common(record),
            "kind": _kind(record),
            "host_city": _city_called(record, place),
            "place": ", ".join(filter(None, [record.text("room"), place])),
            "working_languages": languages(record),
            "cities": record.references("participating_cities", CityPage),
            "alternative_titles": titles(record),
            "sources": sources(record),
            "editor_note": _event_note(record),
        }


def _event_note(record: Record) -> str:
    return notes(
        record,
        contradictions="Contradiction",
        seed_date="Date in the archive",
        seed_place="Place in the archive",
        place_note="Place",
        evidence="Evidence",
        note="Note",
    )


def _kind(event: Record) -> str:
    """As the file calls it, else as its title does; empty when neither says."""
    if event.has("kind"):
        return event.code("kind", "event_kind")
    return (event.programme.tables.part("event_title", event.text("title")) or {}).get("code", "")


def _city_called(event: Record, place: str) -> str | None:
    """The city of the files whose name ends the place ("Lamot, Mechelen"), in the same country."""
    name, country = place.rpartition(",")[2].strip(), event.text("country_iso2")
    for city in event.programme.records("cities.json"):
        if name and city.part("name").text("en") == name and city.text("country_iso2") == country:
            return city.id
    return None


class PublicationKind(PageKind):
    name = "publications"
    order = 52
    file = "publications.json"
    model = PublicationPage
    added = ORIGINAL_TITLE

    def parent(self, record: Record) -> Page | None:
        return LibraryPage.objects.first()

    def slug(self, record: Record) -> str:
        return record.id

    def check(self, programme: Programme) -> None:
        """Practices may only name publications that there are."""
        ids = {record.id for record in self.records(programme)}
        programme.refuse_unknown("practices.json", "related_publications", ids, "publication")

    def facts(self, record: Record) -> dict[str, Any]:
        practices = record.programme.naming("practices.json", "related_publications", record.id)
        session = record.reference("session", SessionPage) or record.reference("launched_at", SessionPage)
        language = _title_language(record)
        return {
            "title": record.text("title", required=True),
            **original_title(record),
            "language": language,
            "alternative_titles": titles(record),
            "summary": "\n".join(record.texts("facts")),
            "contents": _contents(record) if language == WRITTEN_IN else "",
            "kind": record.code("type", "publication_kind", required=True),
            "year": record.integer("year"),
            "author": record.text("author"),
            "identifier": record.text("identifier"),
            "cities": [city for city in [record.reference("city", CityPage)] if city],
            "session": session,
            "practices": record.known("related_publications", PracticePage, practices),
            "editions": _editions(record),
            "publishers": organisations(record, "publisher", {}),
            "recommendations": [{"words": words} for words in record.texts("headings_seen")],
            "sources": _sources(record),
            "editor_note": _note(record),
        }


def _title_language(record: Record) -> str:
    """The files are written in English; a few titles are left as they are, and the table names them."""
    if record.has("original_title"):
        return WRITTEN_IN
    known = record.programme.tables.entry("title_language", record.text("title"))
    return known["code"] if known else WRITTEN_IN


def _contents(record: Record) -> str:
    fields = ("contents", "structure", "fields_on_page", "blocks", "principles")
    return "\n".join(line for field in fields for line in record.texts(field))


def _note(record: Record) -> str:
    return notes(
        record,
        date="Date",
        month="Month",
        year_note="Year",
        languages_note="Languages",
        contradiction="Contradiction",
        note="Note",
        **({} if _title_language(record) == WRITTEN_IN else {"structure": "Contents"}),
    )


def _editions(record: Record) -> list[dict[str, Any]]:
    """One for each language; the address is that of one of them."""
    url, found = record.address("url"), languages(record)
    shown = _page_language(record, url, found)
    return [{"language": code, "url": url if code == shown else ""} for code in found]


def _page_language(record: Record, url: str, found: list[str]) -> str:
    """The only language, or the one in the address (/fr/), or what the table says of this address."""
    if len(found) < 2 or not url:
        return next(iter(found), "")
    in_address = [code for code in found if code in url.split("/")]
    return in_address[0] if in_address else record.entry("url", "page_language", url).get("code", "")


def _sources(record: Record) -> list[dict[str, str]]:
    """With the address of the publication itself when no edition can have it."""
    found = sources(record)
    urls = {source["url"] for source in found}
    lost = record.address("url") if not languages(record) else ""
    return found + ([{"label": "", "url": lost}] if lost and lost not in urls else [])


register(SessionKind(), EventKind(), PublicationKind())
