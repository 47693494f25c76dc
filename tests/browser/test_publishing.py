"""A practice on its way, each person in their own language: written, checked, sent back, published, confirmed.

One journey in steps: each step is a test of its own name and needs the one before.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

TITLE = "Guichet unique de la médina"
NOTE = "De quelle année est ce chiffre ?"
PARTS = {
    "intro": "La ville a ouvert un guichet où les personnes qui arrivent trouvent leurs démarches en un seul lieu.",
    "summary": "Un guichet municipal ouvert cinq jours par semaine.",
    "challenge": "Il fallait aller de bureau en bureau.",
    "how_it_works": "Deux agents et une interprète reçoivent sans rendez-vous.",
    "results": "Les enfants entrent à l’école en trois semaines.",
}
SHIFT = """
from datetime import timedelta
from practices.models import PracticePage
page = PracticePage.objects.get(title={title!r})
before = page.first_published_at - timedelta(days=335)
PracticePage.objects.filter(pk=page.pk).update(first_published_at=before, last_published_at=before)
"""


def write(page: Page) -> None:
    page.fill("[name=title]", TITLE)
    for name, text in PARTS.items():
        page.fill(f"[name={name}]", text)
    page.locator("label", has_text="Logement").first.click()
    page.locator("[name=target_groups]").first.check()
    page.select_option("[name=status]", "running")


def test_an_official_of_tangier_writes_a_practice_in_french(people):
    official = people("official.tangier", "fr")

    official.page.locator("a[href$='/desk/write/']").first.click()
    assert official.page.locator("html").get_attribute("lang") == "fr"
    write(official.page)
    official.press("action-submit")

    expect(official.page.locator("body")).to_contain_text(TITLE)
    official.page.goto(f"{official.site}/fr/desk/")
    expect(official.page.locator("main")).to_contain_text(TITLE)


def test_the_focal_point_checks_it(people):
    focal = people("focal.tangier", "fr")

    focal.open_waiting(TITLE)
    focal.press("approve")

    focal.page.goto(f"{focal.site}/fr/desk/")
    expect(focal.page.locator("main .lines")).not_to_contain_text(TITLE)


def test_an_editor_asks_for_a_change_in_english(people):
    editor = people("editor", "en")

    editor.open_waiting(TITLE)
    editor.press("reject")
    editor.page.fill(".modal textarea, dialog textarea, [name=comment]", NOTE)
    with editor.page.expect_navigation():
        editor.page.locator(".modal form button[type=submit], .modal form input[type=submit]").first.click()

    editor.page.goto(f"{editor.site}/en/desk/")
    expect(editor.page.locator("main")).not_to_contain_text(TITLE)


def test_the_official_reads_the_note_and_answers(people):
    official = people("official.tangier", "fr")

    official.open_waiting(TITLE)
    expect(official.page.locator("body")).to_contain_text(NOTE)
    official.page.fill("[name=results]", f"{PARTS['results']} Chiffre de 2024.")
    official.press("action-submit")

    official.page.goto(f"{official.site}/fr/desk/")
    expect(official.page.locator("main .lines")).not_to_contain_text(NOTE)


def test_the_editor_approves_and_a_visitor_finds_it_under_its_theme_and_region(people, browser_page):
    editor = people("editor", "en")

    editor.open_waiting(TITLE)
    editor.press("approve")
    browser_page.goto(f"{editor.site}/fr/practices/?theme=housing&region=015")

    browser_page.get_by_role("link", name=TITLE).first.click()
    expect(browser_page.locator("h1")).to_have_text(TITLE)
    expect(browser_page.locator("main")).to_contain_text("Chiffre de 2024.")


def test_a_translator_makes_it_arabic(people, browser_page):
    translator = people("translator", "ar")
    translator.page.goto(f"{translator.site}/admin/translations/?q=Guichet")

    translator.page.locator("a[href*='/add/'][href*='into=ar']").first.click()
    expect(translator.page.locator("body")).to_contain_text(PARTS["challenge"])
    translator.page.fill("[name=title]", "شباك واحد في المدينة القديمة")
    translator.page.fill("[name=challenge]", "كان على الناس أن ينتقلوا من مكتب إلى مكتب.")
    translator.press("action-submit")
    for name, language in (("focal.tangier", "fr"), ("editor", "en")):
        reviewer = people(name, language)
        reviewer.open_waiting("شباك واحد")
        reviewer.press("approve")

    browser_page.goto(f"{translator.site}/ar/practices/?theme=housing&region=015")
    browser_page.get_by_role("link", name="شباك واحد في المدينة القديمة").first.click()
    expect(browser_page.locator("html")).to_have_attribute("dir", "rtl")
    expect(browser_page.locator("main")).to_contain_text("كان على الناس")


def test_eleven_months_later_the_city_confirms_it_by_link(manage, letters, browser_page, running_site):
    manage("shell", "-c", SHIFT.format(title=TITLE))
    manage("send_due")
    to_tangier = [one for one in letters() if "focal.tangier@example.org" in one["To"]]
    text = to_tangier[-1].get_body(("plain",)).get_content()
    about = text[text.index(TITLE) :]
    link = re.search(r"https?://\S+/check-in/\S+", about).group()

    browser_page.goto(link)
    expect(browser_page.locator("main")).to_contain_text(TITLE)
    with browser_page.expect_navigation():
        browser_page.locator("button[value=still-true]").click()

    browser_page.goto(f"{running_site}/fr/practices/?q=Guichet")
    browser_page.get_by_role("link", name=TITLE).first.click()
    expect(browser_page.locator("main")).to_contain_text(re.compile("Confirmée? par la ville"))
