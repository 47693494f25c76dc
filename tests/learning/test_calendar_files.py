"""Calendar files: what three libraries read back, across a change of the clocks, in four languages."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import vobject
from django.utils import translation
from icalendar import Calendar

from accounts.models import User
from learning.calendar_files import Method, calendar_file, uid_of
from learning.models import Registration, SessionDesk, SessionPage
from learning.registering import places_of
from learning.running import announce_changes, cancel_session
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


# --- ical.js, by which Thunderbird reads calendars -------------------------------------------------------------------
def read_by_ical_js(*texts: str) -> list[dict]:
    """What it says of each file; Node runs it."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("No Node found (Debian: apt-get install nodejs); ical.js did not read the calendar files.")
    script = str(Path(__file__).parent / "icaljs" / "read.mjs")
    done = subprocess.run([node, script], input=json.dumps(texts), capture_output=True, text=True, check=True)  # noqa: S603 (ours)
    return json.loads(done.stdout)


@LANGUAGES
def test_ical_js_reads_the_same_and_what_it_writes_again_is_read_back(client, session, language):
    (read,) = read_by_ical_js(client.get(f"/{language}/sessions/{session.slug}/session.ics").content.decode())

    assert read["method"] is None, "with PUBLISH it would have to name an organiser (RFC 5546)"
    assert read["entries"] == [
        {
            "uid": uid_of(session),
            "sequence": 0,
            "status": "CONFIRMED",
            "summary": TITLES[language],
            "location": "Praça do Município",
            "starts": "2027-03-27T10:00:00.000Z",
            "ends": "2027-03-28T15:30:00.000Z",
            "clock": ["2027-03-27T10:00:00", "2027-03-28T16:30:00"],
            "zone": "Europe/Lisbon",
        }
    ]
    (event,) = Calendar.from_ical(read["written"]).walk("VEVENT")
    assert event["summary"] == TITLES[language]
    assert event["dtstart"].dt.astimezone(UTC) == datetime(2027, 3, 27, 10, tzinfo=UTC)
    assert event["dtend"].dt.astimezone(UTC) == datetime(2027, 3, 28, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "moments"),
    [
        ("Africa/Casablanca", ("2027-03-27T09:00:00.000Z", "2027-03-28T15:30:00.000Z")),
        ("America/New_York", ("2027-03-27T14:00:00.000Z", "2027-03-28T20:30:00.000Z")),
        ("", ("2027-03-27T10:00:00.000Z", "2027-03-28T16:30:00.000Z")),
    ],
)
def test_ical_js_reads_the_hours_of_other_zones(client, session, zone, moments):
    """Morocco's clocks do not change in March, but around Ramadan; without a zone it is UTC."""
    SessionPage.objects.update(timezone=zone)

    (read,) = read_by_ical_js(client.get(f"/en/sessions/{session.slug}/session.ics").content.decode())

    assert (read["entries"][0]["starts"], read["entries"][0]["ends"]) == moments


@LANGUAGES
def test_ical_js_knows_a_change_and_a_cancellation_by_the_entry_they_are_of(session, language):
    """As they are sent: each step with one number more."""
    registration = Registration(session=session, name="A", email="a@example.org", language=language)
    lead = User.objects.create(username="lead")

    def written(method: Method) -> str:
        registration.session = SessionPage.objects.get(pk=session.pk)
        with translation.override(language):
            return calendar_file(registration.session, method, registration=registration)

    with places_of(session):  # from now on changes are announced
        files = [written(Method.REQUEST)]
    SessionPage.objects.update(starts="2027-03-28", starts_at=time(9), ends="2027-03-29")
    announce_changes(session=SessionPage.objects.get(pk=session.pk))
    files.append(written(Method.REQUEST))
    cancel_session(session=SessionPage.objects.get(pk=session.pk), by=lead)
    files.append(written(Method.CANCEL))

    read = read_by_ical_js(*files)

    entries = [one["entries"][0] for one in read]
    assert [one["method"] for one in read] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {entry["uid"] for entry in entries} == {uid_of(session)}
    assert [entry["sequence"] for entry in entries] == [0, 1, 2]
    assert [entry["status"] for entry in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert {entry["summary"] for entry in entries} == {TITLES[language]}
    assert [entry["starts"] for entry in entries] == ["2027-03-27T10:00:00.000Z", *["2027-03-28T08:00:00.000Z"] * 2]


def test_each_change_of_the_clocks_stands_in_a_part_of_its_own(client, session):
    """Of several in one part ical.js passes over the first."""
    calendar = Calendar.from_ical(client.get(f"/en/sessions/{session.slug}/session.ics").content)

    (zone,) = calendar.walk("VTIMEZONE")
    assert list(zone) == ["TZID"], "RFC 5545 allows little else, and no COMMENT"
    days = [(part.name, part["dtstart"].dt.date()) for part in zone.subcomponents if part["dtstart"].dt.month > 1]
    assert not any("rdate" in part or "rrule" in part for part in zone.subcomponents)
    assert sorted(days) == [
        ("DAYLIGHT", date(2027, 3, 28)),
        ("DAYLIGHT", date(2028, 3, 26)),
        ("STANDARD", date(2027, 10, 31)),
        ("STANDARD", date(2028, 10, 29)),
    ]


def test_ical_js_reads_all_of_the_feed(client, session):
    factories.session("In Tunis", starts="2027-06-01", starts_at=time(9), timezone="Africa/Tunis", status="planned")

    (read,) = read_by_ical_js(client.get("/en/sessions/calendar.ics").content.decode())

    starts = {entry["summary"]: entry["starts"] for entry in read["entries"]}
    assert starts == {TITLES["en"]: "2027-03-27T10:00:00.000Z", "In Tunis": "2027-06-01T08:00:00.000Z"}


# --- what it says ---------------------------------------------------------------------------------------------------
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
