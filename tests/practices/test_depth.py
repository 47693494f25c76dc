"""Practices in depth and short entries: what they show, on what it rests, and how both are loaded."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation

from core.models import Figure, Source
from intake.loader import _write
from practices.assessing import assess
from practices.loading import AssessmentKind, part_sources
from practices.models import Assessment, PartSource
from tests import factories
from tests.pages import attributes, has, read, text, texts
from tests.programme import TABLES, programme_in

pytestmark = pytest.mark.django_db

REPORT, NEWS = "https://lyon.example/rapport", "https://news.example/1"
SOURCES = [
    {
        "label": "Rapport d’activité",
        "url": REPORT,
        "publisher": "Ville de Lyon",
        "year": 2019,
        "language": "fr",
        "kind": "report",
        "looked_at": date(2026, 11, 30),
    },
    {"label": "A desk opens", "url": NEWS, "author": "A. Author", "language": "en", "kind": "news", "is_copy": True},
]


def in_depth(**facts):
    return factories.practice(
        "A desk",
        detail="full",
        intro="One desk for all.",
        how_it_works="One desk for all. People ask there.",
        cost_note="The city pays two posts.",
        sources=[Source(**source) for source in SOURCES],
        part_sources=[
            PartSource(
                part="how_it_works",
                source=NEWS,
                at="section “Wer kommt” > paragraph 2-3, 5",
                read_on=date(2026, 11, 30),
            ),
            PartSource(part="how_it_works", source=REPORT, at="page 3"),
        ],
        **facts,
    )


def page_of(client, practice, language: str = "en"):
    with translation.override(language):
        return read(client.get(practice.get_url()))


def test_a_source_is_a_reference_in_the_language_of_the_visitor(client):
    practice = in_depth()

    english, french = page_of(client, practice), page_of(client, practice, "fr")

    lines = texts(english, "#sources + ol li")
    assert lines[0].startswith("Rapport d’activité. Ville de Lyon, 2019 (French, report). Looked at on ")
    assert "A desk opens. A. Author (English, news). This is a copy on another site." in lines[1]
    assert attributes(english, "#source-1 a [lang]", "lang") == ["fr"]
    assert attributes(french, "#source-2 a [lang]", "lang") == ["en"]
    assert not has(french, "#source-1 a [lang]")


def test_parts_lead_to_the_places_they_rest_on_and_sources_back(client):
    page = page_of(client, in_depth())

    read_in = text(page, "#how-it-works ~ p.small.soft")
    assert read_in == "Read in: Source 2 (section “Wer kommt”, paragraphs 2, 3 and 5); Source 1 (page 3)"
    for number in (1, 2):
        (anchor,) = attributes(page, f"a[href='#source-{number}']", "id")
        assert attributes(page, f"#source-{number} .way-back", "href") == [f"#{anchor}"]


def test_a_figure_has_its_source_as_a_footnote_and_keeps_how_exact_it_is(client):
    figure = Figure(label="people", value=300, qualifier="about", source=NEWS)

    page = page_of(client, in_depth(figures=[figure]))

    assert text(page, ".counts b") == "about 300 2"
    assert attributes(page, ".counts sup a", "href") == ["#source-2"]
    assert texts(page, "table td a") == ["Source 2"]


def test_a_practice_in_depth_says_so_and_tells_what_it_cost(client):
    page = page_of(client, in_depth())

    assert "In depth" in texts(page, ".title .tag")
    assert texts(page, "#cost ~ .flow")[0] == "The city pays two posts."
    assert "The city pays" not in text(page, ".glance")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_short_entry_says_its_paragraph_once_in_every_language(client, language):
    practice = factories.practice("A desk", intro="One desk.", how_it_works="One desk. People ask there.")
    factories.translate(practice, "fr", "Un guichet", intro="Un seul.", how_it_works="Un guichet unique. On demande.")

    page = page_of(client, practice, language)

    assert text(page, ".lede") == {"en": practice.how_it_works, "fr": "Un guichet unique. On demande."}[language]
    assert not has(page, "#how-it-works")


def test_a_page_with_places_costs_one_question_more_than_before(client, django_assert_max_num_queries):
    practice = in_depth()
    client.get(practice.get_url())

    with django_assert_max_num_queries(51):
        client.get(practice.get_url())


# --- loading ----------------------------------------------------------------------------------------------------------
RECORD = {
    "id": "lyon-desk",
    "title": "A desk",
    "city": "lyon",
    "status": "running",
    "in_depth": True,
    "summary": "One desk for all.",
    "solution": "People ask there.",
    "did_not_work": "It was too small.",
    "cost": "Two posts.",
    "staff": 2,
    "sources": [REPORT],
    "borne_out": {"solution": [{"source": REPORT, "at": "page 3", "read_on": "2026-11-30", "language": "fr"}]},
    "evidence": {"level": 1, "why": "The logic is explained.", "sources": [REPORT]},
}
REFERENCE = {"id": "r", "url": REPORT, "title": "Rapport", "publisher": "Lyon", "language": "fr", "kind": "report"}


def record(tmp_path, **changed):
    files = {"practices": {**RECORD, **changed}, "references": REFERENCE}
    for file, one in files.items():
        (tmp_path / f"{file}.json").write_text(json.dumps({"meta": {}, "records": [one]}), "utf-8")
    programme = programme_in(tmp_path, tables=TABLES)
    return programme.records("practices.json")[0]


def test_the_parts_of_the_files_become_those_of_the_page(tmp_path):
    loaded = record(tmp_path)
    rows = [{"part": "how_it_works", "source": REPORT, "at": "page 3", "read_on": "2026-11-30"}]

    assert part_sources(loaded) == rows
    reference = loaded.programme.reference(REPORT)
    assert reference == {"label": "Rapport", "url": REPORT, "publisher": "Lyon", "language": "fr", "kind": "report"}
    assert loaded.programme.reference(NEWS) == {"label": "", "url": NEWS}


def assessments(kind: AssessmentKind, loaded) -> list[int]:
    state = kind.state(loaded)
    _write(kind, loaded, state, kind.find_all([loaded], list(state)).get(loaded.id))
    return list(Assessment.objects.order_by("pk").values_list("level", flat=True))


def test_a_place_in_words_of_ones_own_is_refused(tmp_path):
    loaded = record(tmp_path, borne_out={"solution": [{"source": REPORT, "at": "somewhere near the end"}]})

    part_sources(loaded)

    (error,) = loaded.programme.errors
    assert (error.record, error.field) == ("lyon-desk", "borne_out.solution[1].at")


def test_a_level_from_sources_is_loaded_once_and_never_over_a_persons(tmp_path):
    practice = factories.practice("A desk", programme_id="lyon-desk")
    kind = AssessmentKind()

    assert assessments(kind, record(tmp_path)) == [1]
    assert assessments(kind, record(tmp_path)) == [1]
    newer = {"evidence": {**RECORD["evidence"], "level": 2}}
    assert assessments(kind, record(tmp_path, **newer)) == [1, 2]

    assess(practice=practice, level=3, why="I was there.", by=get_user_model().objects.create(email="a@b.example"))
    assert assessments(kind, record(tmp_path)) == [1, 2, 3]


def test_a_level_from_sources_says_so_beside_its_sources(client, tmp_path):
    practice = factories.practice("A desk", programme_id="lyon-desk")
    assessments(AssessmentKind(), record(tmp_path))

    glance = text(page_of(client, practice), ".glance")

    assert "the editors, from sources" in glance
    assert "Rapport" in glance
