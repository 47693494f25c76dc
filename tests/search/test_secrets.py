"""What is not for everybody is found by no word, stands in no snippet, is proposed for no other, counted nowhere."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from cities.models import Organisation
from facets import ask
from facets.panels import Panels
from facets.search_panels import SearchPanels
from tests import factories
from tests.pages import has, text

pytestmark = [pytest.mark.django_db, pytest.mark.alike]

SECRET = "xylophone"
NEAR = "xylopphone"  # who types it would be told of the other
COLLECTIONS = ("practices", "cities", "sessions", "publications", "pilots")
LISTS = ("practices", "cities", "sessions", "library", "pilots")


@pytest.fixture
def city(site):
    return factories.city("Lyon", country=factories.country("FR"))


def a_withheld_part(city):
    factories.practice("A desk", under=city, did_not_work=f"The {SECRET} broke.", did_not_work_for="cities")


def a_withheld_part_of_a_translation(city):
    desk = factories.practice("A desk", under=city, did_not_work="It broke.", did_not_work_for="cities")
    factories.translate(desk, "fr", "Un guichet", did_not_work=f"Le {SECRET}.")


def a_part_that_is_withheld_from_now_on(city):
    desk = factories.practice("A desk", under=city, did_not_work=f"The {SECRET} broke.")
    assert len(asking("practices", SECRET)) == 1
    desk.did_not_work_for = "cities"
    desk.save_revision().publish()


def a_draft(city):
    factories.practice(f"A {SECRET}", under=city, live=False)


def a_draft_of_what_is_public(city):
    desk = factories.practice("A desk", under=city)
    desk.title = desk.intro = f"A {SECRET}"
    desk.save_revision()


def what_was_public(city):
    desk = factories.practice(f"A {SECRET}", under=city)
    assert len(asking("practices", SECRET)) == 1
    desk.unpublish()


def what_was_written_before(city):
    desk = factories.practice(f"A {SECRET}", under=city)
    assert len(asking("practices", SECRET)) == 1
    desk.title = desk.draft_title = "A desk"
    desk.save_revision().publish()


def a_translation_that_is_not_public(city):
    desk = factories.practice("A desk", under=city)
    factories.translate(desk, "fr", f"Un {SECRET}", intro=SECRET, live=False)


def a_translation_that_was_public(city):
    desk = factories.practice("A desk", under=city)
    french = factories.translate(desk, "fr", f"Un {SECRET}")
    assert len(asking("practices", SECRET)) == 1
    french.unpublish()


def what_was_deleted(city):
    desk = factories.practice(f"A {SECRET}", under=city)
    assert len(asking("practices", SECRET)) == 1
    desk.delete()


def what_editors_note(city):
    factories.practice("A desk", under=city, editor_note=f"The {SECRET} again.")


def a_city_that_is_not_public(city):
    factories.city(SECRET.capitalize(), country=city.country, live=False, other_names=SECRET)
    factories.practice("A desk", under=city)


def an_organisation_of_a_draft(city):
    desk = factories.practice("A desk", under=city, live=False)
    desk.lead = Organisation.objects.create(name_en=SECRET.capitalize())
    desk.save()


def drafts_of_every_kind(city):
    factories.session(f"A {SECRET}", live=False)
    factories.publication(f"A {SECRET}", live=False)
    factories.pilot(f"A {SECRET}", under=city, live=False)


SECRETS = [
    a_withheld_part,
    a_withheld_part_of_a_translation,
    a_part_that_is_withheld_from_now_on,
    a_draft,
    a_draft_of_what_is_public,
    what_was_public,
    what_was_written_before,
    a_translation_that_is_not_public,
    a_translation_that_was_public,
    what_was_deleted,
    what_editors_note,
    a_city_that_is_not_public,
    an_organisation_of_a_draft,
    drafts_of_every_kind,
]


def asking(collection: str, words: str):
    query = QueryDict(mutable=True)
    query["q"] = words
    return ask(collection, query)


@pytest.mark.parametrize("hide", SECRETS)
def test_it_is_found_by_no_word_and_never_named(city, hide):
    hide(city)
    factories.practice("A xylophine", under=city)  # a rare word, for which the secret one might be proposed

    for collection in COLLECTIONS:
        for word in (SECRET, "xylopho", NEAR, "xylophine"):
            answer = asking(collection, word)
            panels = SearchPanels(Panels(answer, "/", "en"))
            said = [(note.text, note.link and note.link.label) for note in panels.notes()]
            assert len(answer) <= (collection == "practices"), (collection, word)
            assert SECRET not in str(said).lower().replace(f"“{word}”", ""), (collection, word)
            assert not panels.offered()


@pytest.mark.parametrize("hide", SECRETS)
def test_no_page_shows_it(client, city, hide):
    hide(city)
    factories.practice("A xylophine", under=city)

    for language in ("en", "fr"):
        for address in (*LISTS, "search"):
            for word in ("desk guichet broke", "xylopho", NEAR, "xylophine"):
                page = client.get(f"/{language}/{address}/", {"q": word})
                if page.status_code != 404:  # a section that this site has not
                    assert SECRET not in page.content.decode().lower(), (language, address, word)


def test_a_snippet_is_taken_from_what_everybody_may_read(client, city):
    factories.practice(
        "A desk", under=city, challenge="Desks broke.", did_not_work=f"A {SECRET} broke.", did_not_work_for="cities"
    )

    page = client.get("/en/practices/", {"q": "broke"})

    assert "Desks broke." in text(page, "#found")
    assert SECRET not in page.content.decode()


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>&amp;{{ 7|add:7 }}'


@pytest.mark.parametrize("address", ["practices", "cities", "sessions", "library", "pilots", "search"])
def test_what_is_typed_is_escaped_wherever_it_is_said_again(client, city, address):
    factories.practice("A desk <marquee>& chairs", under=city, intro="Desk <script>alert(3)</script> & chairs")

    for words in (HOSTILE, f"desk {HOSTILE}", "<marquee>desk</marquee> lyonn<marquee>", "<marquee>", "<!?"):
        page = client.get(f"/en/{address}/", {"q": words})
        if page.status_code == 404:
            continue
        assert page.status_code == 200
        assert not has(page, "main script, main img[src=x], main marquee"), (address, words)


def test_what_stands_in_a_text_is_escaped_in_its_snippet(client, city):
    factories.practice("A desk", under=city, intro="A chair <script>alert(3)</script> & <b>more</b>")

    page = client.get("/en/practices/", {"q": "chair script alert"})

    assert "<script>alert(3)</script>" in text(page, "#found")
    assert not has(page, "#found script, #found b")
