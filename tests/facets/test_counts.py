"""Bitmaps say what looking at every subject would say, whatever came and went."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facets import Answer, Question
from facets.index import Index
from tests.facets.worlds import NAMES, World

codes = {facet: st.sets(st.sampled_from(values)) for facet, values in NAMES.items()}
subject = st.fixed_dictionaries({"age": st.integers(0, 5), **codes})
subjects = st.dictionaries(st.integers(1, 40), subject, max_size=40)
picks = st.fixed_dictionaries({facet: st.sets(st.sampled_from(values)) for facet, values in NAMES.items()})


def world_of(known: dict[int, dict]) -> World:
    world = World()
    for pk, facts in known.items():
        world.put(pk, **facts)
    return world


def answer(index: Index, picked: dict[str, set[str]]) -> Answer:
    chosen = tuple((facet, tuple(sorted(wanted))) for facet, wanted in picked.items() if wanted)
    return Answer(index, Question(picked=chosen))


def counted(answer: Answer) -> dict[tuple[str, str], int]:
    """A value that no subject has adds nothing to what another value of its facet has found."""
    counts, picked = answer.counts(), dict(answer.question.picked)
    return {
        (name, code): counts[name].get(code, len(answer) if name in picked and code not in picked[name] else 0)
        for name, codes in NAMES.items()
        for code in codes
    }


def keys(answer: Answer) -> list[int]:
    return answer.pks("en", 0, 100)


@given(subjects, picks)
def test_hits_and_counts_equal_a_naive_recount(known, picked):
    world = world_of(known)

    found = answer(Index.build(world.collection()), picked)

    assert set(keys(found)) == world.fitting(picked)
    assert counted(found) == world.recount(picked)


@given(subjects, subjects, st.sets(st.integers(1, 40)), picks)
def test_an_index_that_took_changes_equals_one_built_anew(before, after, gone, picked):
    world = world_of(before)
    index = Index.build(world.collection())

    for pk, facts in after.items():
        world.put(pk, **facts)
    for pk in gone:
        world.take(pk)
    changed = index.changed(sorted({*after, *gone}))

    found = answer(changed, picked)
    assert counted(found) == world.recount(picked)
    assert [world.age[pk] for pk in keys(found)] == sorted(world.age[pk] for pk in world.fitting(picked))


@given(subjects, picks)
def test_beside_a_value_that_is_not_ticked_stands_what_a_click_gives(known, picked):
    world = world_of(known)
    index = Index.build(world.collection())
    asked = answer(index, picked)
    counts = counted(asked)

    for facet, values in NAMES.items():
        for code in values:
            if code not in picked[facet]:
                clicked = Answer(index, asked.question.toggled(facet, code))
                assert len(clicked) == counts[facet, code]


@given(subjects, picks)
def test_beside_a_ticked_value_stands_how_many_of_those_found_have_it(known, picked):
    world = world_of(known)
    asked = answer(Index.build(world.collection()), picked)
    counts = counted(asked)

    for facet, codes in picked.items():
        having = {code: {pk for pk in keys(asked) if code in world.subjects[pk][facet]} for code in codes}
        assert {code: counts[facet, code] for code in codes} == {code: len(held) for code, held in having.items()}
        assert not codes or set().union(*having.values()) == set(keys(asked))


@given(subjects, subjects)
def test_a_subject_keeps_its_number_whatever_comes_and_goes(before, after):
    world = world_of(before)
    index = Index.build(world.collection())
    numbers = {pk: number for number, pk in enumerate(index.ordinals.pks)}

    world.subjects.clear()
    for pk, facts in after.items():
        world.put(pk, **facts)
    changed = index.changed(sorted({*before, *after}))
    rebuilt = Index.build(world.collection(), changed.ordinals)

    for later in (changed, rebuilt):
        assert all(later.ordinals.pks[number] == pk for pk, number in numbers.items())
        assert {later.ordinals.pks[number] for number in later.live} == set(after)


def test_an_index_in_hand_stays_as_it_was_when_the_next_one_is_made():
    world = World()
    world.put(1, colour={"red"})
    index = Index.build(world.collection())

    world.put(1, colour={"blue"})
    world.put(2, colour={"red"})
    following = index.changed([1, 2])

    assert counted(answer(index, {}))["colour", "red"] == 1
    assert counted(answer(index, {}))["colour", "blue"] == 0
    assert counted(answer(following, {}))["colour", "blue"] == 1
    assert keys(answer(index, {})) == [1]


def test_pages_of_a_sort_join_without_gap_or_repetition():
    world = World()
    for pk in range(1, 51):
        world.put(pk, age=pk * 7 % 11, colour={"red"} if pk % 10 == 0 else {"blue"})
    index = Index.build(world.collection())

    for picked in ({}, {"colour": {"red"}}):
        found = answer(index, picked)
        pages = [pk for start in range(0, 60, 8) for pk in found.pks("en", start, start + 8)]
        assert pages == keys(found)
        assert [world.age[pk] for pk in pages] == sorted(world.age[pk] for pk in pages)
