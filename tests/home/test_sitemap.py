"""The sitemap names the languages in which a page can be read, and no other."""

from __future__ import annotations

import pytest
from wagtail.models import get_page_models

from core.models import IndexPage, SubjectPage
from tests import factories

pytestmark = pytest.mark.django_db


def test_it_names_only_languages_with_public_words(client):
    practice = factories.practice("مكتب", language="ar", slug="desk", under=factories.city("Tangier"))
    factories.translate(practice, "en")
    factories.translate(practice, "fr", live=False)

    sitemap = client.get("/sitemap.xml").content.decode()

    assert "<loc>http://testserver/ar/cities/tangier/desk/</loc>" in sitemap
    assert "<loc>http://testserver/en/cities/tangier/desk/</loc>" in sitemap
    assert "/fr/cities/tangier/desk/" not in sitemap
    assert "/es/cities/tangier/desk/" not in sitemap
    assert "<loc>http://testserver/es/practices/</loc>" in sitemap


def test_it_names_index_pages_and_what_is_no_page_of_the_tree(client):
    made = [page for model in get_page_models() if issubclass(model, IndexPage) for page in model.objects.live()]
    before = client.get("/sitemap.xml").content.decode()
    factories.dossier("First steps", of={factories.practice("Desk"): ""})

    sitemap = client.get("/sitemap.xml").content.decode()

    assert "/en/dossiers/" not in before
    for address in ("/dossiers/", "/monitoring/coverage/", "/review/"):
        assert [f"<loc>http://testserver/{code}{address}</loc>" in sitemap for code in ("en", "ar")] == [True, True]
    assert all(page.get_url() in sitemap for page in made)


def test_it_does_not_name_drafts_or_addresses_of_translations(client):
    draft = factories.practice("Secret", slug="secret", live=False)
    factories.translate(factories.practice("Desk", slug="desk"), "fr")

    sitemap = client.get("/sitemap.xml").content.decode()

    assert draft.slug not in sitemap
    assert "/desk/fr/" not in sitemap


def test_its_cost_does_not_grow_with_the_pages(client, django_assert_max_num_queries):
    city = factories.city()
    for _number in range(12):
        factories.practice(under=city)

    kinds = [model for model in get_page_models() if issubclass(model, SubjectPage) and model.has_own_address]
    with django_assert_max_num_queries(11 + 2 * len(kinds)):
        answer = client.get("/sitemap.xml")

    assert answer.status_code == 200
