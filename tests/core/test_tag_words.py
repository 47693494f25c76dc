"""Tags are separated by commas, the Arabic one too."""

from __future__ import annotations

import pytest
from wagtail.admin.forms.tags import TagField


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("سكن طارئ، عمل", ["سكن طارئ", "عمل"]),
        ('"سكن طارئ، عمل"', ["سكن طارئ", "عمل"]),
        ("سكن، housing, emploi", ["emploi", "housing", "سكن"]),
        ('"one, two", three', ["one, two", "three"]),
        ("housing work", ["housing", "work"]),
        ("، ،", []),
    ],
)
def test_tags_are_read_as_they_are_typed(typed, tags):
    assert TagField(required=False).clean(typed) == tags
