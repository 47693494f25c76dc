"""The M&E officer's pages about results frameworks: which there are, one of them, lines added or copied into it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from wagtail.models import Page

from cities.models import Phase
from core import languages
from core.paging import paged
from monitoring.models import ResultLine
from monitoring.models.rights import is_mne
from monitoring.saying import number_said

from . import framing
from .forms import LONGEST_LIST, AddForm, CopyForm, FindForm, library_for
from .history import NUMBERS, history_of
from .places import PHASE, Place, listed, measured_pages, place_for, places_of

PAGE_SIZE = 50


@login_required
@never_cache
def frameworks(request: HttpRequest) -> HttpResponse:
    """Phases and pages with a framework; `?q=` finds any page that can have one by its title."""
    if not is_mne(request.user):
        raise Http404
    query = request.GET.get("q", "").strip()
    page_of = paged(_pages(request.user, query), request, PAGE_SIZE)
    with_phases = page_of.is_first and not query
    phases = [Place(phase) for phase in Phase.objects.order_by("-number")] if with_phases else []
    rows = listed([*phases, *places_of(page_of.rows)])
    return render(request, "monitoring/frameworks.html", {"rows": rows, "page_of": page_of, "query": query})


def _pages(user, query: str) -> QuerySet[Page]:
    pages = measured_pages(user).order_by("title", "pk")
    if not query:
        return pages.filter(pk__in=ResultLine.objects.filter(page__isnull=False).values("page"))
    names = Q(*((f"citypage__name_{code}__icontains", query) for code in languages.CODES), _connector=Q.OR)
    return pages.filter(Q(title__icontains=query) | names)


@login_required
@never_cache
def framework(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One framework. A line is moved or taken away here; everything else has a page of its own."""
    place = place_for(request.user, kind, pk)
    refused = ""
    if request.method == "POST":
        try:
            _do(request, place)
        except ValidationError as error:
            refused = error.messages[0]
        else:
            return HttpResponseRedirect(place.url)
    lines = place.lines().annotate(
        period_count=Count("periods", distinct=True),
        target_count=Count("periods", filter=Q(periods__target__isnull=False), distinct=True),
        value_count=Count("periods__measurements", distinct=True),
    )
    for line in lines:
        line.baseline_text, line.target_text = (number_said(line.indicator, getattr(line, name)) for name in NUMBERS)
    context = {"place": place, "lines": list(lines), "refused": refused, "is_phase": place.kind == PHASE}
    context["changes"] = history_of(place)
    return render(request, "monitoring/framework.html", context)


def _do(request: HttpRequest, place: Place) -> None:
    """The button names the step and the line: `up`, `down` or `remove`."""
    step = next((name for name in ("up", "down", "remove") if name in request.POST), "")
    key = request.POST.get(step, "")
    line = get_object_or_404(place.lines(), pk=key if key.isdecimal() else None)
    if step == "remove":
        framing.remove_line(line, by=request.user)
        messages.success(request, _("“%(name)s” is no longer in this framework.") % {"name": line.indicator})
    else:
        framing.move_line(line, up=step == "up", by=request.user)


# --- lines from the library -------------------------------------------------------------------------------------------
@login_required
@never_cache
def add_to_framework(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Several at once. Searching again keeps what was ticked, so the search is sent along with the ticks."""
    place = place_for(request.user, kind, pk)
    asked = request.POST if request.method == "POST" else request.GET
    adds = request.method == "POST" and request.POST.get("step") == "add"
    form = AddForm(request.POST if adds else None, place=place, initial={"objective": asked.get("objective")})
    if adds and form.is_valid():
        lines = framing.add_lines(
            place=place, indicators=form.cleaned_data["add"], objective=form.cleaned_data["objective"], by=request.user
        )
        messages.success(request, _added(len(lines)))
        return HttpResponseRedirect(place.url)
    find = FindForm(asked)
    ticked = [key for key in asked.getlist("add") if key.isdecimal()]
    chosen = list(library_for(place).filter(pk__in=ticked))
    found = list(find.found(library_for(place)).exclude(pk__in=ticked)[: LONGEST_LIST + 1])
    context = {"place": place, "form": form, "find": find, "chosen": chosen, "found": found[:LONGEST_LIST]}
    return render(request, "monitoring/framework_add.html", {**context, "more": len(found) > LONGEST_LIST})


def _added(number: int) -> str:
    text = ngettext("%(number)s indicator is added.", "%(number)s indicators are added.", number)
    return text % {"number": number}


# --- lines from elsewhere ---------------------------------------------------------------------------------------------
@login_required
@never_cache
def copy_framework(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    place = place_for(request.user, kind, pk)
    form = CopyForm(request.POST or None, places=_others(request.user, place))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        made = framing.copy_framework(
            source=asked["source"], to=place, periods=asked["periods"], targets=asked["targets"], by=request.user
        )
        messages.success(request, _added(len(made)))
        return HttpResponseRedirect(place.url)
    return render(request, "monitoring/framework_copy.html", {"place": place, "form": form})


def _others(user, place: Place) -> list[Place]:
    """Whatever has a framework, but this."""
    framed = ResultLine.objects.order_by()
    phases = Phase.objects.filter(pk__in=framed.filter(phase__isnull=False).values("phase"))
    pages = measured_pages(user).filter(pk__in=framed.filter(page__isnull=False).values("page")).order_by("title")
    found = [*(Place(phase) for phase in phases), *places_of(pages)]
    return [one for one in found if (one.kind, one.pk) != (place.kind, place.pk)]
