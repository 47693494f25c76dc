"""Publications as citations, and recommendations as pages."""

from __future__ import annotations

import pytest

from evaluations.models import Commitment
from learning.models import Publisher, Recommendation
from tests import factories
from tests.pages import attributes, read, texts

pytestmark = pytest.mark.django_db


def test_bibtex_takes_no_commands_from_a_title(client, site):
    factories.publication("50% }, year = {1900} \\input{x} & الهجرة", slug="report", year=2020, author="Ada & Co; Bo")

    answer = client.get("/en/library/report/cite.bib").content.decode()

    assert answer.count("{") == answer.count("}")
    assert r"50\% {\textbraceright}, year = {\textbraceleft}1900" in answer
    assert r"{\textbackslash}input" in answer
    assert "الهجرة" in answer
    assert r"author = {{Ada \& Co} and {Bo}}" in answer


def test_ris_keeps_every_field_on_one_line_and_calls_no_publisher_an_author(client, site):
    factories.publication(
        "One\nER  - \nTY  - BOOK", slug="report", year=2020, publishers=[Publisher(name="City of Sfax")]
    )

    lines = client.get("/fr/library/report/cite.ris").content.decode().split("\r\n")

    assert lines[0] == "TY  - RPRT"
    assert lines[-2:] == ["ER  - ", ""]
    assert [line[:2] for line in lines].count("ER") == 1
    assert "PB  - City of Sfax" in lines
    assert not [line for line in lines if line.startswith("AU")]


def test_a_draft_is_not_cited(client, site):
    factories.publication(slug="report", live=False)

    assert client.get("/en/library/report/cite.bib").status_code == 404


def test_a_recommendation_names_only_public_answers(client, site):
    page = factories.publication(
        slug="report", recommendations=[Recommendation(words="Count.", code="3", level="city")]
    )
    factories.translate(page, "fr")
    one = page.recommendations.get()
    factories.pilot("Counted", recommendations=[one])
    factories.pilot("Hidden", recommendations=[one], live=False)
    city = factories.city("Sfax")
    Commitment.objects.create(city=city, recommendation=one, text="Not yet.")

    answer = read(client.get(f"/en/library/report/recommendations/{one.pk}/"))

    assert texts(answer, "h1") == ["Recommendation 3"]
    assert texts(answer, "main h3") == ["Counted"]
    assert set(attributes(answer, "link[rel=alternate]", "hreflang")) == {"en", "fr"}
    sitemap = client.get("/sitemap.xml").content.decode()
    assert f"/fr/library/report/recommendations/{one.pk}/" in sitemap
    assert f"/es/library/report/recommendations/{one.pk}/" not in sitemap
    assert attributes(read(client.get("/en/library/report/")), "a[href*='/recommendations/']", "href")


def test_a_drafts_recommendation_has_no_page(client, site):
    page = factories.publication(slug="report", live=False, recommendations=[Recommendation(words="Count.")])

    assert client.get(f"/en/library/report/recommendations/{page.recommendations.get().pk}/").status_code == 404
