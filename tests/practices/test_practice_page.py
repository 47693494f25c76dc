"""The page of a practice, as a visitor reads it."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone, translation
from django.utils.html import escape

from core.models import Figure, Source
from practices.models import Assessment, Confirmation, PracticePage, PracticePartner, PracticeRelation, Transfer
from tests import factories

pytestmark = pytest.mark.django_db

HOSTILE = '<img src=x onerror="alert(1)">'


def address(page, language: str = "en") -> str:
    page.refresh_from_db()
    with translation.override(language):
        return page.get_url()


def read(client, page, language: str = "en") -> str:
    """What the visitor gets, with entities written out."""
    return unescape(client.get(address(page, language)).content.decode())


def read_address(client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def test_the_parts_stand_in_order_and_only_where_they_have_words(client):
    practice = factories.practice("A desk", challenge="Nobody knew.", how_it_works="People ask.", advice="Start small.")

    page = read(client, practice)

    assert page.index("Nobody knew.") < page.index("People ask.") < page.index("Start small.")
    assert '<a href="#how-it-works">How it works</a>' in page
    assert "What keeps it going" not in page


def test_what_a_translation_leaves_empty_is_read_in_the_original_and_marked(client):
    practice = factories.practice("Un guichet", language="fr", challenge="Personne ne savait.", advice="Peu à peu.")
    factories.translate(practice, "en", "A desk", challenge="Nobody knew.")

    page = read(client, practice)

    assert "Nobody knew." in page
    assert "Personne ne savait." not in page
    assert '<div class="flow" lang="fr" dir="ltr"><p>Peu à peu.</p></div>' in page


def test_what_did_not_work_is_not_shown_when_it_is_for_registered_cities_only(client):
    practice = factories.practice("A desk", did_not_work="The room was cold.", did_not_work_for="cities")
    factories.translate(practice, "fr", "Un guichet", did_not_work="La salle était froide.")

    pages = [read(client, practice, language) for language in ("en", "fr", "es", "ar")]

    assert not any("cold" in page or "froide" in page for page in pages)
    assert "What did not work" not in pages[0]
    for word in ("cold", "froide"):
        assert "A desk" not in read_address(client, f"/en/practices/?q={word}")


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

    page = read(client, practice)

    for known in (
        '">Rabat</a>',
        'href="/en/practices/?country=MA"',
        "2019 to March 2021",
        "Ended 2021",
        "Closed with the project",
        'href="/en/practices/?target=migrants"',
        "MedCities",
        "Jeunes Africains (implementer)",
        "EUR\u00a050,000 (2020)",
        "People reached",
        "Not assessed yet",
        "Not yet confirmed by the city",
    ):
        assert known in page


def test_the_newest_assessment_counts_with_its_reason(client):
    practice = factories.practice("A desk")
    Assessment.objects.create(practice=practice, level=1, why="An account.", on=timezone.now() - timedelta(days=9))
    Assessment.objects.create(practice=practice, level=3, why="Compared with the next quarter.")

    page = read(client, practice)

    assert "Level 3 of 5, change compared" in page
    assert "Compared with the next quarter." in page
    assert "An account." not in page


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

    page = read(client, practice)

    assert said in page
    assert ("Still true?" in page) is warned


def test_only_the_newest_confirmation_counts_and_what_has_ended_needs_none(client):
    practice = factories.practice("A desk")
    old = timezone.localdate() - timedelta(days=900)
    Confirmation.objects.create(practice=practice, answer="still-true", by_role="Mayor", on=old - timedelta(days=1))
    Confirmation.objects.create(practice=practice, answer="ended", by_role="Mayor", on=old)

    page = read(client, practice)

    assert "Ended, says the city" in page
    assert "Still true?" not in page


def test_the_goals_it_serves_lead_to_the_practices_that_serve_them_too(client):
    goals = [factories.framework_item("sdg-goal", "10"), factories.framework_item("gcm-objective", "15")]
    practice = factories.practice("A desk", framework_items=goals)

    page = read(client, practice)

    assert 'href="/en/practices/?sdg=10"' in page
    assert 'href="/en/practices/?gcm=15"' in page


def test_figures_of_one_unit_share_bars_and_what_was_planned_stands_apart(client):
    figures = [
        Figure(label="met by the team", value=200, unit="people", qualifier="over"),
        Figure(label="trained", value=90, unit="people", qualifier="up-to"),
        Figure(label="offices", value=5),
        Figure(label="to be housed", value=7, kind="planned"),
    ]
    practice = factories.practice("A desk", results="Much changed.", figures=figures)

    page = read(client, practice)

    assert "Measured results" in page
    assert page.count('<ol class="bars">') == 1
    assert "over 200" in page
    assert page.index("offices") < page.index("<h3>Planned</h3>") < page.rindex("to be housed")


def test_sources_are_numbered_and_the_archive_has_no_address(client):
    sources = [Source(label="Report 2019", url="https://example.org/r"), Source(label="seed: letter.pdf")]
    practice = factories.practice("A desk", sources=sources)

    page = read(client, practice)

    assert '<a href="https://example.org/r">Report 2019</a>' in page
    assert "Programme archive" in page
    assert "letter.pdf" not in page


def test_where_it_came_from_says_how_we_know(client):
    barcelona, tangier = factories.city("Barcelona", country=factories.country("ES")), factories.city("Tangier")
    service = factories.practice("Care service", under=barcelona)
    desk = factories.practice("A desk", under=tangier)
    facts = {"practice": service, "receiver": tangier, "became": desk, "basis": "documented"}
    transfer = Transfer.objects.create(**facts, sources=[{"label": "Report", "url": "https://example.org/report"}])

    documented, given = read(client, desk), read(client, service)
    Transfer.objects.filter(pk=transfer.pk).update(basis="confirmed")
    confirmed = read(client, desk)

    assert "Adapted from Barcelona" in documented
    assert "Documented, not confirmed by Tangier" in documented
    assert 'href="https://example.org/report"' in documented
    assert "Adapted by Tangier" in given
    assert address(desk) in given
    assert "Confirmed by Tangier" in confirmed


def test_a_proposed_transfer_and_one_of_an_unpublished_practice_are_nobodys_business(client):
    desk = factories.practice("A desk")
    hidden = factories.practice("Secret", live=False)
    Transfer.objects.create(practice=desk, receiver_name="Getxo", basis="proposed")
    Transfer.objects.create(practice=hidden, became=desk, receiver_name="Here", basis="documented")

    page = read(client, desk)

    assert "Getxo" not in page
    assert "Secret" not in page
    assert "Where it came from" not in page


def test_works_and_places_it_names_stand_in_its_lineage(client):
    relations = [
        PracticeRelation(kind="built-on", label="City Migration Profile"),
        PracticeRelation(kind="meant-for", label="Cities of the network"),
    ]
    practice = factories.practice("A desk", relations=relations)

    page = read(client, practice)

    assert page.index("City Migration Profile") < page.index("This practice") < page.index("Cities of the network")
    assert "Nobody has reported yet" in page


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

    page = client.get(address(practice)).content.decode()

    assert HOSTILE not in page
    assert "<img src=x" not in page
    assert page.count(escape(HOSTILE)) >= 15


def test_it_can_be_cited_in_one_line(client):
    practice = factories.practice("A desk", under=factories.city("Rabat"))

    page = read(client, practice).replace("<bdi>", "").replace("</bdi>", "")

    assert f"A desk, Rabat, {timezone.localdate().year}. Portolan, http://localhost{address(practice)}" in page
