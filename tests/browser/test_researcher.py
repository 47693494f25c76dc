"""The researcher's journey: three clicks to what was published in French in 2018, without a word typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

FRENCH = {"en": "French", "ar": "الفرنسية"}
OF_2018_IN_FRENCH = "?lang=fr&year=2018"


def tick(page: Page, facet: str, value: str) -> None:
    page.locator(f"#facet-{facet}").get_by_role("link", name=value, exact=True).click()


def assert_found(page: Page) -> None:
    """What stands there is of that year and has an edition in that language, and there is some."""
    expect(page.locator("#results li.dated").first).to_be_attached()
    said = page.locator("#results li.dated .when").all_text_contents()
    assert said
    assert all("2018" in when and "Français" in when for when in said)


def test_three_clicks_from_the_front_page_reach_the_publications_of_2018_in_french(browser_page, running_site):
    browser_page.goto(f"{running_site}/en/")

    browser_page.locator("header .nav").get_by_role("link", name="Library").first.click()
    tick(browser_page, "lang", "French")
    expect(browser_page.locator("#count")).to_contain_text("20 of 44")
    tick(browser_page, "year", "2018")

    expect(browser_page).to_have_url(f"{running_site}/en/library/{OF_2018_IN_FRENCH}")
    expect(browser_page.locator("#results h3").first).to_be_in_viewport()
    assert_found(browser_page)


@pytest.mark.parametrize("browser_page", ["phone"], indirect=True)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_phone_the_filters_take_three_taps_in_the_library(browser_page, running_site, language):
    browser_page.goto(f"{running_site}/{language}/library/")

    browser_page.locator(".sheet-open").click()
    tick(browser_page, "lang", FRENCH[language])
    expect(browser_page.locator("#f-lang-fr")).to_be_checked()
    tick(browser_page, "year", "2018")

    expect(browser_page.locator("#f-year-2018")).to_be_checked()
    expect(browser_page).to_have_url(f"{running_site}/{language}/library/{OF_2018_IN_FRENCH}")
    assert_found(browser_page)
