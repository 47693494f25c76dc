"""Calendar files: what two libraries read back, across a change of the clocks, in four languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
import vobject
from icalendar import Calendar

from learning.calendar_files import Method, calendar_file, uid_of
from learning.models import Registration, SessionDesk, SessionPage
from tests import factories
from tests.pages import has

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
TITLES = {
    "en": "Housing; for newcomers, and all",
    "fr": "Le logement des nouveaux arrivants, à l’échelle d’une ville",
    "es": "Vivienda para recién llegados",
    "ar": "السكن للوافدين الجدد: كيف تبدأ المدينة، وبمن؟",
}


@pytest.fixture
def session(site) -> SessionPage:
    """Two days in Lisbon, between which summer time begins."""
    page = factories.session(
        TITLES["en"],
        starts="2027-03-27",
        starts_at=time(10),
        ends="2027-03-28",
        ends_at=time(16, 30),
        timezone="Europe/Lisbon",
        place="Praça do Município",
        status="planned",
    )
    for language in ("fr", "es", "ar"):
        factories.translate(page, language, TITLES[language], place="Praça do Município")
    return page


@LANGUAGES
def test_a_session_is_read_back_as_it_is_held(client, session, language):
    answer = client.get(f"/{language}/sessions/{session.slug}/session.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == TITLES[language]
    assert event["location"] == "Praça do Município"
    assert event["dtstart"].dt.astimezone(UTC) == datetime(2027, 3, 27, 10, tzinfo=UTC)
    assert event["dtend"].dt.astimezone(UTC) == datetime(2027, 3, 28, 15, 30, tzinfo=UTC)


@LANGUAGES
def test_a_second_library_finds_it_valid_and_reads_the_same(client, session, language):
    read = vobject.readOne(client.get(f"/{language}/sessions/{session.slug}/session.ics").content.decode())

    assert read.validate(raiseException=True)
    assert read.vevent.summary.value == TITLES[language]
    assert read.vevent.dtstart.value.astimezone(UTC) == datetime(2027, 3, 27, 10, tzinfo=UTC)
    assert read.vevent.dtend.value.astimezone(UTC) == datetime(2027, 3, 28, 15, 30, tzinfo=UTC)
    assert read.vtimezone.tzid.value == "Europe/Lisbon"


def test_lines_are_no_longer_than_75_bytes(client, session):
    content = client.get(f"/ar/sessions/{session.slug}/session.ics").content

    assert content.endswith(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_without_hours_it_is_whole_days(client, session):
    SessionPage.objects.update(starts_at=None, ends_at=None)

    (event,) = Calendar.from_ical(client.get(f"/en/sessions/{session.slug}/session.ics").content).walk("VEVENT")

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 3, 27), date(2027, 3, 29))


def test_a_change_and_a_cancellation_are_of_the_same_entry(session):
    registration = Registration(session=session, name="A", email="a@example.org", language="en")
    first = calendar_file(session, Method.REQUEST, registration=registration)
    SessionDesk.objects.filter(session=session).update(sequence=1, joining_url="https://example.org/join")
    session = SessionPage.objects.get(pk=session.pk)

    changed = calendar_file(session, Method.REQUEST, registration=registration)
    cancelled = calendar_file(session, Method.CANCEL, registration=registration)

    read = [Calendar.from_ical(text) for text in (first, changed, cancelled)]
    events = [calendar.walk("VEVENT")[0] for calendar in read]
    assert [str(calendar["method"]) for calendar in read] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {str(event["uid"]) for event in events} == {uid_of(session)}
    assert [event["sequence"] for event in events] == [0, 1, 1]
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert "https://example.org/join" in events[1]["description"]
    assert "https://example.org/join" not in events[2]["description"]
    assert "https://example.org/join" not in calendar_file(session)


def test_hostile_words_stay_words(client, session):
    SessionPage.objects.update(place="Hall\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT")

    (event,) = Calendar.from_ical(client.get(f"/en/sessions/{session.slug}/session.ics").content).walk("VEVENT")

    assert "ATTENDEE:mailto" in event["location"]
    assert "attendee" not in event


def test_the_feed_has_what_comes_and_no_draft(client, session, django_assert_max_num_queries):
    factories.session("A draft", starts="2027-05-01", live=False, status="planned")
    factories.session("Some day", starts="2027", status="planned")
    factories.session("Long ago", starts="2016-03-01")

    with django_assert_max_num_queries(8):
        answer = client.get("/en/sessions/calendar.ics")

    assert [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")] == [TITLES["en"]]


@pytest.mark.parametrize("facts", [{"live": False}, {"starts": "2027"}])
def test_what_is_no_ones_business_or_has_no_day_has_no_file(client, site, facts):
    session = factories.session("Not yet", **{"starts": "2027-05-01", **facts})

    assert client.get(f"/en/sessions/{session.slug}/session.ics").status_code == 404


def test_the_page_leads_to_the_file_while_the_session_is_to_come(client, site):
    coming = factories.session(starts="2127-03-27", status="planned")
    over = factories.session(starts="2016-03-27")

    assert has(client.get(coming.get_url()), f"a[href='/en/sessions/{coming.slug}/session.ics']")
    assert not has(client.get(over.get_url()), f"a[href='/en/sessions/{over.slug}/session.ics']")
