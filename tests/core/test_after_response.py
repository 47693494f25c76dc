"""What is done after a response is done when it was sent, and is nobody's trouble any more."""

from __future__ import annotations

import pytest
from django.core.signals import request_finished, request_started

from core.after_response import after_response

pytestmark = pytest.mark.django_db


def test_work_waits_for_the_end_of_the_request_and_a_failure_stops_nothing():
    done = []
    request_started.send(sender=None)

    after_response(lambda: done.append("first"))
    after_response(lambda: 1 / 0)
    after_response(lambda: done.append("last"))
    during = list(done)
    request_finished.send(sender=None)

    assert during == []
    assert done == ["first", "last"]


def test_outside_a_request_nothing_is_waited_for():
    done = []

    after_response(lambda: done.append("at once"))

    assert done == ["at once"]
