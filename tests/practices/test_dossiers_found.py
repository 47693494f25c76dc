"""A published dossier is found: in its list, by browsing, from its practices."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from tests import factories
from tests.pages import assert_nowhere, attributes, has

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(site):
    return factories.practice("Welcome desk", themes=[factories.theme("housing")])


@pytest.fixture
def dossier(desk):
    return factories.dossier("First steps in a new city", of={desk: ""}, intro="Where to begin.")


def test_the_list_of_dossiers_leads_to_them_in_every_language(client, dossier):
    for language in ("en", "fr", "es", "ar"):
        with translation.override(language):
            assert attributes(client.get(reverse("dossiers")), ".card h3 a", "href") == [dossier.get_url()]


def test_browsing_leads_to_the_list_and_finds_them_by_words_and_themes(client, dossier):
    asked = {question: client.get(f"/en/practices/{question}") for question in ("", "?q=STEPS", "?theme=housing")}
    by_others = client.get("/en/practices/?q=budget")

    found = {question: attributes(page, "#results p.small a", "href") for question, page in asked.items()}
    assert found[""] == [reverse("dossiers")]
    assert found["?q=STEPS"] == found["?theme=housing"] == [dossier.get_url(), reverse("dossiers")]
    assert_nowhere(by_others, dossier.get_url())


def test_the_guide_to_a_theme_shows_its_own_choice_first_and_then_every_dossier_about_it(client, dossier, desk):
    picked = factories.dossier("Picked by the editors", of={factories.practice("Other"): ""})
    elsewhere = factories.dossier("About something else", of={factories.practice("Another"): ""})
    factories.guide("housing", dossiers=[picked])

    guide = client.get("/en/practices/housing/")

    under_dossiers = attributes(guide, "section:has(h2:-soup-contains('Dossiers')) .card a", "href")
    assert under_dossiers == [picked.get_url(), dossier.get_url()]
    assert_nowhere(guide, elsewhere.get_url())


def test_a_practice_names_the_dossiers_it_is_in(client, dossier, desk):
    assert has(client.get(desk.get_url()), f".aside [href='{dossier.get_url()}']")
    assert_nowhere(client.get(factories.practice("Another").get_url()), dossier.get_url())


def test_a_draft_is_found_nowhere(client, desk):
    draft = factories.dossier("Draft", of={desk: ""}, live=False)

    for where in ("/en/dossiers/", "/en/practices/?theme=housing", desk.get_url()):
        assert_nowhere(client.get(where), draft.title)
