"""The front page: what it counts, and what it leads to."""

import re
from html import unescape

import pytest
from django.utils import timezone

from core.models import Figure
from home.models import FeaturedDossier, FeaturedPractice
from pilots.models import PilotPage
from practices.models import PracticePage, Transfer
from tests import factories
from tests.programme import records

pytestmark = pytest.mark.django_db

STATION = re.compile(r'<a href="([^"]*)"><b>([^<]*)</b> <span>([^<]*)</span></a>')
HOSTILE = '<img src=x onerror="alert(1)">'


def read(client, address: str = "/en/") -> str:
    return unescape(client.get(address).content.decode())


def stations(page: str) -> dict[str, tuple[str, str]]:
    """Label of each number: where it leads, and the number."""
    return {label: (url, number) for url, number, label in STATION.findall(page)}


@pytest.fixture
def world(site):
    """Two cities, a session, a transfer, a pilot with two results and one plan, three practices; and what is hidden."""
    rabat = factories.city("Rabat", latitude=34.0, longitude=-6.8)
    lyon = factories.city("Lyon", country=factories.country("FR"), latitude=45.8, longitude=4.8)
    factories.city("Oran", latitude=35.7, longitude=-0.6)
    housing = factories.theme("housing", name_en="Housing")
    factories.theme("health", name_en="Health")
    given = factories.practice("A house", under=lyon, themes=[housing], starts="2020")
    taken = factories.practice("A desk", under=rabat, themes=[housing], starts="2022")
    factories.practice("A course", under=rabat, starts="2018")
    factories.practice("A draft", under=rabat, live=False)
    factories.session("They met", phase=factories.phase(), cities=[rabat, lyon], starts="2019-05")
    factories.session("Not ours", starts="2019-06")
    figures = [Figure(label="met", value=3), Figure(label="trained", value=4)]
    plan = Figure(label="to be met", value=9, kind="planned")
    factories.pilot("A trial", under=rabat, figures=[*figures, plan])
    factories.pilot("A hidden trial", under=rabat, live=False, figures=[Figure(label="met", value=5)])
    Transfer.objects.create(practice=given, became=taken, receiver=rabat, basis="documented")
    Transfer.objects.create(practice=given, receiver_name="Getxo", basis="reported")
    Transfer.objects.create(practice=given, receiver_name="Nowhere", basis="proposed")


def test_each_number_of_the_chain_is_that_of_the_list_it_opens(client, world):
    shown = stations(read(client))
    sessions, pilots, practices = (read(client, f"/en/{name}/") for name in ("sessions", "pilots", "practices"))
    transfers = read(client).partition('id="transfers"')[2]

    assert shown == {
        "session": ("/en/sessions/", str(sessions.count('<li class="dated">'))),
        "transfers": ("#transfers", str(transfers.count('<li class="dated">'))),
        "pilot project": ("/en/pilots/", str(pilots.count('<li class="dated">'))),
        "results reported": ("/en/pilots/", str(pilots.count("<div><b>"))),
        "practices": ("/en/practices/", str(practices.count('<article class="card">'))),
    }
    assert [number for _url, number in shown.values()] == ["1", "2", "1", "2", "3"]


def test_the_sentence_counts_the_cities_that_tell_of_a_practice(client, world):
    assert "What 2 cities around the Mediterranean" in read(client)


def test_a_site_without_content_says_so_and_links_to_nothing_that_is_not_there(client, site):
    page = read(client)

    assert "No practice has been published yet." in page
    assert "No session is announced" in page
    assert "No transfer is known yet" in page
    assert {number for _url, number in stations(page).values()} == {"0"}


def test_themes_have_their_counts_and_only_those_with_practices_are_links(client, world):
    page = read(client)

    assert re.search(
        r'<a href="/en/practices/\?theme=housing">.*?<span>Housing</span><span class="count">2</span>', page
    )
    assert re.search(r'<span class="none">.*?<span>Health</span><span class="count">0</span>', page)
    assert "?theme=health" not in page


def test_a_theme_with_a_guide_leads_to_it(client, world):
    factories.guide("health")

    page = read(client)

    assert re.search(r'<a href="/en/practices/health/">.*?<span>Health</span><span class="count">0</span>', page)


def test_what_editors_picked_stands_instead_of_the_latest_in_their_order(client, world, site):
    picked = [PracticePage.objects.get(title=title) for title in ("A desk", "A house", "A draft")]
    dossier = factories.dossier("Where to begin", of={picked[0]: "Cheap.", picked[2]: "Not seen."})
    before = read(client)

    site.featured_practices = [FeaturedPractice(practice=practice) for practice in picked]
    site.featured_dossiers = [FeaturedDossier(dossier=dossier)]
    site.save_revision().publish()
    page = read(client)

    assert "Latest practices" in before
    assert "Latest practices" not in page
    assert page.index("Featured practices") < page.index(">A desk<") < page.index(">A house<")
    assert re.search(r"Dossier · 1 practice\b.*Where to begin", page, re.DOTALL)
    assert "A draft" not in page


