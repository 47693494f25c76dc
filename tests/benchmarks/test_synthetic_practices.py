"""The synthetic world: a sound tree, marked as what it is, found like any practice, and the same for the same seed."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from wagtail.models import Page

from benchmarks import worlds
from cities.models import CityPage
from facets import ask, current
from practices.models import PracticePage, PracticeTranslation
from tests import factories

pytestmark = pytest.mark.django_db


def make(number: int = 60, *, languages: str = "en,fr", seed: int = 1) -> None:
    worlds.main(["--seed", str(seed), "practices", str(number), "--languages", languages])


def test_the_tree_is_sound_and_everything_is_marked(site):
    factories.practice("A real one")

    make(languages="en,fr,ar")
    make(20, seed=2)

    assert not any(Page.find_problems())
    made = PracticePage.objects.filter(programme_id__startswith="synthetic-")
    assert made.count() == 80
    assert all(page.title.startswith("Synthetic") for page in made)
    assert PracticeTranslation.objects.filter(language="ar").exists()
    assert all(page.get_parent().specific.numchild for page in made[:5])


def test_pages_can_be_added_moved_and_published_among_them(site, client):
    make(20)
    city = CityPage.objects.get(programme_id="synthetic-city-1")

    page = factories.practice("Another", under=city)
    page.save_revision().publish()

    assert client.get(page.url).status_code == 200
    assert client.get(PracticePage.objects.filter(programme_id="synthetic-1").get().url).status_code == 200
    assert not any(Page.find_problems())


def test_a_process_that_has_counted_sees_the_new_world_at_once(site):
    current("practices")

    make()

    assert len(ask("practices", QueryDict())) == 60
    assert len(ask("practices", QueryDict("q=synthetic"))) == 60


def test_the_search_finds_translations_too(site):
    make(languages="en,fr")
    translation = PracticeTranslation.objects.first()

    found = ask("practices", QueryDict(f"q=Synthétique+{translation.title.rpartition(' ')[2]}"))

    assert translation.subject_id in found.pks("en", 0, 60)


def test_the_same_seed_makes_the_same_world(site):
    make(5, seed=7)
    first = list(PracticePage.objects.order_by("pk").values_list("title", "intro"))
    PracticePage.objects.all().delete()
    CityPage.objects.all().delete()

    make(5, seed=7)

    assert list(PracticePage.objects.order_by("pk").values_list("title", "intro")) == first


def test_bad_arguments_are_refused(site, capsys):
    with pytest.raises(SystemExit):
        make(languages="en,xx")
    assert "xx is not one of" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        make(0)
    assert "at least 1" in capsys.readouterr().err


def test_without_a_site_there_is_no_world(db):
    Page.objects.filter(depth=2).delete()

    with pytest.raises(SystemExit, match="load_programme"):
        make(1)
