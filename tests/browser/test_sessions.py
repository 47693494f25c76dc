"""A session with five places: seven register, two wait, one cancels, the next moves up; the day itself on a phone.

Its two days lie on both sides of the night in which summer time begins. Each test carries on from the one before.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import SIZES

TITLE = "Housing for those who have just arrived"
SLUG = "housing-for-those-who-have-just-arrived"
NAMES = ["Ada", "Bilal", "Chloe", "Dario", "Esma", "Farid", "Gala"]
LANGUAGES = ["en", "fr", "es", "ar", "en", "fr", "ar"]
LINK = re.compile(r"https?://[^/\s]+(/\w\w/registrations/[^\s/]+/)")


def address_of(name: str) -> str:
    return f"{name.lower()}@cities.example.org"


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def wait_for(look: Callable[[], Any], seconds: int = 10) -> Any:
    """Letters leave after the page that caused them was sent."""
    until = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def press(button: Locator) -> None:
    """A click alone comes back while the old page still stands."""
    with button.page.expect_navigation():
        button.click()


def has_calendar(letter: EmailMessage) -> bool:
    return "text/calendar" in {part.get_content_type() for part in letter.walk()}


@pytest.fixture
def own_page(letters, running_site):
    """The person's own page, by the link in the newest letter to them."""

    def find(name: str) -> str:
        newest = wait_for(lambda: next((one for one in reversed(letters()) if one["To"] == address_of(name)), None))
        return running_site + LINK.search(text_of(newest))[1]

    return find


@pytest.fixture
def visit(chromium):
    """A page of somebody who is not signed in."""
    contexts = []

    def new(size: str = "phone", **settings) -> Page:
        contexts.append(chromium.new_context(viewport=SIZES[size], reduced_motion="reduce", **settings))
        return contexts[-1].new_page()

    yield new
    for context in contexts:
        context.close()


