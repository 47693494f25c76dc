"""What stands near to a practice, and how much its page asks of the database."""

from html import unescape

import pytest
from django.utils.html import strip_tags

from core.models import Figure, Source
from practices.models import Assessment, Confirmation, PracticePartner, PracticeRelation, Transfer
from practices.similar_practices import similar_practices
from tests import factories
from tests.pages import assert_nowhere, texts

pytestmark = pytest.mark.django_db


def titles_of_similar(practice) -> list[str]:
    return [type(practice).objects.get(pk=similar.pk).title for similar in similar_practices(practice)]


def test_most_themes_in_common_come_first_then_the_same_region_then_the_most_recent():
    housing, health = factories.theme("housing"), factories.theme("health")
    here, far = factories.city("Rabat"), factories.city("Lyon", country=factories.country("FR"))
    desk = factories.practice("Desk", under=here, themes=[housing, health])
    factories.practice("One theme, here", under=here, themes=[housing], starts="2010")
    factories.practice("Both themes, far", under=far, themes=[housing, health], starts="2020")
    factories.practice("Both themes, here", under=here, themes=[housing, health], starts="2010")
    factories.practice("One theme, far", under=far, themes=[health], starts="2022")

    assert titles_of_similar(desk) == ["Both themes, here", "Both themes, far", "One theme, here"]


def test_without_a_theme_in_common_the_region_is_the_reason():
    desk = factories.practice("Desk", under=factories.city("Rabat"), themes=[factories.theme("housing")])
    factories.practice("Neighbour", under=factories.city("Tunis", country=factories.country("TN")))
    factories.practice("Far away", under=factories.city("Lyon", country=factories.country("FR")))

    (only,) = similar_practices(desk)

    assert unescape(only.reason) == "Also in Northern Africa"


def test_a_rare_theme_in_common_is_nearer_than_one_that_many_have():
    rights, diaspora = factories.theme("rights"), factories.theme("diaspora")
    desk = factories.practice("Desk", themes=[rights, diaspora])
    for number in range(4):
        factories.practice(f"Rights {number}", themes=[rights], starts="2022")
    factories.practice("Diaspora", themes=[diaspora], starts="2001")

    assert titles_of_similar(desk)[0] == "Diaspora"


def test_what_agrees_in_nothing_but_its_themes_is_less_near():
    housing, work = factories.theme("housing"), factories.theme("work")
    refugees, minors = factories.target_group("refugees"), factories.target_group("minors")
    far = factories.city("Lyon", country=factories.country("FR"))
    flats = factories.practice("Flats", themes=[housing, work], target_groups=[refugees])
    factories.practice("Jobs and rents", under=far, themes=[housing, work], target_groups=[minors])
    factories.practice("Shelter", under=far, themes=[housing], target_groups=[refugees])
    for number in range(2):
        factories.practice(f"Other {number}", under=far, themes=[factories.theme("health")])

    assert titles_of_similar(flats) == ["Shelter", "Jobs and rents"]


def test_the_reason_says_for_whom_both_are():
    housing, refugees = factories.theme("housing", name_en="Housing"), factories.target_group("refugees")
    here, far = factories.city("Rabat"), factories.city("Lyon", country=factories.country("FR"))
    desk = factories.practice("Desk", under=here, themes=[housing], target_groups=[refugees])
    factories.practice("Far", under=far, themes=[housing], target_groups=[refugees])
    factories.practice("Here", under=here, target_groups=[refugees])

    reasons = [strip_tags(similar.reason) for similar in similar_practices(desk)]

    assert reasons == [
        f"Also about Housing, for {refugees.name_en}",
        f"Also for {refugees.name_en}, also in Northern Africa",
    ]


def test_of_very_many_those_with_most_in_common_are_compared(site, monkeypatch):
    monkeypatch.setattr("practices.similar_practices.COMPARED", 2)
    housing, health = factories.theme("housing"), factories.theme("health")
    desk = factories.practice("Desk", themes=[housing, health])
    for number in range(4):
        factories.practice(f"Housing {number}", themes=[housing], starts=f"200{number}")
    factories.practice("Both", themes=[housing, health])

    assert titles_of_similar(desk) == ["Both", "Housing 3"]


def test_the_page_gives_the_reason_with_each_card(client):
    housing = factories.theme("housing", name_en="Housing")
    desk = factories.practice("Desk", themes=[housing])
    factories.practice("Another desk", themes=[housing])

    page = client.get(desk.get_url())

    near = "section:has(h2:-soup-contains('Related practices')) .card"
    assert texts(page, f"{near} h3") == ["Another desk"]
    assert "Also about Housing, also in Northern Africa" in texts(page, f"{near} p")
    assert "Housing" in texts(page, f"{near} p > bdi")


def test_a_practice_that_stands_alone_has_no_such_section(client):
    desk = factories.practice("Desk")

    assert_nowhere(client.get(desk.get_url()), "Related practices")


def full_practice(number: int):
    """One with everything a page can show, so that nothing is saved by leaving it out."""
    housing, city = factories.theme("housing"), factories.city(latitude=30 + number / 9, longitude=number / 9)
    practice = factories.practice(
        under=city,
        themes=[housing],
        target_groups=[factories.target_group()],
        framework_items=[factories.framework_item()],
        lead=factories.organisation(),
        partners=[PracticePartner(organisation=factories.organisation())],
        relations=[PracticeRelation(kind="built-on", label="Profile")],
        figures=[Figure(label="met", value=3)],
        sources=[Source(label="Report", url="https://example.org/")],
        further_cities=[factories.city()],
        challenge="Nobody knew.",
    )
    Assessment.objects.create(practice=practice, level=1, why="An account.")
    Confirmation.objects.create(practice=practice, answer="still-true", by_role="Mayor")
    factories.session(phase=factories.phase(), practices=[practice], cities=[city], starts="2019")
    factories.publication(practices=[practice], year=2019)
    factories.pilot(practices=[practice])
    return practice


@pytest.mark.parametrize("practices", [4, 10])
def test_its_page_asks_the_database_little_however_much_there_is(client, practices, django_assert_max_num_queries):
    all_of_them = [full_practice(number) for number in range(practices)]
    desk, giver = all_of_them[:2]
    Transfer.objects.create(practice=giver, became=desk, basis="documented", receiver=desk.get_parent().specific)
    Transfer.objects.create(practice=desk, receiver_name="Getxo", basis="reported")
    client.get(desk.get_url())  # draws its cards once

    with django_assert_max_num_queries(26):
        client.get(desk.get_url())
