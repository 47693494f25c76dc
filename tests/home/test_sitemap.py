"""The sitemap names the languages in which a page can be read, and no other."""

from __future__ import annotations

import pytest

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

    with django_assert_max_num_queries(26):
        answer = client.get("/sitemap.xml")

    assert answer.status_code == 200
