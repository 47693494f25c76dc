"""A published dossier is found: in its list, by browsing, from its practices."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(site):
    return factories.practice("Welcome desk", themes=[factories.theme("housing")])


@pytest.fixture
def dossier(desk):
    return factories.dossier("First steps in a new city", of={desk: ""}, intro="Where to begin.")


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_list_of_dossiers_leads_to_them_in_every_language(client, dossier):
    for language in ("en", "fr", "es", "ar"):
        with translation.override(language):
            assert dossier.get_url() in page(client, reverse("dossiers"))


def test_browsing_leads_to_the_list_and_finds_them_by_words_and_themes(client, dossier):
    everything = page(client, "/en/practices/")
    by_words = page(client, "/en/practices/?q=STEPS")
    by_theme = page(client, "/en/practices/?theme=housing")
    by_others = page(client, "/en/practices/?q=budget")

    assert reverse("dossiers") in everything
    assert dossier.get_url() in by_words
    assert dossier.get_url() in by_theme
    assert dossier.get_url() not in by_others


def test_the_guide_to_a_theme_shows_its_own_choice_first_and_then_every_dossier_about_it(client, dossier, desk):
    picked = factories.dossier("Picked by the editors", of={factories.practice("Other"): ""})
    elsewhere = factories.dossier("About something else", of={factories.practice("Another"): ""})
    factories.guide("housing", dossiers=[picked])

    guide = page(client, "/en/practices/housing/")

    assert guide.index(picked.get_url()) < guide.index(dossier.get_url())
    assert elsewhere.get_url() not in guide


def test_a_practice_names_the_dossiers_it_is_in(client, dossier, desk):
    assert dossier.get_url() in page(client, desk.get_url())
    assert dossier.get_url() not in page(client, factories.practice("Another").get_url())


def test_a_draft_is_found_nowhere(client, desk):
    draft = factories.dossier("Draft", of={desk: ""}, live=False)

    pages = [page(client, where) for where in ("/en/dossiers/", "/en/practices/?theme=housing", desk.get_url())]

    assert not any(draft.title in one for one in pages)
