"""A costly file is made once, and anew when something has changed."""

from __future__ import annotations

import pytest

from core.cached_files import cached_file
from facets import note_all

pytestmark = pytest.mark.django_db


class Maker:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self, file) -> None:
        self.made += 1
        file.write(b"made %d" % self.made)


@pytest.fixture
def make(settings, tmp_path):
    settings.VAR = tmp_path
    return Maker()


def test_it_is_made_once_until_something_changes(make, tmp_path):
    first = [cached_file(("values", None, "en"), make).read() for _ in range(3)]
    note_all("monitoring")
    after = cached_file(("values", None, "en"), make).read()

    assert (first, after) == ([b"made 1"] * 3, b"made 2")
    assert len([path for path in (tmp_path / "kept").iterdir() if path.suffix != ".lock"]) == 1


def test_another_question_is_another_file(make):
    cached_file(("values", None, "en"), make), cached_file(("values", None, "ar"), make)

    assert make.made == 2


def test_a_making_that_fails_leaves_nothing_and_is_tried_again(make, tmp_path):
    def fails(file):
        file.write(b"half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        cached_file("values", fails)

    assert cached_file("values", make).read() == b"made 1"
    assert not list((tmp_path / "kept").glob("making-*"))
