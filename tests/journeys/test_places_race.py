"""Sixty people at once for five places, at two workers: five get one, the others wait, nobody is lost.

`RACE_TIMES=20 pytest -s tests/journeys/test_places_race.py` runs it as often as it was measured; `-s` shows the table.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone, translation

from learning.models import Registration, SessionPage
from learning.signed_links import link_of
from tests import factories
from tests.journeys.running import database_of_many, gunicorn_of, two_workers

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.xdist_group("workers")]
TIMES = int(os.environ.get("RACE_TIMES", "20"))
CLIENTS, PLACES = 60, 5
UNTIL = 60
"""How often the race without the lock is run at most: it was seen to overbook within four."""
State = Registration.State


def open_session() -> SessionPage:
    """With five places, and sixty people who have yet to confirm their address."""
    starts = str(timezone.localdate() + timedelta(days=30))
    desk = {"registration": "open", "capacity": PLACES}
    session = factories.session(starts=starts, status="planned", desk=desk)
    Registration.objects.bulk_create(
        Registration(
            session=session,
            name=f"{number}",
            email=f"{number}@example.org",
            email_key=f"{number}@example.org",
            language="en",
        )
        for number in range(CLIENTS)
    )
    return session


def confirm_all(session: SessionPage, addresses: list[str]) -> dict[int, int]:
    """Everybody presses the button at once. Gives the status of each answer that came, by registration."""
    with translation.override("en"):
        links = {one.pk: link_of(one) for one in session.registrations.all()}
    with ThreadPoolExecutor(CLIENTS) as clients:
        sent = zip(links.items(), cycle(addresses))
        answers = clients.map(lambda one: (one[0][0], press(one[1], one[0][1])), sent)
        return {pk: status for pk, status in answers if status}


def press(address: str, path: str) -> int | None:
    """None when no answer came: the person was told nothing."""
    worker = HTTPConnection(urlsplit(address).netloc, timeout=120)
    try:
        worker.request("POST", path, "step=confirm", {"Content-Type": "application/x-www-form-urlencoded"})
        return worker.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        worker.close()


def test_never_more_than_the_places_none_lost_none_double(tmp_path):
    outcomes = []
    factories.site()
    with database_of_many(tmp_path), two_workers() as addresses:
        for _time in range(TIMES):
            session = open_session()
            answers = confirm_all(session, addresses)
            outcomes.append((Counter(session.registrations.values_list("state", flat=True)), Counter(answers.values())))

    print(f"{TIMES} times, states and answers: {Counter(map(str, outcomes))}")  # noqa: T201 (what `pytest -s` is for)
    assert outcomes == [({State.CONFIRMED: PLACES, State.WAITING: CLIENTS - PLACES}, {302: CLIENTS})] * TIMES


def test_without_the_lock_the_same_race_overbooks(tmp_path):
    confirmed = []
    factories.site()
    with database_of_many(tmp_path), gunicorn_of("tests.journeys.unlocked") as (addresses, _gunicorn):
        for _time in range(UNTIL):
            session = open_session()
            confirm_all(session, addresses)
            confirmed.append(session.registrations.filter(state=State.CONFIRMED).count())
            if max(confirmed) > PLACES:
                break

    print(f"without the lock, confirmed: {confirmed}")  # noqa: T201 (what `pytest -s` is for)
    assert max(confirmed) > PLACES


def test_a_server_that_is_killed_loses_no_registration_that_it_acknowledged(tmp_path):
    factories.site()
    with database_of_many(tmp_path):
        session = open_session()
        with gunicorn_of() as (addresses, gunicorn), ThreadPoolExecutor(1) as other:
            killing = other.submit(kill_in_the_middle, gunicorn, session)
            answers = confirm_all(session, addresses)
            killing.result()
        states = dict(session.registrations.values_list("pk", "state"))

    acknowledged = [states[pk] for pk, status in answers.items() if status == 302]
    print(f"{len(acknowledged)} of {CLIENTS} acknowledged before the kill")  # noqa: T201 (what `pytest -s` is for)
    assert 0 < len(acknowledged) < CLIENTS == len(states)
    assert set(acknowledged) <= {State.CONFIRMED, State.WAITING}
    assert list(states.values()).count(State.CONFIRMED) <= PLACES


def kill_in_the_middle(gunicorn: subprocess.Popen, session: SessionPage) -> None:
    """With -9, all its processes, once some have been told that they are in."""
    while not session.registrations.exclude(state=State.UNCONFIRMED).count() > PLACES:
        time.sleep(0.05)
    os.killpg(gunicorn.pid, signal.SIGKILL)
    connection.close()
