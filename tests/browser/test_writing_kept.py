"""What somebody types stays: when the session ends, the network is away, or a button is pressed at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.people import Person

TYPED = "Deux agents et une interprète reçoivent sans rendez-vous."
BEGUN = "Un guichet pour tout le monde"


@pytest.fixture
def fresh(chromium, running_site) -> Callable[..., Person]:
    """People whose browsers are closed at the end; what these tests do to network and session, consoles complain of."""
    met: list[Person] = []

    def person(name: str, language: str) -> Person:
        met.append(Person(chromium, running_site, name, language))
        return met[-1]

    yield person
    for one in met:
        one.context.close()


def begin(writer: Person, title: str) -> Page:
    """A practice begun, saved once by itself."""
    page = writer.page
    page.goto(f"{writer.site}/{writer.language}/desk/")
    page.locator("a[href$='/desk/write/']").first.click()
    page.wait_for_selector("[name=title]")
    page.wait_for_timeout(2500)  # from when on Wagtail looks for changes
    page.fill("[name=title]", title)
    page.wait_for_url(re.compile(r"/edit/"))
    return page


def test_a_text_typed_while_the_network_is_away_is_offered_back(fresh):
    writer = fresh("focal.tangier", "fr")
    page = begin(writer, f"{BEGUN} bis")

    def no_network(route: Route) -> None:
        route.abort() if route.request.method == "POST" or "session" in route.request.url else route.continue_()

    page.route("**/*", no_network)
    page.fill("[name=how_it_works]", TYPED)
    expect(page.locator("[data-draft-notice]")).to_be_visible(timeout=15_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(page.url)
    page.unroute("**/*")
    expect(page.locator("[data-draft-offer] p")).to_have_text(
        re.compile(r"Ce que vous avez écrit ici le \d{1,2} \S+ \d{4}.* n’a pas été enregistré\.")
    )
    with page.expect_navigation():
        page.locator("[data-draft-restore]").click()

    expect(page.locator("[name=how_it_works]")).to_have_value(TYPED)


def test_a_public_form_keeps_what_was_typed_until_it_is_sent(chromium, running_site):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{running_site}/en/ask/tangier/")
    message = page.locator("textarea[name=message]")
    message.fill("Who works at your desk?")
    page.wait_for_timeout(800)

    page.reload()
    page.locator("[data-draft-restore]").click()

    expect(message).to_have_value("Who works at your desk?")
    context.close()


def test_approve_right_after_typing_publishes_what_was_typed_and_sends_nothing_after_it(fresh, manage):
    manage("shell", "-c", IN_REVIEW)
    editor = fresh("editor", "en")
    editor.open_waiting("Right after typing")
    page, held, afterwards = editor.page, [], []
    page.wait_for_timeout(2500)

    def slow_server(route: Route) -> None:
        """Takes longer for what the button sends than the form waits before it saves itself."""
        request = route.request
        is_sent = request.method == "POST" and request.url.endswith("/edit/")
        if is_sent and request.is_navigation_request():
            held.append(route)
            return
        if is_sent and held:
            afterwards.append(request.post_data)
        route.continue_()

    page.route("**/edit/", slow_server)
    page.fill("[name=summary]", "Typed at the last moment.")
    editor.button("approve").click(no_wait_after=True)
    page.wait_for_timeout(4000)
    with page.expect_navigation():
        held[0].continue_()
    page.unroute("**/edit/")

    assert afterwards == []
    assert manage("shell", "--no-imports", "-c", HOW_IT_STANDS).split() == ["True", "False", "True", "approved"]


IN_REVIEW = """
from accounts.models import User
from cities.models import CityPage
from core.models import TargetGroup, Theme
from practices.models import PracticePage
parts = dict.fromkeys(PracticePage.NAMED_PARTS, "Words.")
page = PracticePage(title="Right after typing", slug="right-after-typing", live=False, status="running", **parts)
page.intro = "Words."
page.themes, page.target_groups = Theme.objects.all()[:1], TargetGroup.objects.all()[:1]
CityPage.objects.get(slug="tangier").add_child(instance=page)
page.save_revision()
page.get_workflow().start(page, User.objects.get(username="focal.tangier"))
"""
HOW_IT_STANDS = """
from practices.models import PracticePage
page = PracticePage.objects.get(slug="right-after-typing")
typed = page.summary == "Typed at the last moment."
print(page.live, page.has_unpublished_changes, typed, page.workflow_states.get().status)
"""
