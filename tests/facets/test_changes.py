"""Every process follows the table of changes: whatever was committed, in whatever order, is seen."""

from __future__ import annotations

import pytest
from django.db import transaction

import facets
from core import changes
from core.changes import Reader
from core.models import Change
from facets import collections, current_index
from tests.facets.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch):
    world = World()
    world.put(1, colour={"red"})
    monkeypatch.setitem(collections.COLLECTIONS, "things", world.collection())
    return world


def reds() -> int:
    return len(facets.current("things").values["colour"].get("red", ()))


def test_the_first_request_of_a_process_reads_everything_and_the_next_only_one_number(world, django_assert_num_queries):
    facets.current("things")

    with django_assert_num_queries(1):
        facets.current("things")

    assert world.reads == [None]


def test_a_change_of_one_subject_is_read_by_itself(world):
    facets.current("things")
    world.put(2, colour={"red"})

    facets.note("things", 2)

    assert reds() == 2
    assert world.reads == [None, [2]]


def test_a_change_elsewhere_is_passed_over(world):
    facets.current("things")

    facets.note("others", 2)

    assert reds() == 1
    assert world.reads == [None]


def test_a_change_of_a_vocabulary_is_a_rebuild(world):
    facets.current("things")
    world.labels["red"] = "Rouge"

    facets.note_all("things")

    assert facets.current("things").vocabulary.values["colour"]["red"].label("fr") == "Rouge"
    assert world.reads == [None, None]


def test_past_many_changes_everything_is_read_anew(world, monkeypatch):
    monkeypatch.setattr(changes, "MANY", 5)
    facets.current("things")
    world.put(2, colour={"red"})

    for pk in range(2, 9):
        facets.note("things", pk)

    assert reds() == 2
    assert world.reads == [None, None]


def test_what_a_loader_writes_is_one_change(world):
    facets.current("things")
    before = Change.objects.count()
    world.put(2, colour={"red"})

    with transaction.atomic(), facets.as_one_change("things"):
        for pk in range(2, 9):
            facets.note("things", pk)

    assert Change.objects.count() == before + 1
    assert reds() == 2


def test_a_loader_that_writes_nothing_changes_nothing():
    before = Change.objects.count()

    with transaction.atomic(), facets.as_one_change("things"):
        pass

    assert Change.objects.count() == before


def test_a_change_that_is_rolled_back_with_its_transaction_is_none(world):
    facets.current("things")
    before = Change.objects.count()

    with transaction.atomic():
        facets.note("things", 1)
        transaction.set_rollback(True)

    assert Change.objects.count() == before
    assert reds() == 1


def test_a_lower_number_that_is_committed_later_is_not_missed():
    Change.objects.create(pk=100, collection="things", subject_id=1)
    reader = Reader.at_end()
    Change.objects.create(pk=103, collection="things", subject_id=2)
    assert reader.missed("things").subjects == [2]

    Change.objects.create(pk=101, collection="things", subject_id=3)
    Change.objects.create(pk=99, collection="things", subject_id=4)

    assert reader.missed("things").subjects == [3, 4]
    assert reader.missed("things").subjects == []


def test_a_number_that_never_comes_is_waited_for_only_so_long(monkeypatch):
    Change.objects.create(pk=100, collection="things", subject_id=1)
    reader = Reader.at_end()
    Change.objects.create(pk=103, collection="things", subject_id=2)
    reader.missed("things")
    assert {101, 102} <= set(reader.awaited)

    monkeypatch.setattr(changes, "time", lambda: float("inf"))
    reader.missed("things")

    assert not reader.awaited


def test_old_numbers_are_cleared_away_but_enough_stay_for_a_late_process_to_notice(monkeypatch):
    monkeypatch.setattr(changes, "MANY", 5)
    monkeypatch.setattr(changes, "KEPT", 20)
    late = Reader.at_end()

    for _ in range(60):
        facets.note("things", 1)

    assert changes.MANY < Change.objects.count() <= changes.KEPT + changes.MANY
    assert late.missed("things").everything


def test_the_index_of_a_process_that_was_forgotten_is_built_anew(world):
    facets.current("things")

    facets.forget()
    facets.current("things")

    assert world.reads == [None, None]


@pytest.fixture
def begun(world, monkeypatch, transactional_db):
    """The rebuilding threads that were started: they run when the test says so."""
    threads = []
    monkeypatch.setattr(current_index.Thread, "start", lambda thread: threads.insert(0, thread))
    monkeypatch.setattr(current_index.Thread, "is_alive", lambda thread: thread in threads)
    facets.current("things")
    return threads


def test_a_rebuild_goes_on_beside_the_old_index_so_that_nobody_waits(world, begun):
    world.put(2, colour={"red"})

    facets.note_all("things")
    while_building = [reds(), reds()]
    begun[0].run()

    assert while_building == [1, 1]
    assert len(begun) == 1
    assert reds() == 2


def test_while_a_rebuild_goes_on_single_changes_are_still_seen(world, begun):
    facets.note_all("things")
    facets.current("things")

    world.put(2, colour={"red"})
    facets.note("things", 2)

    assert reds() == 2
    begun[0].run()
    assert reds() == 2


def test_a_rebuild_that_fails_leaves_the_old_index_and_is_tried_again(world, begun, monkeypatch, caplog):
    world.put(2, colour={"red"})
    facets.note_all("things")
    facets.current("things")

    with monkeypatch.context() as broken:
        broken.setattr(current_index.Index, "build", lambda *_: 1 / 0)
        begun.pop().run()
    after_failure = reds()
    begun.pop().run()

    assert "could not be rebuilt" in caplog.text
    assert after_failure == 1
    assert reds() == 2
