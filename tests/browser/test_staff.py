"""A day of those who work with the platform, in French and in Arabic, each in their own browser.

Each journey ends on a desk that says what happened, in the person's language. A step is a test of its own name and
needs the one before; words on screen come from the catalogues.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import monotonic, sleep

import pytest
from django.utils.translation import gettext, override
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Person

TEXTS = {
    "fr": {
        "city": "tangier",
        "title": "Guichet de la médina",
        "other_title": "شباك المدينة القديمة",
        "part": "Deux agents et une interprète reçoivent sans rendez-vous.",
        "other_part": "يستقبل موظفان ومترجمة الناس بلا موعد.",
        "note": "De quelle année est ce chiffre ?",
        "dossier": "Accueillir au même endroit",
        "question": "Combien de personnes travaillent à ce guichet ?",
        "answer": "Trois personnes, dont une interprète.",
        "reply": "Merci. Pouvons-nous venir le voir au printemps ?",
        "times": ("9h30", "17 h"),
        "moment": "12 mars 2027 à 9h30",
    },
    "ar": {
        "city": "amman",
        "title": "شباك وسط البلد",
        "other_title": "Guichet du centre-ville",
        "part": "يستقبل موظفان ومترجمة الناس بلا موعد.",
        "other_part": "Deux agents et une interprète reçoivent sans rendez-vous.",
        "note": "من أي سنة هذا الرقم؟",
        "dossier": "استقبال في مكان واحد",
        "question": "كم شخصاً يعمل في هذا الشباك؟",
        "answer": "ثلاثة أشخاص، منهم مترجمة.",
        "reply": "شكراً. هل يمكننا زيارته في الربيع؟",
        "times": ("٩:٣٠", "5 مساءً"),
        "moment": "12/03/2027 09:30",
    },
}
FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {mso-style-unhide:no; margin:0cm}
table.MsoTableGrid {mso-style-name:"Table Grid"; border:solid windowtext 1.0pt} --></style></head>
<body lang=FR style='tab-interval:35.4pt'><!--StartFragment--><table class=MsoTableGrid border=1 cellspacing=0
style='border-collapse:collapse;mso-yfti-tbllook:1184'><tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'><td width=301>
<p class=MsoNormal><b>2023</b><o:p></o:p></p></td><td width=301><p class=MsoNormal>60 filles</p><p
class=MsoNormal>58 garçons<o:p></o:p></p></td></tr><tr style='mso-yfti-irow:1;mso-yfti-lastrow:yes'><td width=301><p
class=MsoNormal><b>2024</b><o:p></o:p></p></td><td width=301><p class=MsoNormal>120<br>au total<o:p></o:p></p></td></tr>
</table><p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>"""
AS_LINES = ("2023 · 60 filles 58 garçons", "2024 · 120 au total")
COPY = """html => document.addEventListener("copy", event => {
  event.clipboardData.setData("text/html", html);
  event.preventDefault();
}, {once: true})"""


def phone_photo() -> bytes:
    """12 megapixels, lying on their side, with the place where they were taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 48.0, 24.0), 3: "E", 4: (10.0, 10.0, 54.0)})
    file = io.BytesIO()
    Image.radial_gradient("L").resize((4032, 3024)).convert("RGB").save(file, "JPEG", exif=exif)
    return file.getvalue()


@dataclass
class Staff:
    """The people of one language, what they write, and the addresses that one step leaves for the next."""

    language: str
    people: Callable[[str, str], Person]
    letters: Callable
    found: dict[str, str] = field(default_factory=dict)

    def __call__(self, name: str) -> Person:
        return self.people(name.format(city=self.texts["city"]), self.language)

    @property
    def texts(self) -> dict:
        return TEXTS[self.language]

    def words(self, text: str, **values: str) -> str:
        """An interface word in their language, as the browser shows it (without marks of direction)."""
        with override(self.language):
            return gettext(text) % values if values else gettext(text)

    def link_in_letter(self, to: str, path: str, after: str = "") -> str:
        """The newest letter's that has one, once it has come; the first behind the words `after`."""
        until = monotonic() + 30
        while monotonic() < until:  # letters leave after the answer
            texts = [one.get_body(("plain",)).get_content() for one in self.letters() if to in one["To"]]
            links = [re.search(rf"https?://\S+{path}\S+", text[text.find(after) :]) for text in texts if after in text]
            if any(links):
                return next(filter(None, reversed(links))).group()
            sleep(0.1)
        raise AssertionError(f"No letter to {to} leads to {path}")


