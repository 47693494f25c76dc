"""The board and the page of a phase, within their budgets; exports of 100,000 values, and the memory they take.

In a process of its own, as `benchmarks.measure`; prints one line of JSON.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterable
from statistics import median, quantiles

from benchmarks.measure import milliseconds, resident, seconds, timed  # sets Django up

# isort: split
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import GROUPS, Role
from benchmarks.worlds import prepare_monitoring, say
from monitoring.board.question import spans_of
from monitoring.models import Measurement, Period

SIZES = {"board": (200, 10, 8), "files": (250, 25, 20)}
"""Pilots, indicators, periods: the second has more than 100,000 published values."""
MOST_TIME, MOST_QUERIES, MOST_BYTES = 0.3, 15, 150_000
EARLY, MOST_GROWTH = 10_000, 20e6
"""From this row on, a file that is written as it is read takes no more memory than so many bytes."""


def main(world: str, rounds: int) -> None:
    database = prepare_monitoring(*SIZES[world])
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    client.force_login(officer())
    lines = pages(client, rounds) if world == "board" else files(client)
    size = "{} pilots, {} indicators, {} periods".format(*SIZES[world])
    print(json.dumps({"size": size, "database": database, "lines": lines}))


def officer() -> User:
    user, _made = User.objects.get_or_create(username="bench", email="bench@portolan.example")
    user.groups.add(Group.objects.get(name=GROUPS[Role.MNE]))
    return user


# --- pages ------------------------------------------------------------------------------------------------------
def pages(client: Client, rounds: int) -> dict[str, str]:
    code = list(spans_of(Period.objects.all()))[1]  # the newest that is over
    board = f"/en/desk/board/?period={code}"
    addresses = {
        "board": "/en/desk/board/",
        "board, filtered": f"{board}&kind=pilot&state=overdue",
        "board, by indicator": f"{board}&sort=indicator",
        "board, page 20": f"{board}&page=20",
        "board in Arabic, by city": f"/ar/desk/board/?period={code}&sort=city",
        "phase page": "/en/monitoring/",
        "coverage": "/en/monitoring/coverage/",
    }
    return {name: page(client, address, rounds) for name, address in addresses.items()}


def page(client: Client, address: str, rounds: int) -> str:
    """Time, queries and size (uncompressed); what is over a budget says so."""
    for _ in range(3):
        answer = client.get(address)
    if answer.status_code == 404:
        return "not there"
    if answer.status_code != 200:
        raise SystemExit(f"{address} is answered with {answer.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)
    times = [timed(lambda: client.get(address))[0] for _ in range(rounds)]
    usual, slow, size = median(times), quantiles(times, n=20)[-1], len(answer.content)
    over = usual > MOST_TIME or queries > MOST_QUERIES or size > MOST_BYTES
    said = f"{milliseconds(usual)}, p95 {milliseconds(slow)}, {queries} queries, {size / 1000:,.0f} KB"
    return f"{said}: OVER BUDGET" if over else said


# --- files ------------------------------------------------------------------------------------------------------
def files(client: Client) -> dict[str, str]:
    published = Measurement.objects.public().count()
    lines = {"published values": f"{published:,}"}
    for name, address in {
        "results.csv": "/en/monitoring/results.csv",
        "results.xlsx": "/en/monitoring/results.xlsx",
        "board.csv": "/en/desk/board.csv",
    }.items():
        say(f"Reading {name}")
        lines[name] = file(client, address)
    return lines


def file(client: Client, address: str) -> str:
    """Time, size and memory, and that a CSV file takes no more of it the longer it gets."""
    gc.collect()
    before = resident()
    making, answer = timed(lambda: client.get(address))  # a workbook is made before its first byte leaves
    if answer.status_code == 404:
        return "not there"
    made = resident()
    sending, (size, rows, early, most) = timed(lambda: read(answer.streaming_content))
    answer.close()
    spent, most = making + sending, max(most, made)
    growth = most - early if early else 0
    if address.endswith(".csv") and growth > MOST_GROWTH:
        raise SystemExit(f"{address}: {growth / 1e6:,.0f} MB more from row {EARLY:,} to row {rows:,}")
    counted = f"{rows:,} rows, " if address.endswith(".csv") else ""
    return f"{counted}{seconds(spent)}, {size / 1e6:,.1f} MB, memory +{max(most - before, 0) / 1e6:,.0f} MB"


def read(parts: Iterable[bytes]) -> tuple[int, int, int, int]:
    """Bytes, lines, and the process's memory at line `EARLY` and at its most."""
    size = rows = early = most = 0
    for number, part in enumerate(parts):
        size += len(part)
        rows += part.count(b"\n")
        if number % 1_000 == 0:
            most = max(most, resident())
        if not early and rows >= EARLY:
            early = resident()
    return size, rows, early, max(most, resident())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
