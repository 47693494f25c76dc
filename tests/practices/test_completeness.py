"""What a practice still lacks: for a snapshot, and for a full description."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from core.folding import fold
from practices.completeness import MORE, SNAPSHOT, Completeness, completeness, needed
from practices.models import PracticePage
from tests import factories
from tests.factories.people import person
from tests.pages import assert_nowhere, text

pytestmark = pytest.mark.django_db
WORDS = dict.fromkeys(("intro", "summary", "challenge", "how_it_works", "results"), "Some words.")
SECRET = "The first interpreter left after a week."


def test_a_snapshot_counts_the_parts_of_a_snapshot():
    practice = factories.practice(**WORDS, themes=[factories.theme()], did_not_work="Too late.")

    assert completeness(practice) == Completeness(6, 8, ["For whom", "Status"])


def test_a_full_description_counts_all_parts():
    facts = {"themes": [factories.theme()], "target_groups": [factories.target_group()], "status": "running"}
    practice = factories.practice(**WORDS, **facts, detail="full", did_not_work="Too late.")

    told = completeness(practice)

    assert (told.written, told.of, told.missing[0]) == (9, 13, "What had to be in place")


def test_blanks_are_not_words():
    practice = factories.practice(**{**WORDS, "results": "  \n "})

    assert "Results" in completeness(practice).missing


def test_what_is_missing_for_full_can_be_asked_of_a_snapshot():
    assert completeness(PracticePage(**WORDS), "full").of == len(SNAPSHOT) + len(MORE)


def test_a_public_snapshot_that_becomes_full_needs_all_the_new_parts():
    public = PracticePage(detail="snapshot", intro="One desk.")

    assert set(MORE) <= set(needed(PracticePage(), public, "full"))
    assert "summary" not in needed(PracticePage(), public, "full")


def test_a_list_asks_the_same_number_of_questions_whatever_its_length(django_assert_num_queries):
    tangier = factories.city("Tangier")
    for _number in range(4):
        factories.practice(under=tangier, themes=[factories.theme()], target_groups=[factories.target_group()])

    with django_assert_num_queries(3):
        practices = PracticePage.objects.prefetch_related("themes", "target_groups")
        assert {completeness(practice).written for practice in practices} == {2}


# --- what did not work, for registered cities --------------------------------------------------------------------
@pytest.fixture
def practice(site):
    return factories.practice("One desk", did_not_work=SECRET, did_not_work_for="cities")


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.OBSERVER])
def test_people_of_any_city_read_what_did_not_work(client, practice, role):
    client.force_login(person("colleague", role, factories.city("Lisbon")))

    answer = client.get(practice.get_url())

    assert text(answer, "#did-not-work ~ .flow") == SECRET
    assert text(answer, "#did-not-work + p").startswith("Only people of registered cities")
    assert "private" in answer.headers["Cache-Control"]


def test_visitors_search_and_people_of_no_city_do_not(client, practice):
    assert_nowhere(client.get(practice.get_url()), SECRET)

    client.force_login(person("translator", Role.TRANSLATOR))

    assert_nowhere(client.get(practice.get_url()), SECRET)
    assert fold(SECRET) not in PracticePage.objects.get().folded_words()
    assert_nowhere(client.get("/en/practices/", {"q": "interpreter"}), "One desk")


def test_a_visitor_after_a_colleague_still_reads_nothing_of_it(client, practice):
    client.force_login(person("colleague", Role.OFFICIAL, factories.city("Lisbon")))
    client.get(practice.get_url())
    client.logout()

    assert_nowhere(client.get(practice.get_url()), SECRET)
