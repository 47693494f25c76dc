"""The page of a practice, as a visitor reads it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone, translation

from core.models import Figure, Source
from practices.models import Assessment, Confirmation, PracticePage, PracticePartner, PracticeRelation, Transfer
from tests import factories
from tests.pages import assert_nowhere, attributes, has, read, text, texts

pytestmark = [pytest.mark.django_db, pytest.mark.alike]

HOSTILE = '<img src=x onerror="alert(1)">'


def address(page, language: str = "en") -> str:
    page.refresh_from_db()
    with translation.override(language):
        return page.get_url()


def page_of(client, practice, language: str = "en") -> BeautifulSoup:
    return read(client.get(address(practice, language)))


def article_parts(page: BeautifulSoup) -> list[str]:
    """The words under the headings of the article, in the order of the page."""
    return texts(page, "article h2 ~ .flow")


def glance(page: BeautifulSoup) -> dict[str, str]:
    """What stands beside the text, by label."""
    return dict(zip(texts(page, ".glance dt"), texts(page, ".glance dd"), strict=True))


def lineage(page: BeautifulSoup, place: str) -> str:
    """What stands in the column of where it came `from`, of the practice itself (`here`) or of where it went `to`."""
    return text(page, f".lineage > .{place}")


def test_the_parts_stand_in_order_and_only_where_they_have_words(client):
    practice = factories.practice("A desk", challenge="Nobody knew.", how_it_works="People ask.", advice="Start small.")

    page = page_of(client, practice)

    assert article_parts(page) == ["Nobody knew.", "People ask.", "Start small."]
    assert text(page, ".toc [href='#how-it-works']") == "How it works"
    assert_nowhere(page, "What keeps it going")


def test_what_a_translation_leaves_empty_is_read_in_the_original_and_marked(client):
    practice = factories.practice("Un guichet", language="fr", challenge="Personne ne savait.", advice="Peu à peu.")
    factories.translate(practice, "en", "A desk", challenge="Nobody knew.")

    page = page_of(client, practice)

    assert article_parts(page) == ["Nobody knew.", "Peu à peu."]
    assert texts(page, "article .flow[lang=fr][dir=ltr]") == ["Peu à peu."]
    assert_nowhere(page, "Personne ne savait.")


def test_what_did_not_work_is_not_shown_when_it_is_for_registered_cities_only(client):
    practice = factories.practice("A desk", did_not_work="The room was cold.", did_not_work_for="cities")
    factories.translate(practice, "fr", "Un guichet", did_not_work="La salle était froide.")

    pages = [page_of(client, practice, language) for language in ("en", "fr", "es", "ar")]

    for page in pages:
        assert_nowhere(page, "cold", "froide")
    assert_nowhere(pages[0], "What did not work")
    for word in ("cold", "froide"):
        assert_nowhere(client.get(f"/en/practices/?q={word}"), "A desk")


def test_it_says_at_a_glance_what_is_known(client):
    rabat = factories.city("Rabat")
    practice = factories.practice(
        "A desk",
        under=rabat,
        starts="2019",
        ends="2021-03",
        status="ended",
        status_reason="Closed with the project",
        target_groups=[factories.target_group("migrants", name_en="Migrants")],
        lead=factories.organisation("MedCities"),
        partners=[PracticePartner(name="Jeunes Africains", role="implementer")],
        cost_amount=50000,
        cost_currency="EUR",
        cost_year=2020,
        figures=[Figure(label="met", value=300, unit="people", qualifier="about")],
        scale="city",
    )

    page = page_of(client, practice)

    assert glance(page) == {
        "Where": "Rabat, Morocco",
        "When": "2019 to March 2021",
        "Status": "Ended Closed with the project",
        "For whom": "Migrants",
        "Scale": "city",
        "Led by": "MedCities",
        "Partners": "Jeunes Africains (implementer)",
        "Cost": "EUR 50,000 (2020)",
        "People reached": "about 300 people met",
        "Evidence": "Not assessed yet",
        "Last confirmed": "Not yet confirmed by the city",
    }
    assert texts(page, ".title .tag") == ["Ended 2021", "Short entry"]
    assert {"/en/practices/?country=MA", "/en/practices/?target=migrants"} <= set(attributes(page, ".glance a", "href"))
    assert texts(page, ".glance [href='/en/cities/rabat/']") == ["Rabat"]


def test_the_newest_assessment_counts_with_its_reason(client):
    practice = factories.practice("A desk")
    Assessment.objects.create(practice=practice, level=1, why="An account.", on=timezone.now() - timedelta(days=9))
    Assessment.objects.create(practice=practice, level=3, why="Compared with the next quarter.")

    page = page_of(client, practice)

    assert glance(page)["Evidence"] == "Level 3 of 5, change compared Compared with the next quarter."
    assert_nowhere(page, "An account.")


@pytest.mark.parametrize(
    ("days", "said", "warned"),
    [
        (10, "Confirmed by the city", False),
        (364, "Confirmed by the city", False),
        (366, "Due for confirmation", False),
        (454, "Due for confirmation", False),
        (456, "Not confirmed since", True),
    ],
)
def test_a_practice_whose_review_is_long_overdue_warns_its_readers(client, days, said, warned):
    practice = factories.practice("A desk")
    on = timezone.localdate() - timedelta(days=days)
    Confirmation.objects.create(practice=practice, answer="still-true", by_role="Head of service", on=on)

    page = page_of(client, practice)

    assert glance(page)["Last confirmed"].startswith(said)
    assert texts(page, ".note b") == (["Up to date?"] if warned else [])


def test_only_the_newest_confirmation_counts_and_what_has_ended_needs_none(client):
    practice = factories.practice("A desk")
    old = timezone.localdate() - timedelta(days=900)
    Confirmation.objects.create(practice=practice, answer="still-true", by_role="Mayor", on=old - timedelta(days=1))
    Confirmation.objects.create(practice=practice, answer="ended", by_role="Mayor", on=old)

    page = page_of(client, practice)

    assert glance(page)["Last confirmed"].startswith("Ended, according to the city")
    assert_nowhere(page, "Up to date?")


def test_the_goals_it_serves_lead_to_the_practices_that_serve_them_too(client):
    goals = [factories.framework_item("sdg-goal", "10"), factories.framework_item("gcm-objective", "15")]
    practice = factories.practice("A desk", framework_items=goals)

    page = page_of(client, practice)

    links = attributes(page, ".aside a", "href")
    assert links == ["/en/practices/?sdg=10", "/en/practices/?gcm=15"]


def test_what_it_serves_of_a_framework_without_a_filter_is_named(client):
    point = factories.framework_item("oecd-checklist", "10", name_en="Secure access to adequate housing")
    practice = factories.practice("A desk", framework_items=[point])

    page = page_of(client, practice)

    assert "10 Secure access to adequate housing" in text(page, ".aside")
    assert attributes(page, ".aside a", "href") == []


def test_figures_of_one_unit_share_bars_and_what_was_planned_stands_apart(client):
    figures = [
        Figure(label="met by the team", value=200, unit="people", qualifier="over"),
        Figure(label="trained", value=90, unit="people", qualifier="up-to"),
        Figure(label="offices", value=5),
        Figure(label="to be housed", value=7, kind="planned"),
    ]
    practice = factories.practice("A desk", results="Much changed.", figures=figures)

    page = page_of(client, practice)

    assert text(page, "#results") == "Measured results"
    assert len(page.select(".bars")) == 1
    assert texts(page, ".bars b") == ["over 200", "up to 90"]
    assert texts(page, "figure:not(h3 ~ *) .counts span") == ["offices"]
    assert texts(page, "h3:-soup-contains('Planned') ~ figure .counts span") == ["to be housed"]


def test_sources_are_numbered_and_the_archive_has_no_address(client):
    sources = [Source(label="Report 2019", url="https://example.org/r"), Source(label="seed: letter.pdf")]
    practice = factories.practice("A desk", sources=sources)

    page = page_of(client, practice)

    assert texts(page, "#sources + ol li") == ["Report 2019", "Programme archive"]
    assert text(page, "#sources + ol [href='https://example.org/r']") == "Report 2019"
    assert_nowhere(page, "letter.pdf")


def test_where_it_came_from_says_how_we_know(client):
    barcelona, tangier = factories.city("Barcelona", country=factories.country("ES")), factories.city("Tangier")
    service = factories.practice("Care service", under=barcelona)
    desk = factories.practice("A desk", under=tangier)
    facts = {"practice": service, "receiver": tangier, "became": desk, "basis": "documented"}
    transfer = Transfer.objects.create(**facts, sources=[{"label": "Report", "url": "https://example.org/report"}])

    documented, given = page_of(client, desk), page_of(client, service)
    Transfer.objects.filter(pk=transfer.pk).update(basis="confirmed")
    confirmed = page_of(client, desk)

    assert "Adapted from Barcelona" in texts(documented, ".title .tag")
    assert "Documented, not confirmed by Tangier" in lineage(documented, "from")
    assert attributes(documented, ".lineage + details a", "href") == ["https://example.org/report"]
    assert "Adapted by Tangier" in texts(given, ".title .tag")
    assert attributes(given, ".lineage .to a", "href") == [address(desk)]
    assert "Confirmed by Tangier" in lineage(confirmed, "from")


def test_a_proposed_transfer_and_one_of_an_unpublished_practice_are_nobodys_business(client):
    desk = factories.practice("A desk")
    hidden = factories.practice("Secret", live=False)
    Transfer.objects.create(practice=desk, receiver_name="Getxo", basis="proposed")
    Transfer.objects.create(practice=hidden, became=desk, receiver_name="Here", basis="documented")

    page = page_of(client, desk)

    assert_nowhere(page, "Getxo", "Secret", "Where it came from")


def test_works_and_places_it_names_stand_in_its_lineage(client):
    relations = [
        PracticeRelation(kind="built-on", label="City Migration Profile"),
        PracticeRelation(kind="meant-for", label="Cities of the network"),
    ]
    practice = factories.practice("A desk", relations=relations)

    page = page_of(client, practice)

    assert texts(page, ".lineage b") == ["City Migration Profile", "A desk", "Cities of the network"]
    assert lineage(page, "here").startswith("This practice")
    assert "Nobody has reported yet" in lineage(page, "to")


def test_hostile_words_are_only_words(client):
    city = factories.city("Tunis")
    practice = factories.practice(
        f"A {HOSTILE}",
        under=city,
        intro=HOSTILE,
        status_reason=HOSTILE,
        funding_sources=HOSTILE,
        attribution=HOSTILE,
        licence="cc0-1.0",
        partners=[PracticePartner(name=HOSTILE, role="funder")],
        relations=[PracticeRelation(kind="built-on", label=HOSTILE)],
        figures=[Figure(label=HOSTILE, value=1, source=HOSTILE)],
        sources=[Source(label=HOSTILE, url="https://example.org/")],
        **dict.fromkeys(PracticePage.NAMED_PARTS, HOSTILE),
    )
    Transfer.objects.create(practice=practice, receiver_name=HOSTILE, basis="reported")

    response = client.get(address(practice))

    assert_nowhere(response, HOSTILE, "<img src=x")
    assert not has(response, "[onerror]")
    assert text(response, "body").count(HOSTILE) >= 15


def test_it_can_be_cited_in_one_line(client):
    practice = factories.practice("A desk", under=factories.city("Rabat"))

    cited = text(page_of(client, practice), ".cite")

    assert cited == f"A desk, Rabat, {timezone.localdate().year}. Portolan, http://localhost{address(practice)}"
