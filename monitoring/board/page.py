"""The board as a page and as a file. An M&E officer's shows every city, a city's people see their own city's lines."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from cities.belonging import cities_of
from core.exports import export
from core.paging import paged
from core.templatetags.core_tags import quantity
from monitoring.models.rights import is_mne
from monitoring.saying import period_said

from .actions import act
from .cells import shown, sign
from .file import COLUMNS
from .question import SORTS, Question
from .rows import Listing, all_rows
from .standing import Standing

PAGE_SIZE = 50
KINDS_OF_FILE = ("csv", "xlsx")


@login_required
@never_cache
def board(request: HttpRequest) -> HttpResponse:
    question = _question(request)
    if request.method == "POST":
        return _done(request, question)
    if not question.spans:
        return render(request, "monitoring/board_empty.html", {"officer": is_mne(request.user)})
    page_of = paged(Listing(question), request, PAGE_SIZE)
    here = question.address(page=request.GET.get("page", ""))
    lines = {"page_of": page_of, "rows": shown(page_of.rows, request.user), "here": here}
    return render(request, "monitoring/board.html", {**_context(question), **lines, "officer": is_mne(request.user)})


@login_required
@never_cache
def board_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What the page's address asks, whole."""
    question = _question(request)
    if kind not in KINDS_OF_FILE or not question.spans:
        raise Http404
    starts, ends = question.span
    return export(kind, all_rows(question), COLUMNS, f"board-{starts}-{ends}")


def _question(request: HttpRequest) -> Question:
    """For whom there is no board, there is no such page."""
    if not (is_mne(request.user) or cities_of(request.user)):
        raise Http404
    return Question.of(request)


def _done(request: HttpRequest, question: Question) -> HttpResponse:
    """Many lines at once are the M&E officer's to change. Back to the same page of the same question."""
    if not is_mne(request.user) or not question.spans:
        raise Http404
    try:
        for text in act(question, request.POST, by=request.user):
            messages.info(request, text)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return HttpResponseRedirect(request.get_full_path())


def _context(question: Question) -> dict:
    counts = question.counts
    whole, approved = sum(counts.values()), counts[Standing.APPROVED]
    return {
        "form": question.form,
        "period": question.form["period"],
        "filters": [field for field in question.form if field.name != "period"],
        "span": period_said(*question.span),
        "counts": [_count(question, standing, number) for standing, number in counts.items()],
        "whole": {"number": whole, "approved": approved, "text": _coverage(approved, whole)},
        "sorts": [_sort(question, code, label) for code, label in SORTS.items()],
        "number": len(question.keys),
        "written": quantity(len(question.keys)),
        "files": [
            {"label": kind.upper(), "url": reverse("board_file", args=[kind]) + question.address()}
            for kind in KINDS_OF_FILE
        ],
        "clear_url": f"?period={question.code}" if question.is_narrowed else "",
    }


def _count(question: Question, standing: Standing, number: int) -> dict:
    """Leads to its lines; the one that is shown, to all."""
    current = question["state"] == standing
    url = question.address(state="" if current else standing.value)
    return {**sign(standing), "number": quantity(number), "url": url, "current": current, "is_empty": not number}


def _coverage(approved: int, whole: int) -> str:
    text = ngettext(
        "%(approved)s of %(number)s value is approved.", "%(approved)s of %(number)s values are approved.", whole
    )
    return text % {"approved": quantity(approved), "number": quantity(whole)}


def _sort(question: Question, code: str, label) -> dict:
    return {"label": label, "url": question.address(sort=code), "current": (question["sort"] or "state") == code}


def _file(question: Question, kind: str) -> dict:
    return {"label": kind.upper(), "url": reverse("board_file", args=[kind]) + question.address()}
