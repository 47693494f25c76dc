"""The visitor's journey: two clicks from the front page to what cities did, in their language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

HOUSING = {"en": "Housing", "ar": "السكن"}
NORTHERN_AFRICA = {"en": "Northern Africa", "ar": "شمال أفريقيا"}


def open_filters(page: Page) -> None:
    """On a phone the filters are a sheet behind a button; on a desktop they are there."""
    button = page.locator(".sheet-open")
    if button.is_visible():
        button.click()


def titles(page: Page) -> list[str]:
    return page.locator("main .card h3, main .card h2").all_inner_texts()


@pytest.mark.parametrize("browser_page", ["desktop", "phone"], indirect=True)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_two_clicks_reach_the_practices_on_housing_in_northern_africa(browser_page, running_site, language):
    browser_page.goto(f"{running_site}/{language}/")

    browser_page.get_by_role("link", name=HOUSING[language]).first.click()
    expect(browser_page).to_have_url(f"{running_site}/{language}/practices/?theme=housing")
    open_filters(browser_page)
    browser_page.get_by_role("link", name=NORTHERN_AFRICA[language]).first.click()

    expect(browser_page).to_have_url(f"{running_site}/{language}/practices/?theme=housing&region=015")
    assert titles(browser_page)


def test_the_same_address_shows_the_same_practices_in_every_interface(browser_page, running_site):
    shown = {}
    for language in ("en", "fr", "es", "ar"):
        browser_page.goto(f"{running_site}/{language}/practices/?theme=housing&region=015")
        links = browser_page.locator("main .card h3 a").evaluate_all("found => found.map(one => one.pathname)")
        shown[language] = [path.removeprefix(f"/{language}/") for path in links]

    assert shown["en"]
    assert shown["fr"] == shown["es"] == shown["ar"] == shown["en"]


def test_the_language_switch_stays_on_the_page_and_keeps_the_question(browser_page, running_site):
    browser_page.goto(f"{running_site}/en/practices/?theme=housing")

    browser_page.locator("header a[hreflang=ar]").first.click()

    expect(browser_page).to_have_url(f"{running_site}/ar/practices/?theme=housing")
    assert browser_page.locator("html").get_attribute("lang") == "ar"


def test_browsing_needs_no_script(chromium, running_site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{running_site}/en/practices/?theme=housing")
    before = page.locator("main .card").count()

    with page.expect_navigation():
        page.get_by_role("link", name="Northern Africa").first.click()
    after = page.locator("main .card").count()
    context.close()

    assert 0 < after < before


def test_a_visitor_goes_on_from_a_practice_to_its_city_and_its_sources(browser_page, running_site):
    browser_page.goto(f"{running_site}/en/practices/?theme=housing&region=015")
    with browser_page.expect_navigation():
        browser_page.locator("main .card a").first.click()

    expect(browser_page.locator("h1")).to_be_visible()
    assert browser_page.locator("#sources ~ ol a").count() >= 1
    with browser_page.expect_navigation():
        browser_page.locator("main a[href*='/en/cities/']").first.click()

    expect(browser_page.locator("h1")).to_be_visible()


def test_the_keyboard_alone_reaches_the_content(browser_page, running_site):
    browser_page.goto(f"{running_site}/en/")

    browser_page.keyboard.press("Tab")
    browser_page.keyboard.press("Enter")

    expect(browser_page).to_have_url(f"{running_site}/en/#main")
