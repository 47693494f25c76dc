"""The front page: what it counts, and what it leads to."""

import pytest
from django.utils import timezone

from core.models import Figure
from home.models import FeaturedDossier, FeaturedPractice
from pilots.models import PilotPage
from practices.models import PracticePage, Transfer
from tests import factories
from tests.pages import assert_nowhere, attributes, has, text, texts
from tests.programme import public_records

HOSTILE = '<img src=x onerror="alert(1)">'


def stations(page) -> dict[str, tuple[str, str]]:
    """Label of each number: where it leads, and the number."""
    numbers = zip(attributes(page, ".chain a", "href"), texts(page, ".chain a b"), strict=True)
    return dict(zip(texts(page, ".chain a span"), numbers, strict=True))


def headings(page) -> list[str]:
    return texts(page, "main h2")


def two_cities():
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


pytestmark = [pytest.mark.django_db, pytest.mark.alike, pytest.mark.begins_with(world=two_cities)]


def test_each_number_of_the_chain_is_that_of_the_list_it_opens(client, world):
    front = client.get("/en/")
    sessions, pilots, practices = (client.get(f"/en/{name}/") for name in ("sessions", "pilots", "practices"))

    shown = stations(front)
    assert shown == {
        "session": ("/en/sessions/", str(len(texts(sessions, "li.dated")))),
        "transfers": ("#transfers", str(len(texts(front, "#transfers li.dated")))),
        "pilot project": ("/en/pilots/", str(len(texts(pilots, "li.dated")))),
        "results reported": ("/en/pilots/", str(len(texts(pilots, "li.dated .counts > div")))),
        "practices": ("/en/practices/", str(len(texts(practices, "article.card")))),
    }
    assert [number for _url, number in shown.values()] == ["1", "2", "1", "2", "3"]


def test_the_sentence_counts_the_cities_that_tell_of_a_practice(client, world):
    assert "What 2 cities around the Mediterranean" in text(client.get("/en/"), "h1 + p")


def test_a_site_without_content_says_so_and_links_to_nothing_that_is_not_there(client, site):
    page = client.get("/en/")

    assert texts(page, ".empty b") == [
        "No practice has been published yet.",
        "No sessions have been announced",
        "No transfers are known yet",
    ]
    assert {number for _url, number in stations(page).values()} == {"0"}


def test_themes_have_their_counts_and_only_those_with_practices_are_links(client, world):
    page = client.get("/en/")

    assert texts(page, ".themes [href='/en/practices/?theme=housing'] span") == ["Housing", "2"]
    assert texts(page, ".themes .none span") == ["Health", "0"]
    assert_nowhere(page, "?theme=health")


def test_a_theme_with_a_guide_leads_to_it(client, world):
    factories.guide("health")

    page = client.get("/en/")

    assert texts(page, ".themes [href='/en/practices/health/'] span") == ["Health", "0"]


def test_what_editors_picked_stands_instead_of_the_latest_in_their_order(client, world, site):
    picked = [PracticePage.objects.get(title=title) for title in ("A desk", "A house", "A draft")]
    dossier = factories.dossier("Where to begin", of={picked[0]: "Cheap.", picked[2]: "Not seen."})
    before = client.get("/en/")

    site.featured_practices = [FeaturedPractice(practice=practice) for practice in picked]
    site.featured_dossiers = [FeaturedDossier(dossier=dossier)]
    site.save_revision().publish()
    page = client.get("/en/")

    assert "Latest practices" in headings(before)
    assert "Latest practices" not in headings(page)
    assert texts(page, ".tinted h2, .tinted .card h3") == ["Featured practices", "A desk", "A house"]
    assert texts(page, ".cards .card:last-child .place, .cards .card:last-child h3")[-2:] == [
        "Dossier · 1 practice",
        "Where to begin",
    ]
    assert_nowhere(page, "A draft")


def test_what_is_picked_goes_when_it_is_unpublished_or_deleted(client, world, site):
    picked = PracticePage.objects.get(title="A desk")
    site.featured_practices = [FeaturedPractice(practice=picked)]
    site.save_revision().publish()
    before = client.get("/en/")

    picked.unpublish()
    after = client.get("/en/")
    picked.taken.all().delete()
    picked.delete()

    assert "Featured practices" in headings(before)
    assert "Latest practices" in headings(after)
    assert "Latest practices" in headings(client.get("/en/"))


