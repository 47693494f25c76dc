"""People of a journey, each with a browser of their own."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator


class Person:
    """Somebody with a browser of their own, signed in, in their language. Remembers what the console complained of."""

    def __init__(self, chromium: Browser, site: str, name: str, language: str) -> None:
        self.context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        self.page, self.site, self.language = self.context.new_page(), site, language
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(f"{site}/accounts/login/?language={language}&next=/{language}/desk/")
        self.page.fill("input[name=login]", name)
        self.page.fill("input[name=password]", "browser-tests")
        self.page.locator("form.form button[type=submit]").first.click()
        self.page.wait_for_url(f"{site}/{language}/desk/")

    def open_waiting(self, title: str) -> None:
        """What the desk says waits: follows its button."""
        self.page.goto(f"{self.site}/{self.language}/desk/")
        with self.page.expect_navigation():  # a click alone comes back while the old page still stands
            self.page.locator("li", has_text=title).get_by_role("link").last.click()

    def button(self, name: str) -> Locator:
        """Of an action in the editor's menu, opened first when it is folded away."""
        action = name.startswith("action-")
        button = self.page.locator(f"[name={name}]" if action else f"[data-workflow-action-name={name}]").first
        if not button.is_visible():
            self.page.locator("footer [data-w-dropdown-target=toggle], footer .w-dropdown__toggle").first.click()
        return button

    def press(self, name: str) -> None:
        """An action of the editor's menu; its page is there afterwards."""
        button = self.button(name)
        if name == "reject":  # which asks for a note first
            button.click()
            return
        with self.page.expect_navigation():
            button.click()
