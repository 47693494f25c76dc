"""A practice written first in Arabic, with a French translation in draft and an English one published."""

from html import unescape

import pytest
from django.utils import translation

from core import languages
from tests import factories

pytestmark = pytest.mark.django_db

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


def read(client, page) -> dict[str, str]:
    """The page in each interface."""
    return {code: unescape(client.get(address(page, code)).content.decode()) for code in languages.CODES}


def preview(page, mode: str) -> str:
    response = page.make_preview_request(preview_mode=mode)
    return unescape(response.content.decode())


def test_each_interface_shows_the_public_words_in_its_language_else_the_original_marked(client, desk):
    pages = read(client, desk)

    assert f"<h1>{ENGLISH}</h1>" in pages["en"]
    assert f"<h1>{ARABIC}</h1>" in pages["ar"]
    for code in ("fr", "es"):
        assert f'<h1 lang="ar" dir="rtl">{ARABIC}</h1>' in pages[code]
        assert f'<div class="flow" lang="ar" dir="rtl"><p>{PROBLEM}</p></div>' in pages[code]
    assert not any(FRENCH in page or "Personne ne savait." in page for page in pages.values())


def test_each_interface_keeps_its_own_language_and_direction(client, desk):
    pages = read(client, desk)

    for code, page in pages.items():
        assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in page


def test_only_languages_with_public_words_are_announced_and_the_others_are_canonical_to_what_they_show(client, desk):
    pages = read(client, desk)

    for code, canonical in (("en", "en"), ("ar", "ar"), ("fr", "ar"), ("es", "ar")):
        assert pages[code].count('rel="alternate"') == 2
        assert f'rel="canonical" href="http://127.0.0.1:8000{address(desk, canonical)}"' in pages[code]


@pytest.mark.parametrize(
    ("mode", "said"), [("ar", ARABIC), ("en", ENGLISH), ("fr", ARABIC), ("es", ARABIC)], ids=["ar", "en", "fr", "es"]
)
def test_a_draft_is_previewed_in_each_language(desk, mode, said):
    draft = desk.get_latest_revision_as_object()

    page = preview(draft, mode)

    assert f'<html lang="{mode}"' in page
    assert f">{said}</h1>" in page


def test_a_translation_is_previewed_as_its_subject_with_the_draft_words(desk):
    french = desk.translations.get(language="fr").get_latest_revision_as_object()

    page = preview(french, "fr")

    assert f"<h1>{FRENCH}</h1>" in page
    assert "Personne ne savait." in page
    assert '">Tunis</a>' in page


def test_a_practice_that_was_never_saved_can_be_previewed(desk):
    city = desk.get_parent().specific
    fresh = type(desk)(title="Not yet", slug="not-yet", language="en", challenge="Who knows?")
    fresh.depth, fresh.path = city.depth + 1, city.path + "0009"
    fresh.set_url_path(city)

    page = preview(fresh, "en")

    assert "<h1>Not yet</h1>" in page
    assert "Who knows?" in page


def test_an_editor_sees_the_draft_in_the_admin(admin_client, desk):
    desk.challenge = "مسودة"
    desk.save_revision()

    page = admin_client.get(f"/admin/pages/{desk.pk}/view_draft/").content.decode()

    assert "مسودة" in page


def test_once_unpublished_it_is_gone_in_every_language_and_list(client, desk):
    desk.unpublish()

    for code in languages.CODES:
        assert client.get(address(desk, code)).status_code == 404
        for listing in ("", "practices/", "cities/tunis/"):
            page = unescape(client.get(f"/{code}/{listing}").content.decode())
            assert ARABIC not in page
            assert ENGLISH not in page


def test_a_translation_s_own_address_leads_to_its_subject(client, desk):
    english = desk.translations.get(language="en")

    response = client.get(address(english, "en"))

    assert response.status_code == 302
    assert response.url == address(desk, "en")
