"""Signing in, in a real browser: with a key that the device holds, and without any script."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

KEY_IN_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def site_by_name(running_site) -> str:
    """Browsers give keys to a name, never to a number."""
    return f"http://localhost:{urlsplit(running_site).port}"


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/accounts/login/?next=/accounts/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", "browser-tests")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{address}/accounts/")


def test_somebody_adds_a_key_and_signs_in_with_nothing_else(browser_page, site_by_name):
    device = browser_page.context.new_cdp_session(browser_page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY_IN_DEVICE})
    sign_in(browser_page, site_by_name, "focal.lisbon")

    browser_page.goto(f"{site_by_name}/accounts/2fa/webauthn/add/")
    browser_page.fill("input[name=password]", "browser-tests")
    browser_page.get_by_role("button", name="Continue").click()
    browser_page.check("input[name=passwordless]")
    browser_page.get_by_role("button", name="Add the key").click()
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    browser_page.goto(f"{site_by_name}/accounts/")
    browser_page.get_by_role("button", name="Sign out").click()

    browser_page.goto(f"{site_by_name}/accounts/login/?next=/accounts/")
    browser_page.get_by_role("button", name="Sign in with a passkey").click()

    expect(browser_page).to_have_url(f"{site_by_name}/accounts/")


def test_signing_in_needs_no_script(chromium, running_site):
    page = chromium.new_context(java_script_enabled=False).new_page()

    sign_in(page, running_site, "official.lisbon")

    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.context.close()
