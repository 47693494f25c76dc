"""What is said of a text that is not in the visitor's language, and how its translation is asked for."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from accounts.roles import Role
from home import translation_requests
from home.models import TranslationRequest
from learning.models import Edition
from practices.models import PracticePage
from tests import factories
from tests.factories.people import person
from tests.pages import attributes, has, texts

pytestmark = pytest.mark.django_db
NOTICE = ".language-notice"


@pytest.fixture
def practice(site):
    cache.clear()
    return factories.practice("A desk", under=factories.city("Lyon"), slug="desk", challenge="Nobody knew.")


def address(practice: PracticePage, language: str) -> str:
    return f"/{language}/cities/lyon/{practice.slug}/"


def ask(client, practice: PracticePage, language: str, **more):
    return client.post(f"/{language}/translations/{practice.pk}/ask/", **more)


def asked_for() -> dict[tuple[int, str], int]:
    return {(one.subject_id, one.language): one.number for one in TranslationRequest.objects.all()}


def test_a_text_in_another_language_says_so_and_one_in_the_visitors_does_not(client, practice):
    factories.translate(practice, "fr")

    pages = {code: client.get(address(practice, code)) for code in ("en", "fr", "es", "ar")}

    assert [code for code, page in pages.items() if has(page, NOTICE)] == ["es", "ar"]
    assert attributes(pages["es"], f"{NOTICE} a", "href") == [f"/es/translations/{practice.pk}/ask/"]


def test_a_translation_that_is_older_than_its_original_says_so(client, practice):
    factories.translate(practice, "fr")
    page = PracticePage.objects.get(pk=practice.pk)
    page.challenge = "Everybody knew."
    page.save_revision().publish()

    french = client.get(address(practice, "fr"))

    assert attributes(french, f"{NOTICE} a", "href")[0].endswith(address(practice, "en"))


def test_a_publication_is_read_in_an_edition_in_the_visitors_language(client, site):
    report = factories.publication("A report")
    Edition.objects.create(publication=report, language="fr", url="https://example.org/rapport.pdf")

    pages = {code: client.get(f"/{code}/library/{report.slug}/") for code in ("fr", "es")}

    assert attributes(pages["fr"], f"{NOTICE} a", "href")[0] == "#editions"
    assert "#editions" not in attributes(pages["es"], f"{NOTICE} a", "href")


def test_what_visitors_ask_for_is_counted_once_a_day_for_each_of_them(client, practice):
    form = client.get(f"/es/translations/{practice.pk}/ask/")
    assert has(form, "form button")
    for _twice in range(2):
        thanks = ask(client, practice, "es", follow=True)
    ask(client, practice, "es", REMOTE_ADDR="198.51.100.7")
    ask(client, practice, "ar")

    assert has(thanks, "[role=status]")
    assert asked_for() == {(practice.pk, "es"): 2, (practice.pk, "ar"): 1}


def test_nobody_asks_for_what_can_be_read_or_is_not_public(client, practice):
    factories.translate(practice, "fr")
    draft = factories.practice("A draft", live=False)

    assert client.get(f"/fr/translations/{practice.pk}/ask/").status_code == 404
    assert ask(client, practice, "fr").status_code == 302
    assert ask(client, draft, "fr").status_code == 404
    assert ask(client, practice, "en").status_code == 302
    assert asked_for() == {}


def test_whoever_asks_for_everything_is_told_to_come_back(client, practice, monkeypatch):
    monkeypatch.setattr(translation_requests, "A_DAY", translation_requests.Limit("translation", 1, 3600))

    assert [ask(client, practice, code).status_code for code in ("es", "ar")] == [302, 429]
    assert asked_for() == {(practice.pk, "es"): 1}


def test_who_may_translate_it_is_led_to_the_form(client, practice):
    client.force_login(person("official.lyon", Role.FOCAL_POINT, practice.get_parent().specific))

    page = client.get(address(practice, "es"))

    assert attributes(page, f"{NOTICE} a", "href")[0].startswith("/admin/")


def test_translators_see_first_what_visitors_ask_for(admin_client, practice):
    other = factories.practice("Zebra crossing", under=practice.get_parent().specific)
    translation_requests.count_request(other, "fr")
    translation_requests.count_request(practice, "fr")
    translation_requests.count_request(other, "fr")
    factories.translate(practice, "fr")  # nobody waits for it any more

    rows = admin_client.get("/admin/translations/").context["rows"]

    assert (rows[0].title, rows[0].cells["fr"].asked) == ("Zebra crossing", 2)
    assert {row.title: row.asked for row in rows}["A desk"] == 0
    assert any("2" in cell for cell in texts(admin_client.get("/admin/translations/"), ".beside-language"))
