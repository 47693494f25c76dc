"""What is searched of each kind: all that its page says to everybody, and nothing else."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from core.folding import fold_words
from core.models import Figure
from facets import ask
from facets.panels import Panels
from facets.search_panels import SearchPanels, snippet_of
from practices.models import PracticePage, PracticeRelation
from search.sources import SOURCES, records
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_kind_that_is_browsed_is_searched():
    assert set(SOURCES) == {"practices", "cities", "sessions", "pilots", "publications"}


def test_of_every_subject_of_the_programme_the_words_are_searched_that_its_page_says(programme):
    searched = {
        record.pk: {word for text in record.words.values() for one in text for word in fold_words(one)}
        for record in records()
    }

    for source in SOURCES.values():
        for page in source.model.objects.live().filter(source.among):
            said = set(page.folded_words().split())
            # a city's names are looked up in the question
            names = {word for name in getattr(page, "all_names", list)() for word in fold_words(name)}
            assert said - searched[page.pk] <= names, page


def test_what_is_not_for_everybody_is_neither_found_nor_shown_in_any_language(site):
    city = factories.city("Lyon", country=factories.country("FR"))
    desk = factories.practice(
        "A desk",
        under=city,
        did_not_work="The cellar flooded.",
        did_not_work_for="cities",
        figures=[Figure(label="metres", value=3)],
        relations=[PracticeRelation(kind="built-on", label="Blueprint")],
    )
    factories.translate(desk, "fr", "Un guichet", did_not_work="La cave inondée.")
    factories.translate(desk, "es", "Una ventanilla", live=False)

    found = {
        word: len(ask("practices", QueryDict(f"q={word}")))
        for word in ("metres", "blueprint", "guichet", "cellar", "inondée", "ventanilla")
    }

    assert found == {"metres": 1, "blueprint": 1, "guichet": 1, "cellar": 0, "inondée": 0, "ventanilla": 0}
    snippets = SearchPanels(Panels(ask("practices", QueryDict("q=cellar+desk")), "/", "en")).snippets()
    assert "cellar" not in snippet_of(PracticePage.objects.get(), snippets)


@pytest.mark.parametrize("practices", [3, 9])
def test_all_are_read_in_as_many_queries_whatever_their_number(django_assert_max_num_queries, practices):
    for number in range(practices):
        desk = factories.practice(f"Desk {number}", themes=[factories.theme("housing")])
        factories.translate(desk, "fr", f"Guichet {number}")

    with django_assert_max_num_queries(32):
        assert len(list(records())) > practices