def test_what_is_picked_goes_when_it_is_unpublished_or_deleted(client, world, site):
    picked = PracticePage.objects.get(title="A desk")
    site.featured_practices = [FeaturedPractice(practice=picked)]
    site.save_revision().publish()
    before = read(client)

    picked.unpublish()
    after = read(client)
    picked.taken.all().delete()
    picked.delete()

    assert "Featured practices" in before
    assert "Latest practices" in after
    assert "Latest practices" in read(client)


def test_a_draft_of_the_front_page_is_previewed_with_what_it_picks(world, site):
    site.featured_practices = [FeaturedPractice(practice=PracticePage.objects.get(title="A desk"))]

    shown = site.make_preview_request(preview_mode="en").content.decode()

    assert "Featured practices" in shown


def test_the_chart_and_its_list_name_every_city_and_what_went_where(client, world):
    page = read(client)
    listed = page.partition('class="key"')[2].partition("</ul>")[0]

    assert page.count("<svg class=") >= 2
    for city in ("Rabat", "Lyon", "Oran"):
        assert f">{city}</a>" in listed
    assert "Took up a practice of Lyon" in listed
    assert "A practice went to Rabat" in listed
    assert "Met 1 city at sessions" in listed


def test_every_transfer_says_how_we_know_and_where_it_was_read(client, world):
    sources = [{"label": "Report", "url": "https://example.org/report"}, {"label": "seed: letter.pdf", "url": ""}]
    Transfer.objects.filter(basis="documented").update(sources=sources)

    transfers = read(client).partition('id="transfers"')[2]

    assert "Documented, not confirmed by Rabat" in transfers
    assert "Reported, not confirmed by Getxo" in transfers
    assert 'href="https://example.org/report"' in transfers
    assert "Programme archive" in transfers
    assert "letter.pdf" not in transfers
    assert "Nowhere" not in transfers


def test_a_change_is_seen_at_once(client, world):
    before = stations(read(client))

    Transfer.objects.get(basis="reported").delete()
    factories.practice("One more", under=factories.city("Fès"))
    after = stations(read(client))

    assert (before["transfers"][1], after["transfer"][1]) == ("2", "1")
    assert (before["practices"][1], after["practices"][1]) == ("3", "4")


def test_the_next_sessions_stand_before_the_latest(client, site):
    phase, next_year = factories.phase(), timezone.localdate().year + 1
    factories.session("To come", phase=phase, starts=str(next_year), status="planned")
    factories.session("Over", phase=phase, starts="2015")

    page = read(client)

    assert page.index("To come") < page.index("Latest sessions") < page.index(">Over<")


def test_it_opens_in_four_languages_each_in_its_direction(client, world, site):
    factories.translate(site, "ar", "مدن تتعلم")

    pages = {language: read(client, f"/{language}/") for language in ("en", "fr", "es", "ar")}

    assert "<h1>مدن تتعلم</h1>" in pages["ar"]
    assert '<html lang="ar" dir="rtl">' in pages["ar"]
    assert '<h1 lang="en" dir="ltr">Cities learn from each other</h1>' in pages["fr"]
    assert 'href="/es/practices/"' in pages["es"]


def test_hostile_words_are_only_words(client, site):
    city = factories.city(HOSTILE, latitude=36.0, longitude=3.0)
    practice = factories.practice(HOSTILE, under=city, intro=HOSTILE, themes=[factories.theme("x", name_en=HOSTILE)])
    factories.session(HOSTILE, phase=factories.phase(), place=HOSTILE, cities=[city], starts="2020")
    sources = [{"label": HOSTILE, "url": "https://example.org/"}]
    Transfer.objects.create(practice=practice, receiver_name=HOSTILE, note=HOSTILE, basis="reported", sources=sources)

    page = client.get("/en/").content.decode()

    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_with_the_programme_s_content_the_numbers_are_those_of_its_files(client, programme):
    results = Figure.objects.filter(kind="result", page__in=PilotPage.objects.live().values("pk")).count()

    shown = {label: number for label, (_url, number) in stations(read(client)).items()}

    assert shown == {
        "sessions": str(len(records("sessions"))),
        "transfers": str(Transfer.objects.public().count()),
        "pilot projects": str(PilotPage.objects.live().count()),
        "results reported": str(results),
        "practices": str(len(records("practices"))),
    }


@pytest.mark.parametrize("practices", [5, 15])
def test_it_asks_the_database_little_however_much_there_is(client, world, practices, django_assert_max_num_queries):
    for number in range(practices):
        factories.practice(under=factories.city(latitude=30 + number / 9, longitude=number / 9), starts="2021")
    read(client)  # draws the chart once

    with django_assert_max_num_queries(15):
        read(client)
