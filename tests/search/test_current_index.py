"""The index of a machine: made once, followed by every process, made again where it cannot be trusted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from time import monotonic

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
    return len(SearchQuestion(words).answer(index.searcher(), "practices").hits)


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


def no_space(*args, **kwargs):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("loss", ["all", "a generation"])
def test_what_is_deleted_while_the_site_runs_is_made_anew(folder, loss, monkeypatch):
    index = CurrentIndex(folder)
    index.searcher()
    shutil.rmtree(folder if loss == "all" else folder / generations(folder)[0])
    factories.practice("A zebra")

    at_once = found(index, "zebra")
    index._broken_until = 0  # after a while
    later = found(index, "zebra")

    assert (at_once, later) == (1, 1)
    assert len(generations(folder)) == 1
    assert found(CurrentIndex(folder), "zebra") == 1


@pytest.mark.parametrize("place", ["index", "state", "lock"])
def test_where_nothing_can_be_written_it_answers_from_memory_and_what_is_withdrawn_is_gone(
    folder, tmp_path, place, monkeypatch
):
    zebra = factories.practice("A zebra")
    index, beginner = CurrentIndex(folder), CurrentIndex(tmp_path / "other")
    index.searcher()
    before = generations(folder)

    on_disk, write, open_index = index._index, module.write, module.open_index

    zebra.unpublish()
    with monkeypatch.context() as broken:
        if place == "index":
            broken.setattr(
                module,
                "write",
                lambda kept, *args, **more: no_space() if kept is on_disk else write(kept, *args, **more),
            )
            broken.setattr(module, "open_index", lambda folder: no_space() if folder else open_index())
        elif place == "state":
            broken.setattr(module.State, "write", no_space)
        else:
            alone = CurrentIndex._alone
            broken.setattr(CurrentIndex, "_alone", lambda self, most: no_space() if self.folder else alone(self, most))
        answers = [found(one, words) for one in (index, beginner) for words in ("zebra", "desk")]
        factories.practice("A giraffe")
        followed = found(index, "giraffe")
    index._broken_until = 0
    recovered = [found(index, words) for words in ("zebra", "desk", "giraffe")]

    assert (answers, followed, recovered) == ([0, 1, 0, 1], 1, [0, 1, 1])
    assert len(generations(folder)) == len(before) == 1
    assert index._in_memory is None
    assert not [*folder.glob("state-*")]


def test_what_a_process_left_that_died_while_it_made_the_index_goes_away(folder):
    (folder / "2-half").mkdir(parents=True)
    (folder / "2-half" / "a.term").write_text("half")
    (folder / "state-0.json").write_text("{")

    CurrentIndex(folder).searcher()

    assert sorted(path.name for path in folder.iterdir()) == sorted([*generations(folder), "lock", "state.json"])
    assert generations(folder) != ["2-half"]


def test_while_another_process_makes_everything_anew_only_one_visitor_waits(folder, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.3)
    index, other = CurrentIndex(folder), CurrentIndex(folder)
    index.searcher()
    factories.practice("A zebra")

    with other._alone(1):
        began = monotonic()
        waited = [found(index, "zebra") for _ in range(5)]
        took = monotonic() - began

    assert waited == [0] * 5
    assert took < 1
    assert found(index, "zebra") == 1


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
