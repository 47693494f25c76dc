"""One size, in this process: makes or finds its world, measures, prints one line of JSON."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import TypeVar

from benchmarks.worlds import ROOT, prepare  # sets Django up

# isort: split
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import by_sql
from core.garbage import settle
from facets import Answer, Question, ask, current, note
from facets.index import Index
from facets.text import answered
from practices.facets import PRACTICES
from practices.models import PracticePage
from search.current_index import CurrentIndex, current_index, folder_of_database
from search.index import Hits
from search.questions import SearchQuestion
from search.sources import CHANGES

Result = TypeVar("Result")
QUESTIONS = {"no filter": "", "two filters": "theme=housing&country=FR", "text": "q=housing+school"}


def main(practices: int, rounds: int) -> None:
    database = prepare(practices)
    lines = index_lines()
    current("practices")
    settle()  # as the server does
    lines |= {**search_lines(practices), **count_lines(), **page_lines(rounds)}
    print(json.dumps({"size": f"{practices:,} practices", "database": database, "lines": lines}))


# --- the index ------------------------------------------------------------------------------------------------------
def index_lines() -> dict[str, str]:
    gc.collect()
    before = resident()
    build, index = timed(lambda: Index.build(PRACTICES))
    gc.collect()
    memory = resident() - before
    pk = PracticePage.objects.live().values_list("pk", flat=True).order_by("pk")[0]
    change = median(timed(lambda: index.changed([pk]))[0] for _ in range(10))
    return {
        "index: build": seconds(build),
        "index: memory": f"{memory / 1e6:,.0f} MB",
        "index: one change": milliseconds(change),
    }


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not say."""
    known = Path("/proc/self/statm")
    return int(known.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if known.exists() else 0


# --- search ---------------------------------------------------------------------------------------------------------
SEARCHES = [row["query"] for row in json.loads((ROOT / "tests/search_quality/queries.json").read_text())]
"""What people are thought to type, in four languages, typing errors among it."""


def search_lines(practices: int) -> dict[str, str]:
    """The hits and their scores, as a list's page asks for them; nothing of the page itself."""
    folder = folder_of_database()
    made, _number = timed(CurrentIndex(folder).make)
    opened, _searcher = timed(CurrentIndex(folder).searcher)
    index = current_index()
    pk = PracticePage.objects.live().values_list("pk", flat=True).order_by("pk")[0]
    changes = []
    for _ in range(10):
        note(CHANGES, pk)
        changes.append(timed(index.searcher)[0])
    for text in SEARCHES:
        hits_of(index, text)
    times = sorted(timed(lambda text=text: hits_of(index, text))[0] for text in SEARCHES for _ in range(3))
    slow = quantiles(times, n=20)[-1]
    worker = subprocess.run(  # noqa: S603 (our own module)
        [sys.executable, "-m", "benchmarks.memory", str(practices)], stdout=subprocess.PIPE, text=True, check=True
    )
    return {
        "memory of facets and search in a worker": f"{int(worker.stdout.split()[-1]) / 1e6:,.0f} MB",
        "search: index made": seconds(made),
        "search: index opened": seconds(opened),
        "search: one change": milliseconds(median(changes)),
        f"search: hits of {len(SEARCHES)} questions": f"{milliseconds(median(times))}, p95 {milliseconds(slow)}",
    }


def hits_of(index: CurrentIndex, text: str) -> Hits:
    return SearchQuestion(text).answer(index.searcher(), "practices").hits


# --- counts ---------------------------------------------------------------------------------------------------------
def count_lines() -> dict[str, str]:
    """The same seven facets, by bitmaps and by SQL; that both say the same is checked."""
    index, lines = current("practices"), {}
    for name in ("no filter", "two filters"):
        question = Question.from_query(QueryDict(QUESTIONS[name]), index)
        bits, counted = repeated(lambda question=question: Answer(index, question).counts(by_sql.FACETS), 300)
        sql, grouped = repeated(lambda question=question: by_sql.counts(question), 3)
        check(counted, grouped)
        lines[f"counts of seven facets, {name}: bitmaps"] = milliseconds(bits)
        lines[f"counts of seven facets, {name}: SQL"] = f"{milliseconds(sql)} ({sql / bits:,.0f} times)"
    found = lambda: ask("practices", QueryDict(QUESTIONS["text"])).hits  # noqa: E731
    searched, hits = repeated(found, 10)
    lines["search in the text (hits)"] = f"{milliseconds(searched)} ({len(hits):,})"
    return lines


def check(counted: dict, grouped: dict) -> None:
    for facet in by_sql.FACETS:
        bits = {code: number for code, number in counted[facet].items() if number}
        if bits != {code: number for code, number in grouped[facet].items() if number}:
            raise SystemExit(f"{facet}: bitmaps say {bits}, SQL says {grouped[facet]}")


# --- pages ----------------------------------------------------------------------------------------------------------
def page_lines(rounds: int) -> dict[str, str]:
    practice = PracticePage.objects.live().filter(programme_id__startswith="synthetic-").order_by("pk").first()
    addresses = {f"browse, {name}": f"/en/practices/?{question}" for name, question in QUESTIONS.items()}
    addresses |= {"a practice": f"/en{practice.get_url().partition('/en')[2]}", "front page": "/en/"}
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0], HTTP_ACCEPT_ENCODING="gzip")
    lines = {f"page: {name}": page_line(client, address, rounds) for name, address in addresses.items()}
    asked = addresses["browse, text"]
    return lines | {
        "page: browse, text not asked before": page_line(client, asked, rounds, before=answered.cache_clear)
    }


def page_line(client: Client, address: str, rounds: int, before: Callable[[], None] = lambda: None) -> str:
    """Median and 95th percentile of the server's time, and the number of queries; `before` each, not measured."""
    for _ in range(3):
        if client.get(address).status_code != 200:
            raise SystemExit(f"{address} is not answered")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)
    times = []
    for _ in range(rounds):
        before()
        times.append(timed(lambda: client.get(address))[0])
    slow = quantiles(times, n=20)[-1]
    return f"{milliseconds(median(times))}, p95 {milliseconds(slow)}, {queries} queries"


# --- time -----------------------------------------------------------------------------------------------------------
def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    begun = perf_counter()
    result = work()
    return perf_counter() - begun, result


def repeated(work: Callable[[], Result], times: int) -> tuple[float, Result]:
    """The median of the times it took, after one that is not counted."""
    result = work()
    return median(timed(work)[0] for _ in range(times)), result


def milliseconds(time: float) -> str:
    return f"{time * 1e3:,.2f} ms" if time < 0.01 else f"{time * 1e3:,.0f} ms"


def seconds(time: float) -> str:
    return f"{time:,.2f} s"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
