"""Commitments on the desk: proposed, published, followed. Who may is a queryset of Commitment."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accounts.roles import Role, holds
from cities.belonging import cities_spoken_for
from cities.models import CityPage
from core import languages
from core.doing import did
from core.paging import paged
from core.steps import history_of
from evaluations.forms import NoteForm, StepForm
from evaluations.models import Commitment
from monitoring.models.rights import is_mne

from . import committing
from .forms import CommitmentForm, FollowForm
from .presenting import commitment_cards, with_related

PAGE_SIZE = 50
VERBS = {
    "publish": committing.publish,
    "discard": committing.discard,
    "follow": committing.follow,
    "withdraw": committing.withdraw,
}
"""By the name of the button."""


def cities_to_write_for(user) -> QuerySet[CityPage]:
    """An M&E officer's are all; a focal point's the own."""
    if is_mne(user):
        return CityPage.objects.live().order_by("title")
    return CityPage.objects.filter(pk__in=[city.pk for city in cities_spoken_for(user)]).order_by("title")


def _refuse_strangers(user) -> None:
    if not (holds(user, Role.EDITOR) or is_mne(user) or cities_spoken_for(user)):
        raise Http404


@login_required
@never_cache
def commitments(request: HttpRequest) -> HttpResponse:
    """What waits to be published first, then by city."""
    user = request.user
    _refuse_strangers(user)
    mine = with_related(Commitment.objects.worked_on_by(user))
    page = paged(mine.order_by(F("published").asc(nulls_first=True), "city__title", "pk"), request, PAGE_SIZE)
    context = {
        "rows": commitment_cards(page.rows, request),
        "page_of": page,
        "may_write": is_mne(user) or bool(cities_spoken_for(user)),
    }
    return render(request, "evaluations/commitments/commitments.html", context)


@login_required
@never_cache
def new_commitment(request: HttpRequest) -> HttpResponse:
    """`?city=` says of which city; who writes for one only need not say."""
    cities = list(cities_to_write_for(request.user))
    slug = request.GET.get("city")
    chosen = [city for city in cities if slug in (None, city.slug)]
    if not chosen:
        raise Http404
    city = chosen[0] if len(chosen) == 1 else None
    if city is None:
        return render(request, "evaluations/commitments/choose_city.html", {"cities": cities})
    return _commitment_form(request, Commitment(city=city, language=languages.current()))


@login_required
@never_cache
def edit_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    drafts = Commitment.objects.editable_by(request.user).select_related("city")
    return _commitment_form(request, get_object_or_404(drafts, pk=pk))


def _commitment_form(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    form = CommitmentForm(request.POST or None, instance=commitment, for_user=request.user)
    if request.method == "POST" and form.is_valid() and did(form, committing.save_draft, commitment, by=request.user):
        return redirect("commitment", commitment.pk)
    return render(request, "evaluations/commitments/form.html", {"form": form, "commitment": commitment})


@login_required
@never_cache
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """One, with its history, and the steps that are this person's."""
    _refuse_strangers(request.user)
    found = get_object_or_404(with_related(Commitment.objects.worked_on_by(request.user)), pk=pk)
    forms = step_forms(request, found)
    if request.method == "POST":
        step = request.POST.get("step")
        if step not in forms:
            raise Http404
        form = forms[step]
        if form.is_valid() and did(form, VERBS[step], found, by=request.user, **form.step_data()):
            return redirect("commitments") if step == "discard" else redirect("commitment", pk)
    context = {
        "one": commitment_cards([found], request)[0],
        "history": history_of(found),
        "forms": forms,
        "may_edit": "discard" in forms,
    }
    return render(request, "evaluations/commitments/commitment.html", context)


def step_forms(request: HttpRequest, found: Commitment) -> dict[str, StepForm]:
    """One for each step; the one that was sent holds what was typed."""
    this, user = Commitment.objects.filter(pk=found.pk), request.user
    sent = request.POST.get("step") if request.method == "POST" else None
    data = {step: request.POST if step == sent else None for step in VERBS}
    forms: dict[str, StepForm] = {}
    if this.publishable_by(user).exists():
        forms["publish"] = StepForm(data["publish"])
    if this.editable_by(user).exists():
        forms["discard"] = StepForm(data["discard"])
    if this.followed_by(user).exists():
        forms["follow"] = FollowForm(data["follow"], commitment=found, for_user=request.user, prefix="follow")
        forms["withdraw"] = NoteForm(data["withdraw"], prefix="withdraw")
    return forms
