"""What likely questions find on the programme's own practices."""

from __future__ import annotations

from pathlib import Path
from statistics import mean, median

import pytest
from django.conf import settings

from .measure import FILES, judged, measured, table

pytestmark = pytest.mark.django_db


def test_what_is_relevant_is_found_first_and_not_under_a_heap(programme):
    results = {name: measured(judged(file)) for name, file in FILES.items()}

    for of_file in results.values():
        assert mean(one.reciprocal_rank for one in of_file) >= 0.9
        assert mean(one.recall for one in of_file) >= 0.9
        assert median(one.excess for one in of_file) <= 4
    assert table(results) in (Path(settings.ROOT) / "docs" / "search-quality.md").read_text()
