"""A practice written first in Arabic, with a French translation in draft and an English one published."""

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from core import languages
from tests import factories
from tests.pages import assert_nowhere, attributes, has, read, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]

ARABIC, ENGLISH, FRENCH = "مكتب الاستقبال", "The welcome desk", "Le guichet d’accueil"
PROBLEM = "لم يكن أحد يعرف."


@pytest.fixture
def desk(site):
    practice = factories.practice(
        ARABIC,
        under=factories.city("Tunis", name_ar="تونس", name_fr="Tunis"),
        language="ar",
        intro="مكتب واحد لكل الوافدين.",
        challenge=PROBLEM,
    )
    factories.translate(practice, "fr", FRENCH, live=False, challenge="Personne ne savait.")
    factories.translate(practice, "en", ENGLISH, intro="One desk for all.", challenge="Nobody knew.")
    return practice


def address(page, language: str) -> str:
    with translation.override(language):
        return page.get_url()


def pages_of(client, practice) -> dict[str, BeautifulSoup]:
    """The page in each interface."""
    return {code: read(client.get(address(practice, code))) for code in languages.CODES}


def preview(page, mode: str) -> BeautifulSoup:
    return read(page.make_preview_request(preview_mode=mode))


def challenge(page: BeautifulSoup) -> str:
    return text(page, "#challenge + .flow")


def test_each_interface_shows_the_public_words_in_its_language_else_the_original_marked(client, desk):
    pages = pages_of(client, desk)

    assert text(pages["en"], "h1:not([lang])") == ENGLISH
    assert text(pages["ar"], "h1:not([lang])") == ARABIC
    for code in ("fr", "es"):
        assert text(pages[code], "h1[lang=ar][dir=rtl]") == ARABIC
        assert text(pages[code], "#challenge + .flow[lang=ar][dir=rtl]") == PROBLEM
    for page in pages.values():
        assert_nowhere(page, FRENCH, "Personne ne savait.")


def test_each_interface_keeps_its_own_language_and_direction(client, desk):
    pages = pages_of(client, desk)

    for code, page in pages.items():
        assert has(page, f"html[lang={code}][dir={'rtl' if code == 'ar' else 'ltr'}]")


def test_only_languages_with_public_words_are_announced_and_the_others_are_canonical_to_what_they_show(client, desk):
    pages = pages_of(client, desk)

    for code, canonical in (("en", "en"), ("ar", "ar"), ("fr", "ar"), ("es", "ar")):
        assert len(attributes(pages[code], "[rel=alternate]", "href")) == 2
        expected = f"http://127.0.0.1:8000{address(desk, canonical)}"
        assert attributes(pages[code], "[rel=canonical]", "href") == [expected]


@pytest.mark.parametrize(
    ("mode", "said"), [("ar", ARABIC), ("en", ENGLISH), ("fr", ARABIC), ("es", ARABIC)], ids=["ar", "en", "fr", "es"]
)
def test_a_draft_is_previewed_in_each_language(desk, mode, said):
    draft = desk.get_latest_revision_as_object()

    page = preview(draft, mode)

    assert has(page, f"html[lang={mode}]")
    assert text(page, "h1") == said


def test_a_translation_is_previewed_as_its_subject_with_the_draft_words(desk):
    french = desk.translations.get(language="fr").get_latest_revision_as_object()

    page = preview(french, "fr")

    assert text(page, "h1:not([lang])") == FRENCH
    assert challenge(page) == "Personne ne savait."
    assert "Tunis" in texts(page, ".glance a")


def test_a_practice_that_was_never_saved_can_be_previewed(desk):
    city = desk.get_parent().specific
    fresh = type(desk)(title="Not yet", slug="not-yet", language="en", challenge="Who knows?")
    fresh.depth, fresh.path = city.depth + 1, city.path + "0009"
    fresh.set_url_path(city)

    page = preview(fresh, "en")

    assert text(page, "h1:not([lang])") == "Not yet"
    assert challenge(page) == "Who knows?"


def test_an_editor_sees_the_draft_in_the_admin(admin_client, desk):
    desk.challenge = "مسودة"
    desk.save_revision()

    page = read(admin_client.get(f"/admin/pages/{desk.pk}/view_draft/"))

    assert challenge(page) == "مسودة"


def test_once_unpublished_it_is_gone_in_every_language_and_list(client, desk):
    desk.unpublish()

    for code in languages.CODES:
        assert client.get(address(desk, code)).status_code == 404
        for listing in ("", "practices/", "cities/tunis/"):
            assert_nowhere(client.get(f"/{code}/{listing}"), ARABIC, ENGLISH)


def test_a_translation_s_own_address_leads_to_its_subject(client, desk):
    english = desk.translations.get(language="en")

    response = client.get(address(english, "en"))

    assert response.status_code == 302
    assert response.url == address(desk, "en")
