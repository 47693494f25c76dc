"""Somebody who wants to know a small number. He reads all that is public, each time that something changes, keeps it,
and knows how it was made: so he tries every truth, and strikes out those that would have looked otherwise.

A *life* tells how one truth became public: it yields what there is to read, moment by moment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from io import BytesIO
from itertools import islice, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.documents.models import Document

import facets
from core import caching
from monitoring.models import Measurement
from reporting.iati.publishing import make_xml as activity_file
from reporting.models import FunderReport
from reporting.reports.contents import contents_of
from reporting.reports.rendering import body_of

Life = Callable[[object], Iterable[Iterable]]


def truths_left(life: Life, truth, others: Iterable, *, enough: int = 0) -> list:
    """The truth, and those of `others` that looked like it at every moment; no more than `enough`, if given.

    Looking for all of them, he strikes out at a glance what the first pages of a moment tell apart.
    """
    if enough:
        return [truth, *islice(_alike(life, truth, others), enough - 1)]
    return [truth, *_alike(life, truth, _alike(life, truth, others, pages=3))]


def _alike(life: Life, truth, others: Iterable, *, pages: int | None = None) -> Iterator:
    looked = None
    for other in others:
        looked = looked or list(_readings(life, truth, pages))
        with closing(_readings(life, other, pages)) as readings:
            looks_the_same = all(one == before for one, before in zip_longest(readings, looked))
        if looks_the_same:
            yield other


def _readings(life: Life, truth, pages: int | None) -> Iterator:
    for moment in life(truth):
        yield from islice(moment, pages)


@contextmanager
def taken_back() -> Iterator[None]:
    """What happens inside leaves no trace: in the database, in kept files, in what the process remembers."""
    try:
        with TemporaryDirectory() as var, override_settings(VAR=Path(var)), transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        cache.clear()
        facets.forget()
        caching.forget()


# --- what there is to read ------------------------------------------------------------------------------------------
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PASSING = re.compile(
    r"""csrfmiddlewaretoken" value="\w+|nonce="[^"]+"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*\+\d\d:\d\d"""
)
"""What is another each time, whatever the truth."""


def reads(pilot) -> Iterator[tuple[str, object]]:
    """All that a stranger gets who is interested in a pilot, by where he got it.

    The keys of lines and values are numbers, which he counts up; addresses of documents he knows from before.
    """
    stranger = Client()
    pages = [
        *(reverse("line_results", args=[one.pk]) for one in pilot.result_lines.order_by("pk")),
        *(document.url for document in Document.objects.order_by("pk")),
        *(reverse("measurement", args=[one.pk]) for one in Measurement.objects.order_by("pk")),
        *(reverse("measurement_photo", args=[one.pk]) for one in Measurement.objects.order_by("pk")),
        reverse("results_file", args=["csv"]),
        reverse("frameworks_file", args=["csv"]),
        reverse("results_file", args=["xlsx"]),
        reverse("frameworks_file", args=["xlsx"]),
        *(reverse("indicator_results", args=[one.indicator_id]) for one in pilot.result_lines.order_by("pk")),
        reverse("result_lines") + f"?phase={pilot.phase.number}",
        f"/en/monitoring/?phase={pilot.phase.number}",
        pilot.get_url(),
        pilot.get_parent().specific.get_url(),
    ]
    for page in pages:
        answer = stranger.get(page)
        content = b"".join(answer) if answer.streaming else answer.content
        yield page, (answer.status_code, _told(content, answer["Content-Type"]))
    yield "iati.xml", PASSING.sub("", activity_file(pilot.phase))
    year = {"starts": date(2026, 1, 1), "ends": date(2026, 12, 31)}
    report = FunderReport(**year, language="en", page=pilot.page_ptr)
    yield "report", body_of(contents_of(report))


def _told(content: bytes, kind: str) -> object:
    if kind.startswith("text/"):
        return PASSING.sub("", content.decode())
    if kind == XLSX:
        book = load_workbook(BytesIO(content))
        return [row for page in book for row in page.iter_rows(values_only=True)]
    return content


# --- numbers alone --------------------------------------------------------------------------------------------------
def histories_left(looks: Callable[[tuple], object], history: tuple, possible: Sequence) -> Iterator[tuple]:
    """Every history that looked like this one after each of its steps; `possible` is whatever can be a step."""
    looked = [looks(history[:until]) for until in range(1, len(history) + 1)]

    def after(past: tuple) -> Iterator[tuple]:
        if len(past) == len(history):
            yield past
            return
        for step in possible:
            if looks((*past, step)) == looked[len(past)]:
                yield from after((*past, step))

    return after(())
