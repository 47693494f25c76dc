"""The M&E officer's pages about results frameworks: which there are, one of them, lines added or copied into it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from core import languages
from core.paging import paged
from monitoring.models import PhasePage, ResultLine
from monitoring.models.rights import is_mne
from monitoring.wording import display_in_measure

from . import framing
from .forms import LONGEST_LIST, AddForm, CopyForm, FindForm, library_for
from .history import NUMBERS, history_of
from .places import Place, in_list, measured_pages, place_for, places_of

PAGE_SIZE = 50


@login_required
@never_cache
def frameworks(request: HttpRequest) -> HttpResponse:
    """Phases and pages with a framework; `?q=` finds any page that can have one by its title."""
    if not is_mne(request.user):
        raise Http404
    query = request.GET.get("q", "").strip()
    pages = measured_pages(request.user).order_by("title", "pk")
    if query:
        names = Q(*((f"citypage__name_{code}__icontains", query) for code in languages.CODES), _connector=Q.OR)
        pages = pages.filter(Q(title__icontains=query) | names)
    else:
        pages = pages.not_exact_type(PhasePage).filter(pk__in=ResultLine.objects.values("page"))
    page_of = paged(pages, request, PAGE_SIZE)
    phases = measured_pages(request.user).exact_type(PhasePage).order_by("-phasepage__phase__number")
    with_phases = page_of.is_first and not query
    rows = in_list(places_of([*(phases if with_phases else ()), *page_of.rows]))
    return render(request, "monitoring/framework/frameworks.html", {"rows": rows, "page_of": page_of, "query": query})


@login_required
@never_cache
def framework(request: HttpRequest, pk: int) -> HttpResponse:
    """One framework. A line is moved or taken away here; everything else has a page of its own."""
    place = place_for(request.user, pk)
    refused = ""
    if request.method == "POST":
        try:
            _move_or_remove(request, place)
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
        line.baseline_text, line.target_text = (
            display_in_measure(line.indicator, getattr(line, name)) for name in NUMBERS
        )
    context = {"place": place, "lines": list(lines), "refused": refused, "is_phase": isinstance(place.page, PhasePage)}
    context["changes"] = history_of(place)
    return render(request, "monitoring/framework/framework.html", context)


def _move_or_remove(request: HttpRequest, place: Place) -> None:
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
def add_to_framework(request: HttpRequest, pk: int) -> HttpResponse:
    """Several at once. Searching again keeps what was ticked, so the search is sent along with the ticks."""
    place = place_for(request.user, pk)
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
    return render(request, "monitoring/framework/add.html", {**context, "more": len(found) > LONGEST_LIST})


def _added(number: int) -> str:
    text = ngettext("%(number)s indicator has been added.", "%(number)s indicators have been added.", number)
    return text % {"number": number}


# --- lines from elsewhere ---------------------------------------------------------------------------------------------
@login_required
@never_cache
def copy_framework(request: HttpRequest, pk: int) -> HttpResponse:
    """From whatever else has a framework."""
    place = place_for(request.user, pk)
    framed = measured_pages(request.user).filter(pk__in=ResultLine.objects.order_by().values("page")).exclude(pk=pk)
    phases = framed.exact_type(PhasePage).order_by("phasepage__phase__number")
    others = framed.not_exact_type(PhasePage).order_by("title")
    form = CopyForm(request.POST or None, places=places_of([*phases, *others]))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        made = framing.copy_framework(
            source=asked["source"], to=place, periods=asked["periods"], targets=asked["targets"], by=request.user
        )
        messages.success(request, _added(len(made)))
        return HttpResponseRedirect(place.url)
    return render(request, "monitoring/framework/copy.html", {"place": place, "form": form})
