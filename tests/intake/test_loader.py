"""Reading the programme's files: what is wrong is named by file, record and field, and all of it at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.models import Theme
from intake.errors import LoadRefusedError
from intake.files import Programme, Record
from intake.pages import short_slug
from intake.phrases import figures, first_sentence, notes, sources
from intake.row_ids import ROW
from intake.states import fingerprint
from intake.tables import Tables
from tests import factories

TABLES = {
    "about": "how words become codes",
    "status": {"going on": "running", "who knows": {"code": "unknown", "why": "it does not say"}},
    "figure_endings": {" (more than)": {"qualifier": "over"}, ", %": {"unit": "%"}},
}


@pytest.fixture
def programme(tmp_path) -> Programme:
    (tmp_path / "tables.json").write_text(json.dumps(TABLES))
    return Programme(tmp_path, tmp_path, Tables(tmp_path / "tables.json"))


def write(programme: Programme, file: str, content: object) -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    Path(programme.folder / file).write_text(text, "utf-8")


def record(programme: Programme, **fields) -> Record:
    return Record(programme, "cities.json", "tangier", fields)


def refused(programme: Programme) -> list[str]:
    with pytest.raises(LoadRefusedError) as refusal:
        programme.raise_if_wrong()
    return [str(error) for error in refusal.value.errors]


# --- files ----------------------------------------------------------------------------------------------------------
def test_a_file_that_is_no_json_is_named_with_its_line(programme):
    write(programme, "cities.json", '{"records": [\n  {"id": "tangier",}\n]}')

    programme.records("cities.json")

    assert "cities.json: is no JSON: line 2, column 20" in refused(programme)[0]


def test_a_missing_file_is_named(programme):
    programme.records("cities.json")

    assert "cities.json: is missing in" in refused(programme)[0]


def test_a_file_without_records_is_named(programme):
    write(programme, "cities.json", {"meta": {}, "records": {"tangier": {}}})

    programme.records("cities.json")

    assert refused(programme) == ["cities.json, records: is missing or no list"]


def test_two_records_of_one_id_are_refused(programme):
    write(programme, "cities.json", {"records": [{"id": "tangier"}, {"id": "tunis"}, {"id": "tangier"}]})

    programme.records("cities.json")

    assert refused(programme) == ["cities.json, tangier, id: is there twice (records, number 3 repeats it)"]


def test_records_without_id_or_shape_are_told_by_their_place(programme):
    write(programme, "cities.json", {"records": [{"name": "Tangier"}, "Tunis", {"id": " "}]})

    programme.records("cities.json")

    assert refused(programme) == [
        "cities.json, records, number 1, id: is missing",
        "cities.json, records, number 2: is no object",
        "cities.json, records, number 3, id: is missing",
    ]


# --- fields ---------------------------------------------------------------------------------------------------------
def test_a_missing_field_that_is_needed_is_named(programme):
    assert record(programme, title="  ").text("name", required=True) == ""

    assert refused(programme) == ["cities.json, tangier, name: is missing"]


@pytest.mark.parametrize(
    ("read", "value", "message"),
    [
        ("text", 7, "is 7, not text"),
        ("integer", "7", "is '7', not a whole number"),
        ("integer", True, "is True, not a whole number"),
        ("number", "7.5", "is '7.5', not a number"),
        ("texts", "en", "is 'en', not a list"),
        ("part", [], "is [], not an object"),
        ("flag", "yes", "is 'yes', not true or false"),
    ],
)
def test_a_value_of_another_type_is_refused(programme, read, value, message):
    getattr(record(programme, field=value), read)("field")

    assert refused(programme) == [f"cities.json, tangier, field: {message}"]


def test_a_day_that_does_not_exist_is_refused(programme):
    record(programme, start_date="2021-02-30").date("start_date")

    assert "cities.json, tangier, start_date: “2021-02-30” does not exist" in refused(programme)[0]


def test_what_is_no_address_is_refused(programme):
    record(programme, url="javascript:alert(1)").address("url")

    assert refused(programme) == ["cities.json, tangier, url: “javascript:alert(1)” is no web address"]


def test_a_part_is_named_by_the_way_to_it(programme):
    row = record(programme, population=[{"value": 5}, {"value": "many"}]).parts("population")[1]

    row.integer("value")

    assert refused(programme) == ["cities.json, tangier, population[2].value: is 'many', not a whole number"]


def test_words_that_no_table_knows_are_refused_and_the_table_is_named(programme):
    record(programme, status="sleeping").code("status", "status")

    assert refused(programme) == [
        "cities.json, tangier, status: “sleeping” is not known: add it to the table “status” of tables.json"
    ]


def test_a_record_that_does_not_exist_is_refused(programme, db):
    factories.theme("housing")

    found = record(programme, themes=["housing", "houses"]).references("themes", Theme)

    assert found == ["housing"]
    assert refused(programme) == ["cities.json, tangier, themes: there is no theme “houses”"]


def test_all_that_is_wrong_is_told_at_once(programme):
    wrong = record(programme, name=7, start_date="yesterday")

    wrong.text("name")
    wrong.date("start_date")
    wrong.text("title", required=True)

    assert len(refused(programme)) == 3


# --- tables, phrases, fingerprints ----------------------------------------------------------------------------------
def test_a_table_gives_the_code_and_remembers_what_was_used(programme):
    assert record(programme, status="who knows").code("status", "status") == "unknown"

    assert ("status", "going on") in programme.tables.unused()
    assert ("status", "who knows") not in programme.tables.unused()


def test_how_exact_a_figure_is_and_its_unit_are_read_from_its_label(programme):
    rows = [
        {"label": "members (more than)", "value": 500},
        {"label": "taking part, %", "value": 85},
        {"label": "x", "value": 1},
    ]

    read = figures(record(programme, results=rows), "results")

    assert [{name: said for name, said in one.items() if name != ROW} for one in read] == [
        {"label": "members", "value": 500, "year": None, "qualifier": "over"},
        {"label": "taking part", "value": 85, "year": None, "unit": "%"},
        {"label": "x", "value": 1, "year": None},
    ]


def test_a_bracket_in_a_label_that_the_table_does_not_know_is_refused(programme):
    figures(record(programme, results=[{"label": "members (some)", "value": 5}]), "results")

    assert "results[1].label: “(some)” is not known" in refused(programme)[0]


def test_documents_of_the_archive_are_one_source_without_a_name(programme):
    stated = record(programme, sources=["seed:000_a.txt", "https://example.org/", "seed:001_b.txt"])

    assert sources(stated) == [{"label": "", "url": ""}, {"label": "", "url": "https://example.org/"}]


def test_a_note_has_a_line_for_each_thing_said(programme):
    said = record(programme, note="Not sure.", contradictions=["a", "b"])

    assert notes(said, note="Note", contradictions="Contradiction", evidence="Evidence") == (
        "Note: Not sure.\nContradiction: a\nContradiction: b"
    )


def test_a_first_sentence_ends_at_its_end_or_at_a_word():
    assert first_sentence("A desk opened at 9.30 a day. It closed.") == "A desk opened at 9.30 a day."
    assert first_sentence("one two three", longest=10) == "one two…"


def test_a_long_title_becomes_an_address_of_whole_words():
    slug = short_slug("National one-stop support centre for migrants (CNAIM) in Lisbon and in Porto")

    assert slug == "national-one-stop-support-centre-for-migrants-cnaim"
    assert short_slug("Notes on") == "notes-on"


def test_a_fingerprint_changes_with_any_value_and_with_nothing_else():
    state = {"title": "Social Cell", "themes": ["housing"]}

    assert fingerprint(state) == fingerprint({"themes": ["housing"], "title": "Social Cell"})
    assert fingerprint(state) != fingerprint({**state, "themes": []})
