"""The pictures of README and docs, taken from the running site, so that they stay true: `make screenshots`.

`SAMPLE_PASSWORD` must be what the site was started with: some pictures are of what only signed-in people see.
"""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).with_name("pictures")
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
NOBODY = ""
PICTURES = {
    "front-en": ("/en/", DESKTOP, "light", NOBODY),
    "front-ar": ("/ar/", DESKTOP, "light", NOBODY),
    "front-ar-phone": ("/ar/", PHONE, "light", NOBODY),
    "browse-en": ("/en/practices/?theme=housing", DESKTOP, "light", NOBODY),
    "browse-fr-phone": ("/fr/practices/?theme=housing", PHONE, "light", NOBODY),
    "city-en": ("/en/cities/tangier/", DESKTOP, "light", NOBODY),
    "city-ar-phone": ("/ar/cities/tangier/", PHONE, "light", NOBODY),
    "practice-en": ("{practice}", DESKTOP, "light", NOBODY),
    "practice-en-dark": ("{practice}", DESKTOP, "dark", NOBODY),
    "desk-en": ("/en/desk/", DESKTOP, "light", "focal.tangier"),
    "desk-ar-phone": ("/ar/desk/", PHONE, "light", "focal.amman"),
    "desk-fr": ("/fr/desk/", DESKTOP, "light", "focal.tunis"),
    "desk-es": ("/es/desk/", DESKTOP, "light", "official.lisbon"),
    "writing-en": ("/en/desk/write/", DESKTOP, "light", "official.lisbon"),
    "writing-fr": ("/fr/desk/write/", DESKTOP, "light", "official.tunis"),
    "writing-es": ("/es/desk/write/", DESKTOP, "light", "official.lisbon"),
    "reviewing-en": ("/en/review/", DESKTOP, "light", NOBODY),
    "reviewing-fr": ("/fr/review/", DESKTOP, "light", NOBODY),
    "reviewing-es": ("/es/review/", DESKTOP, "light", NOBODY),
    "confirming-en": ("/en/desk/confirm/{pk}/", DESKTOP, "light", "focal.tangier"),
    "confirming-fr": ("/fr/desk/confirm/{pk}/", DESKTOP, "light", "focal.tangier"),
    "confirming-es": ("/es/desk/confirm/{pk}/", DESKTOP, "light", "focal.tangier"),
    "translating-en": (
        "/admin/pages/add/practices/practicetranslation/{pk}/?into=ar",
        DESKTOP,
        "light",
        "translator",
    ),
    "translating-fr": (
        "/admin/pages/add/practices/practicetranslation/{pk}/?into=fr",
        DESKTOP,
        "light",
        "official.tangier",
    ),
    "translating-es": (
        "/admin/pages/add/practices/practicetranslation/{pk}/?into=es",
        DESKTOP,
        "light",
        "official.tangier",
    ),
    "translations-en": ("/admin/translations/", DESKTOP, "light", "translator"),
    "monitoring-en": ("/en/monitoring/", DESKTOP, "light", NOBODY),
    "monitoring-ar-phone": ("/ar/monitoring/", PHONE, "light", NOBODY),
    "framework-en": ("/en{framework}", DESKTOP, "light", "mne"),
    "measuring-en": ("/en{measure}", DESKTOP, "light", "official.tangier"),
    "measuring-fr": ("/fr{measure}", DESKTOP, "light", "official.tangier"),
    "measuring-es": ("/es{measure}", DESKTOP, "light", "official.tangier"),
    "board-en": ("/en/desk/board/?city=tangier", DESKTOP, "light", "mne"),
    "board-fr": ("/fr/desk/board/?city=tangier", DESKTOP, "light", "mne"),
    "board-es": ("/es/desk/board/?city=tangier", DESKTOP, "light", "mne"),
}


def main(address: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        practice, pk = _first_practice(browser, address)
        framework, measure = _something_to_report(browser, address)
        for name, (path, size, scheme, who) in PICTURES.items():
            page = browser.new_page(viewport=size, color_scheme=scheme)
            if who:
                _sign_in(page, address, who, name.split("-")[1])
            place = path.format(practice=practice, pk=pk, framework=framework, measure=measure)
            page.goto(address + place, wait_until="networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
            sys.stdout.write(f"{name}.png\n")
        browser.close()


def _sign_in(page: Page, address: str, who: str, language: str) -> None:
    """As one of the sample people; their password is the one the site was started with."""
    page.goto(f"{address}/accounts/login/?language={language}&next=/{language}/desk/")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", os.environ["SAMPLE_PASSWORD"])
    page.locator("form.form button[type=submit]").first.click()
    page.wait_for_url(f"{address}/{language}/desk/")


def _first_practice(browser: Browser, address: str) -> tuple[str, str]:
    """A practice of Tangier: its address, and its key as the question to its city has it."""
    page = browser.new_page()
    page.goto(f"{address}/en/cities/tangier/")
    link = page.locator("main a[href*='/cities/tangier/']:not([href*='pilot-'])").first
    path = link.get_attribute("href")
    page.goto(address + path)
    key = page.locator("a[href*='about=']").first.get_attribute("href").rsplit("about=", 1)[1]
    page.close()
    return path, key


def _something_to_report(browser: Browser, address: str) -> tuple[str, str]:
    """The framework of phase two, and a value of last year that Tangier is asked for: asked for now, if nobody did."""
    year = date.today().year - 1
    page = browser.new_page()
    _sign_in(page, address, "mne", "en")
    page.goto(f"{address}/en/desk/frameworks/")
    phase = page.get_by_role("link", name="MC2CM phase 2").get_attribute("href")
    page.get_by_role("link", name="TangerAccueil").click()
    page.get_by_role("link", name="Periods", exact=True).click()
    page.fill("[name=starts]", f"{year}-01-01")
    page.fill("[name=ends]", f"{year}-12-31")
    with page.expect_navigation():
        page.get_by_role("button", name="Create periods").click()
    page.close()
    page = browser.new_page()
    _sign_in(page, address, "official.tangier", "en")
    page.goto(f"{address}/en/desk/measurements/?state=due")
    value = page.locator("main a[href*='/desk/measure/']").first.get_attribute("href")
    page.close()
    return phase.removeprefix("/en"), value.removeprefix("/en")


if __name__ == "__main__":
    main(sys.argv[1])