def state_of(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_an_organiser_publishes_a_session_and_opens_registration(people, running_site):
    page = people("organiser", "en").page
    page.goto(f"{running_site}/en/desk/write/session/")
    page.fill("#id_title", TITLE)
    for name, typed in {
        "starts": "27/03/2027",
        "starts_at": "10h",
        "ends": "28 March 2027",
        "ends_at": "4:30 pm",
    }.items():
        page.fill(f"#id_{name}", typed)
    page.select_option("#id_kind", "peer-learning")
    page.select_option("#id_timezone", "Europe/Lisbon")
    page.select_option("#id_mode", "in-person")
    for number, (title, at) in enumerate(
        {"Welcome": "27/03/2027 10:00", "What we take home": "28/03/2027 10:00"}.items()
    ):
        page.locator("#id_agenda_items-ADD").click()
        page.fill(f"#id_agenda_items-{number}-title", title)
        page.fill(f"#id_agenda_items-{number}-starts", at)
    people("organiser", "en").press("action-publish")

    page.goto(f"{running_site}/en/desk/sessions/")
    press(page.get_by_role("link", name=TITLE, exact=True))
    press(page.get_by_role("link", name="Settings", exact=True))
    page.get_by_label("Open", exact=True).check()
    page.fill("#id_capacity", "5")
    press(page.get_by_role("button", name="Save"))

    page.goto(f"{running_site}/en/sessions/{SLUG}/")
    expect(page.get_by_role("link", name="Register", exact=True)).to_be_visible()
    expect(page.locator("#programme ~ ol .when time")).to_have_text(["10:00", "10:00"])
    assert "2027-03-27T10:00:00+00:00" in page.locator("#programme ~ ol .when time").first.get_attribute("datetime")
    assert "2027-03-28T10:00:00+01:00" in page.locator("#programme ~ ol .when time").last.get_attribute("datetime")


def test_the_programme_is_printed_with_its_hours_zone_and_place_and_no_navigation(visit, running_site):
    page = visit("desktop")
    page.goto(f"{running_site}/en/sessions/{SLUG}/")
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    text = " ".join("".join(sheet.extract_text() for sheet in sheets).split())

    for words in (TITLE, "27–28 March 2027", "27 March 2027 10:00 Europe/Lisbon", "Welcome", "What we take home"):
        assert words in text, words
    for words in ("Skip to content", "You are here", "Register", "Calendar file", "Sign in", "Practices"):
        assert words not in text, words


@pytest.mark.parametrize(
    ("zone", "language", "hours"),
    [
        ("Europe/Paris", "fr", ["11:00–17:30", "11:00", "11:00"]),
        ("Pacific/Auckland", "en", ["27 March 23:00 – 29 March 04:30", None, None]),
        ("Pacific/Auckland", "ar", [None, "23:00", "22:00"]),
        ("Europe/London", "en", []),
    ],
)
def test_hours_are_also_told_in_the_time_zone_of_the_visitor_where_it_is_another(
    visit, running_site, zone, language, hours
):
    page = visit(timezone_id=zone)
    page.goto(f"{running_site}/{language}/sessions/{SLUG}/")

    shown = page.locator(".own-hours:visible").all_inner_texts()

    assert len(shown) == len(hours)
    for told, expected in zip(shown, hours, strict=True):
        assert zone in told
        assert told.startswith(expected or "")
    expect(page.locator("#programme ~ ol .when time").first).to_have_text("10:00")


def test_seven_register_and_the_last_two_wait(visit, own_page, running_site):
    states = {}
    for name, language in zip(NAMES, LANGUAGES, strict=True):
        page = visit()
        page.goto(f"{running_site}/{language}/sessions/{SLUG}/register/")
        page.fill("[name=email]", address_of(name))
        page.fill("[name=name-field]", name)
        page.fill("[name=place]", "Sfax")
        page.check("[name=consent]")
        press(page.locator("main form.form button[type=submit]"))
        page.goto(own_page(name))
        press(page.locator("button[value=confirm]"))
        states[name] = state_of(page)

    assert states["Ada"] == states["Esma"] == "You have a place"
    assert states["Farid"] == "Vous êtes sur la liste d’attente"
    assert states["Gala"] != states["Dario"]


def test_one_cancels_and_the_next_is_told_and_accepts(visit, own_page, letters):
    page = visit()
    page.goto(own_page("Bilal"))
    press(page.locator("button[value=cancel]"))
    press(page.locator("button[value=cancel]"))  # asked once

    offered = visit()
    offered.goto(own_page("Farid"))
    press(offered.locator("button[value=accept]"))

    assert state_of(offered) == "Vous avez une place"
    told = lambda: [one for one in letters() if one["To"] == address_of("Farid") and has_calendar(one)]  # noqa: E731
    assert len(wait_for(told)) == 1


def test_attendance_is_taken_on_a_phone_and_who_was_absent_is_written_to(people, letters, running_site):
    organiser = people("organiser", "en")
    page = organiser.page
    page.goto(f"{running_site}/en/desk/sessions/")
    press(page.get_by_role("link", name=TITLE, exact=True))
    desk = urlsplit(page.url).path.rstrip("/")
    page.set_viewport_size(SIZES["phone"])
    page.goto(f"{running_site}{desk}/attendance/")
    for name, answer in {"Ada": "yes", "Chloe": "yes", "Dario": "no"}.items():
        press(page.locator("li", has_text=name).locator(f"button[name=attended][value={answer}]"))
    page.goto(f"{running_site}{desk}/attendance/")
    pressed = page.locator("li", has_text="Dario").locator("button[aria-pressed=true]")
    expect(pressed).to_have_attribute("value", "no")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.set_viewport_size(SIZES["desktop"])
    page.goto(f"{running_site}{desk}/registrations/")
    page.select_option("[name=format]", "csv")
    with page.expect_download() as download:
        page.locator("#file ~ form button[type=submit]").first.click()
    rows = download.value.path().read_text("utf-8-sig").splitlines()
    before = letters()
    page.goto(f"{running_site}{desk}/write/")
    page.select_option("[name=group]", "absent")
    page.fill("[name=subject]", "We missed you")
    page.fill("[name=text]", "The minutes are on the page.")
    press(page.get_by_role("button", name="Preview"))
    press(page.get_by_role("button", name="Send", exact=True))

    assert any("Ada" in row and address_of("Ada") in row for row in rows)
    sent = wait_for(lambda: letters()[len(before) :])
    assert [one["To"] for one in sent] == [address_of("Dario")]


def test_nobody_else_sees_any_of_it(people, visit, running_site):
    organiser = people("organiser", "en").page
    organiser.goto(f"{running_site}/en/desk/sessions/")
    press(organiser.get_by_role("link", name=TITLE, exact=True))
    desk = urlsplit(organiser.url).path
    parts = ["", "registrations/", "attendance/", "feedback/", "settings/", "team/", "write/"]

    for name in ("editor", "official.tangier", "focal.tangier", "mne"):
        page = people(name, "en").page
        statuses = [page.request.get(f"{running_site}{desk}{part}").status for part in parts]
        assert statuses == [404] * len(parts), name
    stranger = visit()
    for part in parts:
        stranger.goto(f"{running_site}{desk}{part}")
        assert "/accounts/login/" in stranger.url
    public = stranger.request.get(f"{running_site}/en/sessions/{SLUG}/").text()
    assert not any(name in public or address_of(name) in public for name in NAMES)
