"""The guide to a theme and a dossier, as a visitor reads them, and what an editor may not do with them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from practices.models import DossierPage, DossierPractice, PracticeIndexPage, ThemePage
from tests import factories
from tests.pages import assert_nowhere, attributes, has, read, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
HOSTILE = '<img src=x onerror="alert(1)">'


def get(client, address: str) -> BeautifulSoup:
    return read(client.get(address))


def cards_under(page: BeautifulSoup, heading: str) -> list[str]:
    """The titles of the practices that stand under a heading."""
    return texts(page, f"section:has(h2:-soup-contains('{heading}')) .card h3")


def test_a_guide_stands_at_its_theme_s_code_with_its_practices_in_the_editors_order(client):
    housing = factories.theme("housing", name_en="Housing", name_fr="Logement")
    first, second, _newest = (factories.practice(title, themes=[housing]) for title in ("First", "Second", "Newest"))
    factories.practice("Of something else")
    factories.guide("housing", guide="Begin with rents.", featured=[second, first])

    page = get(client, "/en/practices/housing/")

    assert text(page, "h1:not([lang])") == "Housing"
    assert text(page, "article > .flow") == "Begin with rents."
    assert texts(page, ".band h2") == ["Featured practices", "Newest practices"]
    assert cards_under(page, "Featured practices") == ["Second", "First"]
    assert cards_under(page, "Newest practices") == ["Newest"]
    assert attributes(page, "article .button", "href") == ["/en/practices/?theme=housing"]
    assert_nowhere(page, "Of something else")


def test_a_guide_is_read_in_each_language_under_the_theme_s_name_in_it(client):
    factories.theme("housing", name_en="Housing", name_ar="السكن")
    page = factories.guide("housing", guide="Begin with rents.")
    factories.translate(page, "ar", guide="ابدؤوا بالإيجارات.")

    arabic, french = get(client, "/ar/practices/housing/"), get(client, "/fr/practices/housing/")

    assert text(arabic, "h1:not([lang])") == "السكن"
    assert text(arabic, "article > .flow") == "ابدؤوا بالإيجارات."
    assert_nowhere(arabic, "Begin with rents.")
    assert text(french, "article > .flow[lang=en][dir=ltr]") == "Begin with rents."


def test_what_was_discussed_and_written_up_about_a_theme_stands_beside_its_guide(client):
    housing = factories.theme("housing")
    factories.session("They met", phase=factories.phase(), themes=[housing], starts="2019")
    factories.publication("A report", themes=[housing])
    factories.publication("A hidden report", themes=[housing], live=False)
    factories.guide("housing")

    page = get(client, "/en/practices/housing/")

    assert texts(page, ".aside h2") == ["Discussed at", "Described in"]
    assert texts(page, ".aside a") == ["They met", "A report"]
    assert_nowhere(page, "A hidden report")


def test_browsing_one_theme_leads_to_its_guide_and_only_then(client):
    factories.practice(themes=[factories.theme("housing"), factories.theme("health")])
    page = factories.guide("housing")
    address = "/en/practices/housing/"

    asked = ("?theme=housing", "?theme=housing&theme=health", "")
    one, two, none = (get(client, f"/en/practices/{query}") for query in asked)
    page.unpublish()

    assert attributes(one, "#results p a", "href")[0] == address
    for elsewhere in (two, none, get(client, "/en/practices/?theme=housing")):
        assert not has(elsewhere, f"[href='{address}']")


def test_a_theme_has_one_guide_and_a_dossier_leaves_its_address_free():
    factories.guide("housing")
    index, second = PracticeIndexPage.objects.get(), ThemePage(theme=factories.theme("housing"), language="en")
    dossier = DossierPage(title="Housing", slug="housing")
    factories.theme("health")

    with pytest.raises(ValidationError, match="already has a guide"):
        index.add_child(instance=second)
    dossier.slug = "health"
    with pytest.raises(ValidationError, match="This address is reserved for the guide to a theme; choose"):
        index.add_child(instance=dossier)


def test_a_dossier_says_of_each_practice_why_it_is_there(client):
    rents, desk = factories.practice("Rents"), factories.practice("Desk")
    hidden = factories.practice("A draft", live=False)
    dossier = factories.dossier(
        "Where to begin", of={desk: "It is cheap.", rents: HOSTILE, hidden: "Not to be seen."}, slug="begin"
    )
    row = DossierPractice.objects.get(why="It is cheap.")
    factories.translate(dossier, "fr", "Par où commencer", row_words={str(row.uuid): {"why": "Peu coûteux."}})

    english, french = client.get("/en/practices/begin/"), get(client, "/fr/practices/begin/")

    assert texts(english, ".picked > :first-child") == ["It is cheap.", HOSTILE]
    assert texts(english, ".picked h3") == ["Desk", "Rents"]
    assert_nowhere(english, "<img src=x", "A draft", "Not to be seen.")
    assert text(french, "h1:not([lang])") == "Par où commencer"
    assert texts(french, ".picked > :first-child")[0] == "Peu coûteux."


def test_a_practice_that_is_deleted_leaves_guide_and_dossier_standing(client):
    practice = factories.practice("Rents")
    factories.guide("housing", featured=[practice])
    factories.dossier(of={practice: "Why not."}, slug="begin")

    practice.delete()

    assert client.get("/en/practices/housing/").status_code == 200
    assert text(get(client, "/en/practices/begin/"), ".empty") == "None of its practices has been published yet."


@pytest.mark.parametrize("mode", ["en", "ar"])
def test_guide_and_dossier_are_previewed_in_each_language(mode):
    pages = [factories.guide("housing"), factories.dossier("Where to begin", of={factories.practice(): "Why."})]

    answers = [page.make_preview_request(preview_mode=mode) for page in pages]

    assert all(has(answer, f"html[lang={mode}]") for answer in answers)


def test_both_are_in_the_sitemap_in_the_languages_they_can_be_read_in(client):
    factories.translate(factories.guide("housing"), "fr")
    factories.dossier(slug="begin", language="es")

    sitemap = client.get("/sitemap.xml").content.decode()

    assert "/fr/practices/housing/</loc>" in sitemap
    assert "/es/practices/begin/</loc>" in sitemap
    assert "/ar/practices/housing/" not in sitemap


def test_the_guide_is_made_in_the_admin_and_a_second_one_is_refused_with_what_was_typed(admin_client):
    theme = factories.theme("housing", name_en="Housing")
    address = reverse("wagtailadmin_pages:add", args=["practices", "themepage", PracticeIndexPage.objects.get().pk])
    form = {"theme": theme.pk, "guide": "Begin with rents.", "language": "en", "action-publish": "1", "body-count": "0"}
    rows = ("featured_practices", "dossiers", "sources", "comments")
    form |= {f"{row}-{part}": "0" for row in rows for part in ("TOTAL_FORMS", "INITIAL_FORMS")}

    admin_client.post(address, form)
    second = admin_client.post(address, form | {"guide": "Typed with care."})

    assert ThemePage.objects.live().get().slug == "housing"
    assert texts(second, ".error-message") == ["This theme already has a guide."]
    assert text(second, "[name=guide]") == "Typed with care."


def test_a_guide_is_not_copied(admin_client):
    guide = factories.guide("housing")
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": guide.get_parent().pk}

    answer = admin_client.post(reverse("wagtailadmin_pages:copy", args=[guide.pk]), form)

    assert answer.status_code == 302
    assert ThemePage.objects.get() == guide


@pytest.mark.parametrize("number", [2, 9])
def test_a_guide_asks_the_database_little_however_much_there_is(client, number, django_assert_max_num_queries):
    housing = factories.theme("housing")
    practices = [factories.practice(themes=[housing]) for _ in range(number)]
    factories.guide("housing", featured=practices)
    get(client, "/en/practices/housing/")

    with django_assert_max_num_queries(26), translation.override("en"):
        get(client, "/en/practices/housing/")