@pytest.fixture(scope="module", params=["fr", "ar"])
def staff(request, people, letters) -> Staff:
    return Staff(request.param, people, letters)


def expect_on_desk(person: Person, text: str) -> None:
    """It has come back to the desk, which says what happened."""
    expect(person.page).to_have_url(re.compile(rf"/{person.language}/desk/(\?|$)"))
    expect(person.page.locator("html")).to_have_attribute("lang", person.language)
    said = person.page.locator("main").get_by_role("status").first
    assert plain(said.inner_text()) == text


def plain(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", text).strip()


def paste(page: Page, html: str, into: Locator) -> None:
    """From the clipboard, where another program's `html` was put."""
    page.evaluate(COPY, html)
    page.keyboard.press("Control+c")
    into.click()
    page.keyboard.press("Control+v")


# --- a practice -------------------------------------------------------------------------------------------------------
def test_an_official_writes_a_practice_with_a_phone_s_photo_and_a_table_from_word(staff):
    official, texts = staff("official.{city}"), staff.texts
    page = official.page
    page.locator("a[href$='/desk/write/']").first.click()
    expect(page.locator("html")).to_have_attribute("lang", staff.language)

    page.fill("[name=title]", texts["title"])
    page.fill("[name=intro]", texts["part"])
    for name in ("summary", "challenge", "how_it_works", "results"):
        page.fill(f"[name={name}]", texts["part"])
    page.locator("[name=themes]").first.check()
    page.locator("[name=target_groups]").first.check()
    page.select_option("[name=status]", "running")
    choose_photo(page, texts["part"])

    page.get_by_role("tab", name=staff.words("Full description")).click()
    page.locator("#body-root .c-sf-add-button").first.click()
    page.get_by_role("option", name=staff.words("Text"), exact=True).click()
    text = page.locator(".Draftail-Editor [contenteditable=true]")
    paste(page, FROM_WORD, into=text)
    for line in AS_LINES:
        expect(text).to_contain_text(line)
    page.wait_for_url(re.compile(r"/edit/"), timeout=30_000)  # it has saved itself


def choose_photo(page: Page, alternative_text: str) -> None:
    panel = page.locator("section", has=page.locator("#id_lead_pictures-ADD")).last
    panel.locator("[data-panel-toggle]").first.click()
    page.locator("#id_lead_pictures-ADD").click()
    panel.locator("[data-chooser-action-choose]").first.click()
    page.locator(".modal").get_by_role("tab").last.click()
    photo = {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": phone_photo()}
    page.set_input_files(".modal input[type=file]", photo)
    page.fill(".modal [name$=-description]", alternative_text)
    expect(page.locator(".modal [name$=-upload-title]")).to_have_value("IMG_2041")
    page.locator(".modal form[enctype] [type=submit]").click()
    expect(panel.locator(".chooser__image, [data-chooser-image]").first).to_be_visible(timeout=60_000)
    page.fill("[name=lead_pictures-0-alternative_text]", alternative_text)
    page.fill("[name=lead_pictures-0-author]", "Service municipal")
    page.select_option("[name=lead_pictures-0-licence]", index=1)


def test_signed_out_while_writing_the_text_stays_and_is_sent_once_signed_in_again(staff):
    official, texts = staff("official.{city}"), staff.texts
    page = official.page

    official.context.clear_cookies(name="sessionid")
    page.get_by_role("tab", name=staff.words("Short entry")).first.click()
    page.fill("[name=results]", f"{texts['part']} 120")
    notice = page.locator("[data-draft-notice]")
    expect(notice.locator("p")).to_have_text(
        staff.words(
            "You have been signed out. Your text is saved in this browser: sign in in another tab, then come back "
            "and save."
        ),
        timeout=15_000,
    )

    page.locator(".action-save").first.click()  # is not carried out, and loses nothing
    expect(page.locator("[name=results]")).to_have_value(f"{texts['part']} 120")

    with official.context.expect_page() as opened:
        notice.get_by_role("link").click()
    sign_in(opened.value, f"official.{texts['city']}")
    opened.value.close()
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(notice).to_have_count(0)
    official.press("action-submit")

    title = texts["title"]
    expect_on_desk(
        official, staff.words("“%(title)s” has been sent. The city’s focal point reads it next.", title=title)
    )
    official.complaints.clear()  # the browser itself reports what the server refused meanwhile


def sign_in(page: Page, name: str) -> None:
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", "browser-tests")
    page.locator("form.form button[type=submit]").first.click()
    page.wait_for_load_state()


def test_the_focal_point_checks_it(staff):
    focal, texts = staff("focal.{city}"), staff.texts

    focal.open_waiting(texts["title"])
    focal.press("approve")

    expect_on_desk(focal, staff.words("“%(title)s” is with the editors now.", title=texts["title"]))


def test_an_editor_asks_for_a_change(staff):
    editor, texts = staff("editor"), staff.texts

    editor.open_waiting(texts["title"])
    editor.press("reject")
    editor.page.fill(".modal [name=comment]", texts["note"])
    with editor.page.expect_navigation():
        editor.page.locator(".modal form [type=submit]").first.click()

    said = "You have asked for changes to “%(title)s”. The author has your note."
    expect_on_desk(editor, staff.words(said, title=texts["title"]))


def test_the_official_reads_the_note_and_sends_it_again(staff):
    official, texts = staff("official.{city}"), staff.texts

    official.open_waiting(texts["title"])
    expect(official.page.locator("body")).to_contain_text(texts["note"])
    official.page.fill("[name=results]", f"{texts['part']} 120 (2024)")
    official.press("action-submit")

    expect_on_desk(official, staff.words("“%(title)s” is with the editors now.", title=texts["title"]))


def test_the_editor_approves_and_anybody_sees_photo_and_table(staff, browser_page):
    editor, texts = staff("editor"), staff.texts

    editor.open_waiting(texts["title"])
    editor.press("approve")
    expect_on_desk(editor, staff.words("“%(title)s” has been published.", title=texts["title"]))
    browser_page.goto(f"{editor.site}/{staff.language}/practices/?q={texts['title']}")
    browser_page.locator("main .card").get_by_role("link", name=texts["title"]).click()
    browser_page.wait_for_url("**/cities/**")
    staff.found["practice"] = browser_page.url

    main = browser_page.locator("main")
    expect(main).to_contain_text("120 (2024)")
    expect(main.locator(".cite")).to_contain_text(texts["title"].replace(" ", "-").lower())  # an address people read
    for line in AS_LINES:
        expect(main).to_contain_text(line)
    picture = main.get_by_role("img", name=texts["part"]).first
    width, height = picture.evaluate("image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])")
    assert height > width  # turned as it was held
    shown = browser_page.request.get(picture.evaluate("image => image.currentSrc")).body()
    assert not Image.open(io.BytesIO(shown)).getexif()


def test_a_translator_writes_it_in_another_language(staff, browser_page):
    translator, texts = staff("translator"), staff.texts
    other = "ar" if staff.language == "fr" else "fr"
    translator.page.get_by_role("link", name=staff.words("Translations")).first.click()
    translator.page.fill("main [name=q]", texts["title"])
    with translator.page.expect_navigation():
        translator.page.locator("main [name=q]").press("Enter")

    translator.page.locator(f"a[href*='/add/'][href*='into={other}']").click()
    expect(translator.page.locator("body")).to_contain_text(texts["part"])
    translator.page.fill("[name=title]", texts["other_title"])
    translator.page.fill("[name=challenge]", texts["other_part"])
    translator.press("action-submit")
    about = {"title": texts["other_title"]}
    expect(translator.page).to_have_url(re.compile("/translations/"))  # where the work is, not the desk
    said = plain(translator.page.locator(".messages .success").inner_text())
    assert said == staff.words("“%(title)s” has been sent. The city’s focal point reads it next.", **about)
    for name in ("focal.{city}", "editor"):
        reviewer = staff(name)
        reviewer.open_waiting(texts["other_title"])
        reviewer.press("approve")

    expect_on_desk(staff("editor"), staff.words("“%(title)s” has been published.", **about))
    browser_page.goto(staff.found["practice"].replace(f"/{staff.language}/", f"/{other}/"))
    expect(browser_page.locator("h1")).to_have_text(texts["other_title"])
    expect(browser_page.locator("main")).to_contain_text(texts["other_part"])


def test_an_editor_makes_a_dossier_of_it(staff, browser_page):
    editor, texts = staff("editor"), staff.texts
    page = editor.page
    page.goto(f"{editor.site}/{staff.language}/desk/")

    page.get_by_role("link", name=staff.words("Write a guide or a dossier")).first.click()
    page.get_by_role("link", name=staff.words("dossier")).first.click()
    page.fill("[name=title]", texts["dossier"])
    page.fill("[name=intro]", texts["part"])
    page.locator("#id_practices-ADD").click()
    page.locator("[id^=inline_child_practices] [data-chooser-action-choose]").first.click()
    page.fill(".modal [name=q]", texts["title"])
    page.locator(".modal").get_by_role("link", name=texts["title"], exact=True).first.click()
    page.fill("[name=practices-0-why]", texts["note"])
    editor.press("action-publish")

    expect_on_desk(editor, staff.words("“%(title)s” has been published.", title=texts["dossier"]))
    browser_page.goto(f"{editor.site}/{staff.language}/dossiers/")
    browser_page.get_by_role("link", name=texts["dossier"]).first.click()
    expect(browser_page.locator("main")).to_contain_text(texts["note"])
    browser_page.get_by_role("link", name=texts["title"]).first.click()
    expect(browser_page).to_have_url(staff.found["practice"])


def test_eleven_months_later_the_city_confirms_it_by_the_link_of_a_letter(staff, manage, browser_page):
    texts = staff.texts
    manage("shell", "-c", ELEVEN_MONTHS_LATER.format(title=texts["title"]))

    link = staff.link_in_letter(f"focal.{texts['city']}@example.org", f"/{staff.language}/check-in/", texts["title"])
    browser_page.goto(link)
    with browser_page.expect_navigation():
        browser_page.locator("button[value=still-true]").click()
    expect(browser_page.get_by_role("status")).to_be_visible()

    browser_page.goto(staff.found["practice"])
    expect(browser_page.locator("main")).to_contain_text(staff.words("Confirmed by the city"))


ELEVEN_MONTHS_LATER = """
from datetime import timedelta
from django.core.management import call_command
from practices.models import PracticePage
page = PracticePage.objects.get(title={title!r})
before = page.first_published_at - timedelta(days=335)
PracticePage.objects.filter(pk=page.pk).update(first_published_at=before, last_published_at=before)
call_command("send_due")
"""


# --- a question -------------------------------------------------------------------------------------------------------
def test_a_visitor_asks_the_city_answers_and_they_exchange_contacts(staff, browser_page):
    focal, texts = staff("focal.{city}"), staff.texts
    visitor = f"visitor.{staff.language}@example.org"
    browser_page.goto(f"{focal.site}/{staff.language}/ask/{texts['city']}/")
    browser_page.fill("[name=message]", texts["question"])
    browser_page.fill("[name=visitor_name]", "N. Visitor")
    browser_page.fill("[name=visitor_organisation]", "Valencia")
    browser_page.fill("[name=visitor_email]", visitor)
    browser_page.check("[name=consent]")
    press(browser_page, "form.form [type=submit]")
    browser_page.goto(staff.link_in_letter(visitor, "/ask/confirm/"))
    press(browser_page, "main form [type=submit]")

    focal.open_waiting("Valencia")
    expect(focal.page.locator("main")).to_contain_text(texts["question"])
    focal.page.fill("[name=text]", texts["answer"])
    press(focal.page, "[value=answer]")
    expect(focal.page.locator("main")).to_contain_text(texts["answer"])

    browser_page.goto(staff.link_in_letter(visitor, "/questions/"))
    expect(browser_page.locator("html")).to_have_attribute("lang", staff.language)
    expect(browser_page.locator("main")).to_contain_text(texts["answer"])
    browser_page.fill("[name=text]", texts["reply"])
    press(browser_page, "[value=write]")
    press(browser_page, "[value=agree]")

    focal.open_waiting("N. Visitor")
    expect(focal.page.locator("main")).to_contain_text(texts["reply"])
    press(focal.page, "[value=agree]")
    expect(focal.page.locator("main")).to_contain_text(visitor)
    press(focal.page, "[value=end]")
    expect(focal.page.get_by_role("button")).to_have_count(0)


def press(page: Page, selector: str) -> None:
    """A button whose form is sent by a script, after it has asked whether somebody is there to take it."""
    with page.expect_navigation():
        page.locator(selector).first.click()


# --- people -----------------------------------------------------------------------------------------------------------
def test_a_focal_point_invites_a_colleague_changes_the_role_and_ends_it(staff, newcomer):
    focal, email = staff("focal.{city}"), f"colleague.{staff.language}@example.org"
    page = focal.page
    page.goto(f"{focal.site}/{staff.language}/desk/")
    page.get_by_role("link", name=staff.words("People"), exact=True).click()
    page.fill("[name=email]", email)
    page.check("[name=role][value=official]")
    press(page, "form[action='#invite'] [type=submit]")
    expect_said(page, staff.words("We have sent the invitation to %(email)s.", email=email))

    newcomer.goto(staff.link_in_letter(email, "/accounts/invitation/"))
    newcomer.fill("[name=first_name]", "N. Colleague")
    for name in ("password", "again"):
        newcomer.fill(f"[name={name}]", "harbour-at-dawn-7")
    press(newcomer, "form.form [type=submit]")
    expect(newcomer).to_have_url(f"{focal.site}/{staff.language}/desk/")
    expect(newcomer.locator("main")).to_contain_text(staff.words("Write a practice"))

    page.reload()
    row = page.locator("tr", has_text=email)
    row.locator("[name=role]").select_option("focal-point")
    with page.expect_navigation():
        row.get_by_role("button").click()
    role = staff.words("focal point")
    expect_said(page, staff.words("%(name)s now has the role: %(role)s.", name="N. Colleague", role=role))
    page.locator("tr", has_text=email).get_by_role("link").click()
    press(page, "main form [type=submit]")
    expect_said(page, staff.words("%(name)s no longer belongs to the city.", name="N. Colleague"))

    newcomer.reload()
    expect(newcomer.locator("main")).not_to_contain_text(staff.words("Write a practice"))


def test_an_administrator_gives_a_role_on_the_platform_changes_it_and_ends_it(staff, newcomer):
    admin, email = staff("admin"), f"colleague.{staff.language}@example.org"
    page = admin.page
    page.get_by_role("link", name=staff.words("People"), exact=True).click()
    page.fill("[name=email]", email)
    page.check("[name=role][value=translator]")
    press(page, "form[action='#invite'] [type=submit]")
    expect_said(page, staff.words("We have sent the invitation to %(email)s.", email=email))
    newcomer.goto(staff.link_in_letter(email, "/accounts/invitation/"))
    press(newcomer, "main form [type=submit]")
    expect(newcomer).to_have_url(f"{admin.site}/{staff.language}/desk/")
    expect(newcomer.locator("main")).to_contain_text(staff.words("translator"))
    page.reload()

    changed = staff.words(
        "%(name)s now has the role: %(role)s.", name="N. Colleague", role=staff.words("organiser of sessions")
    )
    ended = staff.words(
        "%(name)s no longer has the role: %(role)s.", name="N. Colleague", role=staff.words("organiser of sessions")
    )
    for role, said in (("organiser", changed), ("", ended)):
        holder = page.locator("li", has_text=email).last
        holder.locator("[name=role]").select_option(role)
        with page.expect_navigation():
            holder.get_by_role("button").click()
        expect_said(page, said)
        newcomer.goto(f"{admin.site}/{staff.language}/desk/")
        expect(newcomer.get_by_role("link", name=staff.words("Write a session"))).to_have_count(2 if role else 0)


@pytest.fixture(scope="module")
def newcomer(staff, chromium) -> Iterator[Page]:
    """Somebody who has no account yet."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def expect_said(page: Page, text: str) -> None:
    assert plain(page.locator("main").get_by_role("status").first.inner_text()) == text


# --- a session --------------------------------------------------------------------------------------------------------
def test_an_organiser_copies_a_session_fills_in_its_times_and_publishes_it(staff, browser_page):
    organiser, texts = staff("organiser"), staff.texts
    page = organiser.page
    page.locator("form[action*='/desk/sessions/'] button").last.click()
    page.wait_for_url("**/edit/**")
    expect(page.locator("html")).to_have_attribute("lang", staff.language)

    page.fill("[name=title]", texts["dossier"])
    page.fill("[name=starts]", "12/03/2027")
    for name, hour in zip(("starts_at", "ends_at"), texts["times"], strict=True):
        page.fill(f"[name={name}]", hour)
    page.select_option("[name=timezone]", "Africa/Tunis")
    page.locator("#id_agenda_items-ADD").click()
    page.fill("[name=agenda_items-0-starts]", texts["moment"])
    page.fill("[name=agenda_items-0-title]", texts["part"])
    organiser.press("action-publish")

    expect_on_desk(organiser, staff.words("“%(title)s” has been published.", title=texts["dossier"]))
    page.get_by_role("link", name=texts["dossier"]).first.click()
    expect(page.locator("[name=starts_at]")).to_have_value("09:30")
    expect(page.locator("[name=ends_at]")).to_have_value("17:00")
    expect(page.locator("[name=agenda_items-0-starts]")).to_have_value("12/03/2027 09:30")
    browser_page.goto(f"{organiser.site}/{staff.language}/agenda/")
    browser_page.get_by_role("link", name=texts["dossier"]).first.click()
    expect(browser_page.locator("main")).to_contain_text(texts["part"])
    expect(browser_page.locator("main")).to_contain_text("09:30")
