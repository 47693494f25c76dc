"""The pictures of README and docs, taken from the running site, so that they stay true: `make screenshots`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).with_name("pictures")
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PICTURES = {
    "front-en": ("/en/", DESKTOP, "light"),
    "front-ar": ("/ar/", DESKTOP, "light"),
    "front-ar-phone": ("/ar/", PHONE, "light"),
    "browse-en": ("/en/practices/?theme=housing", DESKTOP, "light"),
    "browse-fr-phone": ("/fr/practices/?theme=housing", PHONE, "light"),
    "city-en": ("/en/cities/tangier/", DESKTOP, "light"),
    "city-ar-phone": ("/ar/cities/tangier/", PHONE, "light"),
    "practice-en": ("{practice}", DESKTOP, "light"),
    "practice-en-dark": ("{practice}", DESKTOP, "dark"),
}


def main(address: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        practice = _first_practice(browser, address)
        for name, (path, size, scheme) in PICTURES.items():
            page = browser.new_page(viewport=size, color_scheme=scheme)
            page.goto(address + path.format(practice=practice), wait_until="networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
            sys.stdout.write(f"{name}.png\n")
        browser.close()


def _first_practice(browser: Browser, address: str) -> str:
    page = browser.new_page()
    page.goto(f"{address}/en/cities/tangier/")
    link = page.locator("main a[href*='/cities/tangier/']:not([href*='pilot-'])").first
    path = link.get_attribute("href")
    page.close()
    return path


if __name__ == "__main__":
    main(sys.argv[1])
