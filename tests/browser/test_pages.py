"""Every page type, in English and Arabic, on desktop and phone: nothing for axe, no sideways scroll, no error."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = {
    "front": "/",
    "browse": "/practices/?theme=housing",
    "practice": "/cities/tangier/{practice}/",
    "cities": "/cities/",
    "city": "/cities/tangier/",
    "sessions": "/sessions/",
    "session": "/sessions/{session}/",
    "pilots": "/pilots/",
    "pilot": "/cities/tangier/{pilot}/",
    "library": "/library/",
    "publication": "/library/{publication}/",
    "agenda": "/agenda/",
    "monitoring": "/monitoring/",
    "which city covers what": "/monitoring/coverage/",
    "about": "/about/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "ask a city": "/ask/tangier/",
    "how a text is reviewed": "/review/",
    "not found": "/no-such-page/",
}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes is tested and not told, in half of the time
}


@pytest.fixture(scope="module")
def slugs(chromium, running_site) -> dict[str, str]:
    """Addresses as the site itself links them."""
    page = chromium.new_page()

    def first(index: str, selector: str) -> str:
        page.goto(running_site + index)
        return page.locator(selector).first.get_attribute("href").rstrip("/").rsplit("/", 1)[-1]

    found = {
        "practice": first("/en/cities/tangier/", "main a[href*='/cities/tangier/']:not([href*='pilot-'])"),
        "pilot": first("/en/cities/tangier/", "main a[href*='/cities/tangier/pilot-']"),
        "session": first("/en/sessions/", "main a[href*='/en/sessions/']"),
        "publication": first("/en/library/", "main a[href^='/en/library/']:not([href*='?'])"),
    }
    page.close()
    return found


@pytest.mark.parametrize("browser_page", ["desktop", "phone"], indirect=True)
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(browser_page, running_site, slugs, name, language):
    address = f"{running_site}/{language}{PAGES[name].format(**slugs)}"

    answer = browser_page.goto(address, wait_until="load")
    found = Axe().run(browser_page, options=RULES).response["violations"]
    sideways = browser_page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert answer.status == (404 if name == "not found" else 200)
    if name == "not found":
        browser_page.complaints.clear()  # the browser itself reports the 404 that was asked for
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
    assert sideways <= 0
    assert browser_page.locator("h1").count() == 1
    assert browser_page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")


MINE = {
    "focal.amman": (
        "/desk/",
        "/desk/requests/",
        "/desk/people/",
        "/desk/settings/",
        "/desk/measurements/",
        "/desk/board/",
    ),
    "mne": (
        "/desk/",
        "/desk/board/",
        "/desk/measurements/",
        "/desk/frameworks/",
        "/desk/evaluations/",
        "/desk/commitments/",
        "/desk/reports/",
        "/desk/files/",
    ),
}


@pytest.mark.parametrize(("browser_page", "language"), [("desktop", "en"), ("phone", "ar")], indirect=["browser_page"])
@pytest.mark.parametrize("who", MINE)
def test_the_pages_of_the_desk_are_sound(browser_page, running_site, language, who):
    browser_page.goto(f"{running_site}/accounts/login/?language={language}&next=/{language}/desk/")
    browser_page.fill("input[name=login]", who)
    browser_page.fill("input[name=password]", "browser-tests")
    browser_page.locator("form.form button[type=submit]").first.click()
    browser_page.wait_for_url(f"{running_site}/{language}/desk/")

    found = {}
    for address in (*(f"/{language}{path}" for path in MINE[who]), "/accounts/", "/accounts/2fa/"):
        browser_page.goto(running_site + address)
        found[address] = [wrong["id"] for wrong in Axe().run(browser_page, options=RULES).response["violations"]]
        found[address] += ["sideways"] * browser_page.evaluate(SIDEWAYS)

    assert {address: wrong for address, wrong in found.items() if wrong} == {}
