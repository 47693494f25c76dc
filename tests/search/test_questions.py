"""What words find: by names in any language, by meanings, by forms; what is taken as something else, and offered."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from facets import Answer, answers, ask, text
from facets.panels import Panels
from facets.search_panels import SearchPanels
from search import index, questions
from search.models import SearchTerm
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


def asking(text: str) -> Answer:
    query = QueryDict(mutable=True)
    query["q"] = text
    return ask("practices", query)


def panels(text: str) -> SearchPanels:
    return SearchPanels(Panels(asking(text), "/practices/", "en"))


def offered(text: str) -> dict[str, str]:
    return {link.label: link.note for link in panels(text).offered()}


def found(text: str) -> list[str]:
    answer = asking(text)
    titles = dict(answer.index.collection.model.objects.values_list("pk", "title"))
    return [titles[pk] for pk in answer.pks("en", 0, 24)]


@pytest.fixture
def city(site):
    return factories.city(
        name_en="Beirut",
        name_fr="Beyrouth",
        name_es="Beirut",
        name_ar="بيروت",
        country=factories.country("LB"),
        slug="beirut",
    )


@pytest.fixture
def housing():
    return factories.theme("housing", name_en="Housing", name_fr="Logement", name_es="Vivienda", name_ar="السكن")


def test_a_practice_is_found_by_the_names_of_what_it_is_about_in_every_language(city, housing):
    factories.practice("Keys", under=city, themes=[housing])
    factories.practice("A desk", under=factories.city("Lyon", country=factories.country("FR")))

    for name in ("Beyrouth", "بيروت", "logement", "LOGEMENTS", "viviendas", "السكن", "سكن", "Beirut housing", "Liban"):
        assert found(name) == ["Keys"], name


def test_what_is_called_so_comes_before_what_only_mentions_it(city, housing):
    factories.practice("Talk of housing, housing and housing", under=city, intro="Housing! Housing!")
    factories.practice("Keys", under=city, themes=[housing], intro="Flats.")

    assert found("logement")[0] == "Keys"


def test_a_name_that_changes_is_found_at_once_without_an_index_made_anew(city, housing):
    factories.practice("Keys", under=city, themes=[housing])
    assert (found("Bayrut"), found("lodging")) == ([], [])

    city.other_names = "Bayrut"
    city.save()
    housing.name_en = "Lodging"
    housing.save()

    assert (found("Bayrut"), found("lodging")) == (["Keys"], ["Keys"])


def test_words_that_editors_join_find_each_other_across_languages(city):
    factories.practice("A home for minors", under=city, intro="Unaccompanied minors.")
    assert found("MNA") == []

    SearchTerm.objects.create(words_en="unaccompanied minors", words_fr="mineurs non accompagnés, MNA")

    assert found("MNA") == ["A home for minors"]
    assert found("mineur non accompagne") == ["A home for minors"]


def test_stems_of_one_language_are_not_those_of_another(city):
    factories.practice("Política", under=city, language="es", intro="Una política de barrio.")
    factories.practice("Police", under=city, language="fr", intro="La police de proximité.")

    assert found("police") == ["Police"]


def test_all_words_must_be_there_and_where_nothing_has_all_what_has_most_is_said(city):
    factories.practice("A desk for families", under=city, intro="Schools.")
    factories.practice("A desk", under=city)

    assert found("desk families") == ["A desk for families"]
    answer = asking("desk families zebra")

    assert (found("desk families zebra"), answer.found.missing) == (["A desk for families"], 1)


def test_a_typing_error_is_taken_only_without_a_hit_and_from_five_letters_on(city):
    factories.practice("Spain", under=city, intro="Painting with children.")
    factories.practice("A desk", under=city)

    assert dict(asking("Beiruth").found.corrected) == {"Beiruth": "Beirut"}
    assert len(asking("Beiruth")) == 2
    assert dict(asking("childern").found.corrected) == {"childern": "children"}
    assert not asking("spai").found.corrected
    assert found("zzzz") == []


def test_what_stands_in_one_text_is_not_corrected_but_what_may_have_been_meant_is_proposed(city):
    factories.practice("Beirat", under=city, intro="The Beirat meets.")
    factories.practice("A desk", under=city)

    answer = asking("Beirat")

    assert dict(answer.found.proposed) == {"Beirat": "Beirut"}
    assert found("Beirat") == ["Beirat"]


def test_a_word_that_means_the_same_as_another_or_stands_in_two_texts_is_no_typing_error(city):
    SearchTerm.objects.create(words_en="rumour, rumours", words_fr="rumeur, rumeurs")
    factories.theme("policy", name_en="Policy")
    factories.practice("Rumours", under=city)
    factories.practice("A square", under=city, intro="Police and rain.")
    factories.practice("A street", under=city, intro="Police and cars.")

    assert [dict(asking(text).found.proposed) for text in ("rumours", "police")] == [{}, {}]


def test_what_nothing_is_called_is_never_proposed_nor_taken(city):
    factories.theme("lyrics", name_en="Beirus")  # nearer to the end of the alphabet, and of no practice
    factories.practice("A desk", under=city)

    assert dict(asking("Beiruq").found.corrected) == {"Beiruq": "Beirut"}
    assert found("Beiruq") == ["A desk"]


def test_a_corrected_word_is_offered_as_a_filter_and_makes_a_phrase_with_its_neighbour(city, housing):
    factories.practice("Keys", under=city, themes=[housing])
    factories.practice(
        "A room", under=city, intro="Social workers.", themes=[factories.theme("social", name_en="Social housing")]
    )

    assert offered("Beiruth") == {"City: Beirut": "2"}
    assert offered("socail housing")["Theme: Social housing"] == "1"


def test_a_word_that_nothing_has_does_not_keep_filters_from_being_offered(city, housing):
    factories.practice("Keys", under=city, themes=[housing])

    assert offered("zebra housing") == {"Theme: Housing": "1"}


def test_a_filter_with_the_word_in_its_longer_name_is_offered_where_none_is_called_so(city):
    factories.practice("Keys", under=city, themes=[factories.theme("women", name_en="Migrant women")])

    assert offered("women") == {"Theme: Migrant women": "1"}


def test_a_phrase_that_nothing_has_is_taken_as_its_words(city):
    SearchTerm.objects.create(words_fr="santé mentale", words_en="mental health")
    factories.practice("Santé", under=city, language="fr")

    answer = asking("sante mentale")

    assert (found("sante mentale"), answer.found.missing) == (["Santé"], 1)


def test_what_is_written_before_an_arabic_word_is_taken_off_where_nothing_has_both(city):
    factories.practice("A desk", under=city)

    assert found("ببيروت") == ["A desk"]
    assert asking("ببيروت").found.corrected == {}
    assert offered("ببيروت") == offered("بيروت")


def test_stop_words_stay_where_a_word_is_corrected(city):
    factories.practice("A desk for families", under=city)

    assert asking("a desk for famlies").search_question.with_words({"famlies": "families"}) == "a desk for families"


def test_a_corrected_word_is_said_with_its_accents(city):
    factories.practice("Une maison", under=city, language="fr", intro="Le lieu de l’hospitalité, ouvert.")

    (note,) = panels("hopitalité").notes()

    assert note.text == "Nothing was found for “hopitalité”. These are the results for “hospitalité”."
    assert note.link
    assert note.link.label == "Did you mean “hospitalité”?"


def test_publications_and_sessions_are_found_by_their_year(site):
    factories.publication("A report", year=2018)
    factories.session("A workshop", starts="2019-03", phase=factories.phase())

    asked = [QueryDict("q=2018+report"), QueryDict("q=workshop+2019")]

    assert [len(ask("publications", asked[0])), len(ask("sessions", asked[1]))] == [1, 1]


def test_of_twenty_words_each_is_looked_up_a_few_times_and_no_more(city, monkeypatch):
    words = [letter * 6 for letter in "abcdefghijklmnopqrst"]
    factories.practice("A desk", under=city, intro=" ".join(words[:10]))
    asked = []
    for name in ("has", "hits"):
        search = getattr(questions, name)
        monkeypatch.setattr(questions, name, lambda *args, search=search: asked.append(1) or search(*args))

    found = asking(" ".join(words)).found

    assert (len(found.hits), found.missing) == (1, 10)
    # all at once, before and after; of each whether anything has it, else as a beginning; then what has each
    assert len(asked) == 2 + 20 + 10 + 20


@pytest.mark.parametrize("others", [3, 12])  # found are most of all practices, then few
def test_of_many_hits_only_the_best_are_ranked_until_others_are_wanted(city, monkeypatch, others):
    for number in range(6):
        factories.practice(f"Desk {number}" if number % 2 else f"{number}", under=city, intro="A desk. " * (number + 1))
    for number in range(others):
        factories.practice(f"Garden {number}", under=city)
    everything = asking("desk")
    in_order = everything.ranked_pks("en", 0, 6)
    monkeypatch.setattr(index, "MOST_RANKED", 2)

    text.answered.cache_clear()
    few = asking("desk")

    assert list(few.found.hits.best) == list(everything.found.hits.scores)[:2]
    assert few.found.hits.pks == everything.found.hits.pks
    assert few.found.hits.scores == everything.found.hits.scores
    assert few.ranked_pks("en", 0, 6) == in_order
    monkeypatch.setattr(answers, "RANKED", 2)
    assert asking("desk").ranked_pks("en", 0, 6) == list(everything.found.hits.scores)


def test_the_beginning_of_a_word_finds_it_where_the_word_itself_finds_nothing(city):
    factories.practice("Interpreters", under=city)

    assert found("interpre") == ["Interpreters"]


HOSTILE = (
    "a" * 4_000,
    "refugees " * 400,
    " ".join(f"w{number}x" for number in range(300)),
    "🙂" * 300,
    "\ud800",
    "'" * 500,
    "l'" * 400,
    "a-" * 400,
    "NOT (a OR b) ~5 title:x ^2 [a TO b] *:*",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_answered(city, text):
    factories.practice("A desk", under=city)

    assert len(asking(text)) in (0, 1)


@pytest.mark.parametrize("text", ["SDG 11", "sdg 11", "ODD 11", "ODS 11", "هدف 11"])
def test_a_goal_is_found_by_its_number_in_every_language_and_offered_as_a_filter(city, text):
    goal = factories.framework_item("sdg-goal", "11", name_en="Sustainable cities and communities")
    factories.practice("Rehousing", under=city, framework_items=[goal])

    assert found(text) == ["Rehousing"]
    assert offered(text) == {"Sustainable Development Goal: 11. Sustainable cities and communities": "1"}


def test_the_name_of_a_principle_does_not_hide_the_filter_that_its_words_lead_to(city):
    theme = factories.theme("rights", name_en="Human rights and access to services")
    factories.framework_item("gcm-principle", "15f", name_en="Human rights")
    factories.practice("A legal clinic", under=city, themes=[theme])

    assert list(offered("human rights")) == ["Theme: Human rights and access to services"]


@pytest.mark.parametrize("text", ["11", "10", "SDG 10"])
def test_neither_a_bare_number_nor_another_goal_finds_it(city, text):
    goal = factories.framework_item("sdg-goal", "11", name_en="Sustainable cities and communities")
    factories.practice("Rehousing", under=city, framework_items=[goal])

    assert found(text) == []