def test_a_draft_of_the_front_page_is_previewed_with_what_it_picks(world, site):
    site.featured_practices = [FeaturedPractice(practice=PracticePage.objects.get(title="A desk"))]

    assert "Featured practices" in headings(site.make_preview_request(preview_mode="en"))


def test_the_chart_and_its_list_name_every_city_and_what_went_where(client, world):
    page = client.get("/en/")
    listed = text(page, ".key details ul")

    assert texts(page, ".chart svg > title") == ["Chart of the cities", "Chart of the cities"]
    assert set(texts(page, ".key details li a")) == {"Rabat", "Lyon", "Oran"}
    assert "Adopted a practice from Lyon" in listed
    assert "Rabat adopted one of its practices" in listed
    assert "Attended sessions with 1 city" in listed


def test_every_transfer_says_how_we_know_and_where_it_was_read(client, world):
    sources = [{"label": "Report", "url": "https://example.org/report"}, {"label": "seed: letter.pdf", "url": ""}]
    Transfer.objects.filter(basis="documented").update(sources=sources)

    page = client.get("/en/")

    assert "Documented, not confirmed by Rabat" in texts(page, "#transfers li p")
    assert "Reported, not confirmed by Getxo" in texts(page, "#transfers li p")
    assert attributes(page, "#transfers ol a", "href") == ["https://example.org/report"]
    assert texts(page, "#transfers ol li") == ["Report", "Programme archive"]
    assert_nowhere(page, "letter.pdf", "Nowhere")


def test_a_change_is_seen_at_once(client, world):
    before = stations(client.get("/en/"))

    Transfer.objects.get(basis="reported").delete()
    factories.practice("One more", under=factories.city("Fès"))
    after = stations(client.get("/en/"))

    assert (before["transfers"][1], after["transfer"][1]) == ("2", "1")
    assert (before["practices"][1], after["practices"][1]) == ("3", "4")


def test_the_next_sessions_stand_before_the_latest(client, site):
    phase, next_year = factories.phase(), timezone.localdate().year + 1
    factories.session("To come", phase=phase, starts=str(next_year), status="planned")
    factories.session("Over", phase=phase, starts="2015")

    shown = texts(client.get("/en/"), "main h2, .dated h3")

    assert shown.index("Next sessions") < shown.index("To come") < shown.index("Latest sessions") < shown.index("Over")


def test_it_opens_in_four_languages_each_in_its_direction(client, world, site):
    factories.translate(site, "ar", "مدن تتعلم")

    pages = {language: client.get(f"/{language}/") for language in ("en", "fr", "es", "ar")}

    assert text(pages["ar"], "h1:not([lang])") == "مدن تتعلم"
    assert has(pages["ar"], "html[lang=ar][dir=rtl]")
    assert text(pages["fr"], "h1[lang=en][dir=ltr]") == "Cities learn from each other"
    assert has(pages["es"], "main [href='/es/practices/']")


def test_hostile_words_are_only_words(client, site):
    city = factories.city(HOSTILE, latitude=36.0, longitude=3.0)
    practice = factories.practice(HOSTILE, under=city, intro=HOSTILE, themes=[factories.theme("x", name_en=HOSTILE)])
    factories.session(HOSTILE, phase=factories.phase(), place=HOSTILE, cities=[city], starts="2020")
    sources = [{"label": HOSTILE, "url": "https://example.org/"}]
    Transfer.objects.create(practice=practice, receiver_name=HOSTILE, note=HOSTILE, basis="reported", sources=sources)

    page = client.get("/en/")

    assert_nowhere(page, "<img src=x")
    assert not has(page, "[onerror]")
    assert text(page, ".cards h3") == HOSTILE


def test_with_the_programme_s_content_the_numbers_are_those_of_its_files(client, programme):
    results = Figure.objects.filter(kind="result", page__in=PilotPage.objects.live().values("pk")).count()

    shown = {label: number for label, (_url, number) in stations(client.get("/en/")).items()}

    assert shown == {
        "sessions": str(len(public_records("sessions"))),
        "transfers": str(Transfer.objects.public().count()),
        "pilot projects": str(PilotPage.objects.live().count()),
        "results reported": str(results),
        "practices": str(len(public_records("practices"))),
    }


@pytest.mark.parametrize("practices", [5, 15])
def test_it_asks_the_database_little_however_much_there_is(client, world, practices, django_assert_max_num_queries):
    for number in range(practices):
        factories.practice(under=factories.city(latitude=30 + number / 9, longitude=number / 9), starts="2021")
    client.get("/en/")  # draws the chart once

    with django_assert_max_num_queries(15):
        client.get("/en/")
