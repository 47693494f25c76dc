"""Word limits and codes: bad input gets a clear message."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from practices.models import PracticePage
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_part_that_is_too_long_says_by_how_much():
    practice = factories.practice()
    practice.summary = "word " * 81

    with pytest.raises(ValidationError, match="At most 80 words; this has 81"):
        practice.full_clean()


def test_the_form_says_the_limit_beside_the_guide_text():
    form_field = PracticePage._meta.get_field("summary").formfield()

    assert "80" in str(form_field.help_text)


def test_an_unknown_code_is_refused_by_name():
    practice = factories.practice()
    practice.situations = ["arrival", "somewhere"]

    with pytest.raises(ValidationError, match="somewhere"):
        practice.full_clean()
