"""What people type: a need in Spanish, a city in Arabic, a name with a letter too many; on desktop and phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

EVERYWHERE = pytest.mark.parametrize("browser_page", ["desktop", "phone"], indirect=True)


def practices_of(page: Page) -> str:
    """How many there are before anything is asked: other files of tests publish practices on the same site."""
    return re.search(r"\d+", page.locator("#count").inner_text()).group()


def search(page: Page, words: str) -> None:
    """As visitors do: into the box, then Enter."""
    box = page.get_by_role("searchbox")
    box.fill(words)
    box.press("Enter")


@EVERYWHERE
def test_a_visitor_searches_in_spanish_and_takes_the_filter_that_is_offered(browser_page, running_site):
    browser_page.goto(f"{running_site}/es/practices/")
    there_are = practices_of(browser_page)

    search(browser_page, "refugiados vivienda")
    offered = browser_page.locator("#found .chip", has_text="Tema: Vivienda")
    expect(offered).to_be_visible()
    expect(browser_page.locator("#found h3", has_text="NAUSICA")).to_be_visible()
    number = offered.locator(".count").inner_text()
    offered.click()

    expect(browser_page.locator("#count")).to_contain_text(f"{number} de {there_are}")
    expect(browser_page).to_have_url(f"{running_site}/es/practices/?q=refugiados+vivienda&theme=housing")


@EVERYWHERE
def test_a_city_is_found_by_its_arabic_name_in_everything_there_is(browser_page, running_site):
    browser_page.goto(f"{running_site}/ar/")
    browser_page.locator("header a[href$='/search/']").first.click()
    browser_page.wait_for_url("**/ar/search/")

    search(browser_page, "طنجة")

    expect(browser_page.locator("#practices")).to_be_visible()
    expect(browser_page.locator("section[aria-labelledby=cities] h3").first).to_have_text("طنجة")
    titles = browser_page.locator("section[aria-labelledby=practices] h3").all_text_contents()
    assert {
        "مشروع «TangerAccueil»: نقطة معلومات متنقلة للمهاجرين",
        "دعم بلدي للمجتمع المدني العامل مع المهاجرين",
    } <= set(titles)
    assert browser_page.locator("html").get_attribute("dir") == "rtl"


@EVERYWHERE
def test_who_types_a_letter_too_many_is_asked(browser_page, running_site):
    browser_page.goto(f"{running_site}/en/practices/")

    search(browser_page, "Beiruth")

    asked = browser_page.get_by_role("link", name="Did you mean “Beirut”?")
    expect(asked).to_be_visible()
    expect(browser_page.locator("#found h3").first).to_be_visible()
    asked.click()
    expect(browser_page).to_have_url(f"{running_site}/en/practices/?q=Beirut")
    expect(asked).to_have_count(0)


def test_without_a_script_words_are_searched_all_the_same(chromium, running_site):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{running_site}/fr/practices/")
    there_are = practices_of(page)

    search(page, "logement")

    expect(page.locator("#count")).to_contain_text(f"sur {there_are} pratiques")
    expect(page.locator(".chip", has_text="Thème")).to_be_visible()
    page.context.close()
