"""An editor at work in the admin: signs in, finds a practice, opens its form and its preview, and nothing breaks."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/")
    page.fill("input[name=login]", "admin")
    page.fill("input[name=password]", "browser-tests")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{address}/admin/")


def test_an_editor_finds_a_practice_and_opens_its_form(browser_page, running_site):
    sign_in(browser_page, running_site)

    browser_page.goto(f"{running_site}/admin/pages/search/?q=TangerAccueil&content_type=practices.practicepage")
    browser_page.get_by_role("link", name="TangerAccueil: a travelling information point for migrants").first.click()

    expect(browser_page.locator("#id_title, textarea[name=title], input[name=title]").first).to_have_value(
        "TangerAccueil: a travelling information point for migrants"
    )
    assert browser_page.locator("[name=challenge]").input_value()


def test_a_change_of_theme_is_seen_by_visitors_at_once(browser_page, running_site):
    sign_in(browser_page, running_site)
    browser_page.goto(f"{running_site}/en/practices/?theme=health")
    before = browser_page.locator("main .card").count()

    only_practices = "content_type=practices.practicepage"  # not its translations, which are called alike
    browser_page.goto(f"{running_site}/admin/pages/search/?q=Cuidemos&{only_practices}")
    browser_page.get_by_role("link", name="Cuidemos Centro").first.click()
    browser_page.get_by_role("checkbox", name="Health").check()
    with browser_page.expect_navigation():
        browser_page.locator("button[name=action-publish]").evaluate("button => button.click()")

    for _visit in range(6):  # two workers answer in turn: both must know
        browser_page.goto(f"{running_site}/en/practices/?theme=health")
        assert browser_page.locator("main .card").count() == before + 1
