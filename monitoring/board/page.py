"""The board as a page and as a file. An M&E officer's shows every city, a city's people see their own city's lines."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from cities.belonging import cities_of
from core.display import Link, Sign
from core.exports import export
from core.numbers import display_number
from core.paging import paged
from monitoring.models.rights import is_mne
from monitoring.wording import display_date_range

from .actions import act
from .file import COLUMNS
from .question import SORTS, BoardQuestion
from .rows import Listing, all_rows
from .standing import PeriodStanding

PAGE_SIZE = 50
KINDS_OF_FILE = ("csv", "xlsx")


@dataclass(frozen=True)
class StandingCount:
    """How many lines stand in one way. Leads to them; the one that is shown, to all."""

    sign: Sign
    number: str
    url: str
    is_current: bool


@login_required
@never_cache
def board(request: HttpRequest) -> HttpResponse:
    question = _question(request)
    if request.method == "POST":
        return _act(request, question)
    if not question.spans:
        return render(request, "monitoring/board/empty.html", {"officer": question.is_officer})
    return render(request, "monitoring/board/board.html", board_context(request, question))


@login_required
@never_cache
def board_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What the page's address asks, whole."""
    question = _question(request)
    if kind not in KINDS_OF_FILE or not question.spans:
        raise Http404
    starts, ends = question.span
    return export(kind, all_rows(question), COLUMNS, f"board-{starts}-{ends}")


def _question(request: HttpRequest) -> BoardQuestion:
    """For whom there is no board, there is no such page."""
    if not (is_mne(request.user) or cities_of(request.user)):
        raise Http404
    return BoardQuestion.of(request)


def _act(request: HttpRequest, question: BoardQuestion) -> HttpResponse:
    """Many lines at once are the M&E officer's to change. Back to the same page of the same question."""
    if not question.is_officer or not question.spans:
        raise Http404
    try:
        for text in act(question, request.POST, by=request.user):
            messages.info(request, text)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return HttpResponseRedirect(request.get_full_path())


def board_context(request: HttpRequest, question: BoardQuestion) -> dict:
    page_of = paged(Listing(question), request, PAGE_SIZE)
    counts = []
    for standing, number in question.counts.items():
        is_current = question["state"] == standing
        url = question.address(state="" if is_current else standing.value)
        counts.append(StandingCount(standing.sign, display_number(number), url, is_current))
    whole, approved = sum(question.counts.values()), question.counts[PeriodStanding.APPROVED]
    coverage = ngettext(
        "%(approved)s of %(number)s value is approved.", "%(approved)s of %(number)s values are approved.", whole
    )
    sorted_by = question["sort"] or "state"
    return {
        "officer": question.is_officer,
        "form": question.form,
        "period": question.form["period"],
        "filters": [field for field in question.form if field.name != "period"],
        "clear_url": f"?period={question.code}" if question.is_narrowed else "",
        "span": display_date_range(*question.span),
        "counts": counts,
        "whole": whole,
        "approved": approved,
        "coverage": coverage % {"approved": display_number(approved), "number": display_number(whole)},
        "files": [
            Link(kind.upper(), reverse("board_file", args=[kind]) + question.address()) for kind in KINDS_OF_FILE
        ],
        "sorts": {
            code: Link(str(label), question.address(sort=code), is_current=code == sorted_by)
            for code, label in SORTS.items()
        },
        "number": len(question.keys),
        "written": display_number(len(question.keys)),
        "page_of": page_of,
        "rows": page_of.rows,
        "here": question.address(page=request.GET.get("page", "")),
    }
