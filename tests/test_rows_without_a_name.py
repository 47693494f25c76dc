"""A row of an organisation or its name: a draft may have neither."""

from __future__ import annotations

import pytest

from learning.models import Publisher, SessionOrganiser
from pilots.models import PilotImplementer
from practices.models import PracticePartner

pytestmark = pytest.mark.alike


@pytest.mark.parametrize("row", [PracticePartner, PilotImplementer, SessionOrganiser, Publisher])
def test_a_row_that_names_nobody_yet_is_called_nothing(row):
    assert str(row()) == ""
