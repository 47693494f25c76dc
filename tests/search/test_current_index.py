"""The index of a machine: made once, followed by every process, made again where it cannot be trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from core.models import Change
from search import current_index as module
from search.current_index import CurrentIndex
from search.questions import SearchQuestion
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def folder(tmp_path) -> Path:
    factories.practice("A desk")
    return tmp_path / "search"


def found(index: CurrentIndex, words: str) -> int:
    return len(SearchQuestion(words).answer(index.searcher(), "practices").scores)


def generations(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.is_dir()]


def test_a_second_process_opens_what_the_first_has_made(folder):
    first, second = CurrentIndex(folder), CurrentIndex(folder)

    assert (found(first, "desk"), found(second, "desk")) == (1, 1)
    assert len(generations(folder)) == 1


def test_what_one_process_writes_the_other_follows(folder, django_assert_num_queries):
    first, second = CurrentIndex(folder), CurrentIndex(folder)
    assert (found(first, "zebra"), found(second, "zebra")) == (0, 0)
    factories.practice("A zebra")

    assert found(first, "zebra") == 1
    with django_assert_num_queries(1):  # nothing is left to be written
        second.searcher()
    assert found(second, "zebra") == 1
    assert len(generations(folder)) == 1


def test_what_is_unpublished_is_gone(folder):
    desk = factories.practice("A zebra")
    french = factories.translate(desk, "fr", "Un guichet")
    index = CurrentIndex(folder)
    assert found(index, "guichet") == 1

    french.unpublish()
    without_french = found(index, "guichet")
    desk.unpublish()

    assert (without_french, found(index, "zebra")) == (0, 0)


def test_a_process_that_dies_between_index_and_state_leaves_a_change_to_be_written_twice(folder, monkeypatch):
    dying = CurrentIndex(folder)
    dying.searcher()
    factories.practice("A zebra")

    def die(self, folder) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(module.State, "write", die)
        with pytest.raises(SystemExit):
            dying.searcher()

    assert found(CurrentIndex(folder), "zebra") == 1


@pytest.mark.parametrize("damage", ["no state", "half a state", "no files", "broken files"])
def test_what_cannot_be_read_is_made_anew(folder, damage):
    CurrentIndex(folder).searcher()
    state, files = folder / "state.json", folder / generations(folder)[0]
    if damage == "no state":
        state.unlink()
    elif damage == "half a state":
        state.write_text(state.read_text()[:20])
    elif damage == "no files":
        for path in files.iterdir():
            path.unlink()
    else:
        (files / "meta.json").write_text("{")

    assert found(CurrentIndex(folder), "desk") == 1


def test_an_index_that_knows_changes_the_database_does_not_is_made_anew(folder):
    CurrentIndex(folder).searcher()
    state = json.loads((folder / "state.json").read_text())
    state["reader"]["newest"] += 1_000
    (folder / "state.json").write_text(json.dumps(state))
    factories.practice("A zebra")

    assert found(CurrentIndex(folder), "zebra") == 1


def test_an_index_that_other_code_has_made_is_made_anew(folder, monkeypatch):
    CurrentIndex(folder).searcher()
    before = generations(folder)

    monkeypatch.setattr(module, "VERSION", module.VERSION + 1)
    CurrentIndex(folder).searcher()

    assert len(generations(folder)) == 1
    assert generations(folder) != before


def test_past_so_many_changes_all_is_read_anew_beside_the_old(folder, monkeypatch):
    index = CurrentIndex(folder)
    index.searcher()
    before = generations(folder)
    factories.practice("A zebra")
    Change.objects.create(collection="", subject_id=None)

    index.searcher()
    index._rebuilding.join()

    assert found(index, "zebra") == 1
    assert len(generations(folder)) == 1
    assert generations(folder) != before


def test_what_is_outdated_at_the_start_is_made_before_the_server_forks_and_not_in_a_thread(folder):
    CurrentIndex(folder).searcher()
    factories.practice("A zebra")
    Change.objects.create(collection="", subject_id=None)
    starting = CurrentIndex(folder)

    starting.prepare()

    assert starting._rebuilding is None
    assert found(starting, "zebra") == 1
    assert starting._rebuilding is None


def test_the_command_makes_it_anew(folder, settings, capsys):
    settings.SEARCH_INDEX = folder

    call_command("make_search_index")

    assert "subjects can be found" in capsys.readouterr().out
