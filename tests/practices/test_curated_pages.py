"""The guide to a theme and a dossier, as a visitor reads them, and what an editor may not do with them."""

from __future__ import annotations

from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from practices.models import DossierPage, DossierPractice, PracticeIndexPage, ThemePage
from tests import factories

pytestmark = pytest.mark.django_db
HOSTILE = '<img src=x onerror="alert(1)">'


def read(client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def test_a_guide_stands_at_its_theme_s_code_with_its_practices_in_the_editors_order(client):
    housing = factories.theme("housing", name_en="Housing", name_fr="Logement")
    first, second, _newest = (factories.practice(title, themes=[housing]) for title in ("First", "Second", "Newest"))
    factories.practice("Of something else")
    factories.guide("housing", guide="Begin with rents.", featured=[second, first])

    page = read(client, "/en/practices/housing/")

    assert "<h1>Housing</h1>" in page
    assert "Begin with rents." in page
    assert page.index(">Second<") < page.index(">First<") < page.index("Newest practices") < page.index(">Newest<")
    assert 'href="/en/practices/?theme=housing"' in page
    assert "Of something else" not in page


def test_a_guide_is_read_in_each_language_under_the_theme_s_name_in_it(client):
    factories.theme("housing", name_en="Housing", name_ar="السكن")
    page = factories.guide("housing", guide="Begin with rents.")
    factories.translate(page, "ar", guide="ابدؤوا بالإيجارات.")

    arabic, french = read(client, "/ar/practices/housing/"), read(client, "/fr/practices/housing/")

    assert "<h1>السكن</h1>" in arabic
    assert "ابدؤوا بالإيجارات." in arabic
    assert "Begin with rents." not in arabic
    assert '<div class="flow" lang="en" dir="ltr"><p>Begin with rents.</p></div>' in french


def test_what_was_discussed_and_written_up_about_a_theme_stands_beside_its_guide(client):
    housing = factories.theme("housing")
    factories.session("They met", phase=factories.phase(), themes=[housing], starts="2019")
    factories.publication("A report", themes=[housing])
    factories.publication("A hidden report", themes=[housing], live=False)
    factories.guide("housing")

    page = read(client, "/en/practices/housing/")

    assert "They met" in page
    assert "A report" in page
    assert "A hidden report" not in page


def test_browsing_one_theme_leads_to_its_guide_and_only_then(client):
    factories.practice(themes=[factories.theme("housing"), factories.theme("health")])
    page = factories.guide("housing")
    link = 'href="/en/practices/housing/"'

    asked = ("?theme=housing", "?theme=housing&theme=health", "")
    one, two, none = (read(client, f"/en/practices/{query}") for query in asked)
    page.unpublish()

    assert link in one
    assert link not in two + none
    assert link not in read(client, "/en/practices/?theme=housing")


def test_a_theme_has_one_guide_and_a_dossier_leaves_its_address_free():
    factories.guide("housing")
    index, second = PracticeIndexPage.objects.get(), ThemePage(theme=factories.theme("housing"), language="en")
    dossier = DossierPage(title="Housing", slug="housing")
    factories.theme("health")

    with pytest.raises(ValidationError, match="has its guide already"):
        index.add_child(instance=second)
    dossier.slug = "health"
    with pytest.raises(ValidationError, match="kept for the guide"):
        index.add_child(instance=dossier)


def test_a_dossier_says_of_each_practice_why_it_is_there(client):
    rents, desk = factories.practice("Rents"), factories.practice("Desk")
    hidden = factories.practice("A draft", live=False)
    dossier = factories.dossier(
        "Where to begin", of={desk: "It is cheap.", rents: HOSTILE, hidden: "Not to be seen."}, slug="begin"
    )
    row = DossierPractice.objects.get(why="It is cheap.")
    factories.translate(dossier, "fr", "Par où commencer", row_words={str(row.uuid): {"why": "Peu coûteux."}})

    english, french = client.get("/en/practices/begin/").content.decode(), read(client, "/fr/practices/begin/")

    assert english.index("It is cheap.") < english.index(">Desk<") < english.index(">Rents<")
    assert "<img src=x" not in english
    assert "A draft" not in english
    assert "Not to be seen." not in english
    assert "<h1>Par où commencer</h1>" in french
    assert "Peu coûteux." in french


def test_a_practice_that_is_deleted_leaves_guide_and_dossier_standing(client):
    practice = factories.practice("Rents")
    factories.guide("housing", featured=[practice])
    factories.dossier(of={practice: "Why not."}, slug="begin")

    practice.delete()

    assert client.get("/en/practices/housing/").status_code == 200
    assert "None of its practices is published yet." in read(client, "/en/practices/begin/")


@pytest.mark.parametrize("mode", ["en", "ar"])
def test_guide_and_dossier_are_previewed_in_each_language(mode):
    pages = [factories.guide("housing"), factories.dossier("Where to begin", of={factories.practice(): "Why."})]

    answers = [page.make_preview_request(preview_mode=mode) for page in pages]

    assert all(f'<html lang="{mode}"' in answer.content.decode() for answer in answers)


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
    assert "This theme has its guide already." in second.content.decode()
    assert "Typed with care." in second.content.decode()


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
    read(client, "/en/practices/housing/")

    with django_assert_max_num_queries(26), translation.override("en"):
        read(client, "/en/practices/housing/")
