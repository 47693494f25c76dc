"""Filters stay still: what is ticked, the focus and the count are where they were. On a phone they are a sheet."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

ANSWERED = "() => !document.querySelector('[aria-busy]')"
FOCUSED = "() => document.activeElement.id"
IN_SIGHT = """selector => {
  const box = document.querySelector(selector).getBoundingClientRect();
  const seen = document.elementFromPoint(box.x + 4, box.y + box.height / 2);
  return box.top >= 0 && box.bottom <= innerHeight && document.querySelector(selector).contains(seen);
}"""
STILL = 3  # pixels


def height_of_focus(page: Page) -> float:
    return page.evaluate("() => document.activeElement.getBoundingClientRect().top")


def tab_to(page: Page, box: str) -> None:
    for _press in range(150):
        if page.evaluate(FOCUSED) == box:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{box} cannot be reached by the keyboard")


def answered(page: Page, *, after: str) -> str:
    """The words of the count once they are others than these."""
    page.wait_for_function("before => document.querySelector('#count').innerText.trim() !== before", arg=after)
    page.wait_for_function(ANSWERED)
    return page.locator("#count").inner_text().strip()


def codes(page: Page, facet: str) -> list[str]:
    """The values of a facet in their order."""
    return page.locator(f"#facet-{facet} input").evaluate_all("boxes => boxes.map(box => box.value)")


def on_a_slow_line(page: Page) -> None:
    page.route("**/practices/?*", lambda route: (page.wait_for_timeout(300), route.continue_()))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_visitor_with_a_keyboard_ticks_three_filters_and_loses_neither_focus_nor_count(
    browser_page, running_site, language
):
    browser_page.goto(f"{running_site}/{language}/practices/")
    browser_page.evaluate("() => { window.region = document.querySelector('#count[role=status]') }")
    order = {facet: codes(browser_page, facet) for facet in ("theme", "region", "status")}
    count = browser_page.locator("#count").inner_text().strip()

    for box in ("f-theme-housing", "f-region-155", "f-status-running"):
        tab_to(browser_page, box)
        before = height_of_focus(browser_page)
        browser_page.keyboard.press("Space")
        count = answered(browser_page, after=count)

        assert browser_page.evaluate(FOCUSED) == box
        assert browser_page.locator(f"#{box}").is_checked()
        assert abs(height_of_focus(browser_page) - before) < STILL
        assert browser_page.evaluate(IN_SIGHT, "#count h2")
        assert browser_page.evaluate("() => window.region === document.querySelector('#count')")

    assert order == {facet: codes(browser_page, facet) for facet in order}
    expect(browser_page).to_have_url(f"{running_site}/{language}/practices/?theme=housing&region=155&status=running")


def test_what_is_unticked_keeps_the_focus_where_it_is(browser_page, running_site):
    browser_page.goto(f"{running_site}/en/practices/?theme=housing&region=155&status=running")
    count = browser_page.locator("#count").inner_text().strip()

    for box in ("f-theme-housing", "f-region-155", "f-status-running"):
        tab_to(browser_page, box)
        before = height_of_focus(browser_page)
        browser_page.keyboard.press("Space")
        count = answered(browser_page, after=count)

        assert browser_page.evaluate(FOCUSED) == box
        assert abs(height_of_focus(browser_page) - before) < STILL


def test_a_long_filter_is_folded_open_and_shut_by_the_keyboard_and_stays_as_it_was_left(browser_page, running_site):
    browser_page.goto(f"{running_site}/en/practices/")
    more = browser_page.locator("#facet-city-more > summary")
    folded = browser_page.locator("#facet-city-more input").last

    more.focus()
    browser_page.keyboard.press("Enter")
    expect(folded).to_be_visible()
    expect(more).to_be_focused()
    folded.focus()
    box, before, count = (
        folded.get_attribute("id"),
        height_of_focus(browser_page),
        browser_page.locator("#count").inner_text(),
    )
    browser_page.keyboard.press("Space")
    answered(browser_page, after=count)

    assert browser_page.evaluate(FOCUSED) == box
    assert abs(height_of_focus(browser_page) - before) < STILL
    browser_page.reload()
    expect(browser_page.locator(f"#{box}")).to_be_visible()
    expect(browser_page.locator(f"#{box}")).to_be_checked()


def test_a_filter_that_lost_its_choice_stays_until_the_next_page_so_that_nothing_jumps(browser_page, running_site):
    browser_page.goto(f"{running_site}/en/practices/")
    count = browser_page.locator("#count").inner_text().strip()

    tab_to(browser_page, "f-city-lyon")
    before = height_of_focus(browser_page)
    browser_page.keyboard.press("Space")
    answered(browser_page, after=count)

    assert abs(height_of_focus(browser_page) - before) < STILL
    expect(browser_page.locator("#facet-country")).to_be_visible()
    assert browser_page.evaluate(FOCUSED) == "f-city-lyon"
    browser_page.reload()
    expect(browser_page.locator("#facet-country")).not_to_be_visible()


def test_of_two_quick_clicks_neither_is_lost_and_going_back_takes_both(browser_page, running_site):
    browser_page.goto(f"{running_site}/en/practices/")
    on_a_slow_line(browser_page)

    browser_page.get_by_role("link", name="Housing").first.click()
    browser_page.get_by_role("link", name="Western Europe").first.click()
    expect(browser_page.locator("#f-region-155")).to_be_checked()  # before any answer
    expect(browser_page).to_have_url(f"{running_site}/en/practices/?theme=housing&region=155")
    expect(browser_page.locator("main .chip")).to_have_count(2)
    browser_page.go_back()

    expect(browser_page).to_have_url(f"{running_site}/en/practices/")
    expect(browser_page.locator("main .chip")).to_have_count(0)
    expect(browser_page.locator("#filters :checked")).to_have_count(0)
    browser_page.go_forward()
    expect(browser_page.locator("main .chip")).to_have_count(2)
    expect(browser_page.locator("#filters :checked")).to_have_count(2)


def test_words_that_are_taken_away_leave_the_box_of_the_search_too(browser_page, running_site):
    browser_page.goto(f"{running_site}/en/practices/?q=housing")

    browser_page.locator("main .chip").first.click()
    expect(browser_page).to_have_url(f"{running_site}/en/practices/")
    expect(browser_page.locator("#q")).to_have_value("")
    browser_page.locator("#f-theme-housing").click()

    expect(browser_page).to_have_url(f"{running_site}/en/practices/?theme=housing")


def test_the_next_page_of_a_list_begins_at_its_top(browser_page, running_site):
    browser_page.goto(f"{running_site}/en/practices/")
    count = browser_page.locator("#count").inner_text()

    browser_page.locator(".pages [rel=next]").click()
    expect(browser_page).to_have_url(f"{running_site}/en/practices/?page=2")
    browser_page.wait_for_function(ANSWERED)

    assert browser_page.locator("#count").inner_text() == count
    assert browser_page.evaluate(IN_SIGHT, "#count h2")
    assert browser_page.evaluate(IN_SIGHT, "main .card")


@pytest.mark.parametrize("browser_page", ["phone"], indirect=True)
@pytest.mark.parametrize(("language", "shown"), [("ar", "عرض"), ("en", "Show")])
def test_on_a_phone_the_filters_are_one_sheet_whose_button_says_what_is_found(
    browser_page, running_site, language, shown
):
    browser_page.goto(f"{running_site}/{language}/practices/")
    sheet, button, show = (browser_page.locator(found) for found in ("#filters", "#open-filters", "#show"))
    expect(sheet).not_to_be_visible()

    button.focus()
    browser_page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    assert browser_page.evaluate("() => document.querySelector('#filters').contains(document.activeElement)")
    browser_page.keyboard.press("Escape")
    expect(sheet).not_to_be_visible()
    expect(button).to_be_focused()

    button.click()
    number = show.inner_text()
    for box in ("f-theme-housing", "f-region-155"):
        line = browser_page.locator(f"label:has(#{box})")
        line.scroll_into_view_if_needed()
        before = line.bounding_box()["y"]
        line.locator("a").click()
        expect(show).not_to_have_text(number)
        number = show.inner_text()
        assert number.startswith(shown)
        assert abs(line.bounding_box()["y"] - before) < STILL
        expect(browser_page.locator("#sheet-count")).to_have_text(number)
    show.click()

    expect(sheet).not_to_be_visible()
    expect(browser_page.locator("#results")).to_be_focused()
    assert browser_page.evaluate(IN_SIGHT, "#count h2")
    cards = browser_page.locator("main .card").count()
    assert str(cards) in number
    expect(browser_page).to_have_url(f"{running_site}/{language}/practices/?theme=housing&region=155#results")
    browser_page.go_back()
    expect(sheet).not_to_be_visible()
    expect(browser_page.locator("main .chip")).to_have_count(0)


@pytest.mark.parametrize("browser_page", ["phone"], indirect=True)
def test_going_back_from_the_open_sheet_leads_to_the_list_as_it_was(browser_page, running_site):
    browser_page.goto(f"{running_site}/ar/practices/")
    browser_page.locator("#open-filters").click()
    number = browser_page.locator("#show").inner_text()
    for box in ("f-theme-housing", "f-region-155"):
        browser_page.locator(f"#{box}").click()
        expect(browser_page.locator("#show")).not_to_have_text(number)
        number = browser_page.locator("#show").inner_text()

    browser_page.go_back()

    expect(browser_page).to_have_url(f"{running_site}/ar/practices/")
    expect(browser_page.locator("#filters")).not_to_be_visible()
    expect(browser_page.locator("main .chip")).to_have_count(0)
    assert not browser_page.evaluate("() => document.querySelectorAll('[inert]').length")


def test_what_is_ticked_is_unfolded_and_sent_by_a_button_where_no_script_runs(chromium, running_site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{running_site}/en/practices/")
    folded = page.locator("#facet-city-more input:enabled").last
    city = folded.get_attribute("value")

    page.locator("#facet-city-more > summary").click()
    folded.check()
    with page.expect_navigation():
        page.locator("#show").click()
    address, is_visible = page.url, page.locator(f"#f-city-{city}").is_visible()
    context.close()

    assert f"city={city}" in address
    assert is_visible
