"""Evaluations: on the desk, where they are written, sent, published and withdrawn; and the public page of one.

Who may know of what is a queryset of Evaluation; what is not in it is not there at all.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache

from accounts.roles import Role, holds
from cities.belonging import cities_spoken_for
from cities.models import CityPage
from core.doing import did
from core.paging import paged
from monitoring.models import Evaluation
from monitoring.models.rights import is_mne
from monitoring.subjects import subjects_of

from . import evaluating, peers
from .forms import FactsForm, InviteForm, NoteForm, StepForm, WordsForm
from .presenting import HEADINGS, shown_evaluation

PAGE_SIZE = 50
VERBS = {
    "submit": evaluating.submit,
    "discard": evaluating.discard,
    "invite": peers.invite,
    "publish": evaluating.publish,
    "send_back": evaluating.send_back,
    "withdraw": evaluating.withdraw,
}
"""By the name of the button."""


def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """For everybody, once it is published."""
    found = get_object_or_404(_with_ties(Evaluation.objects.public()), pk=pk)
    subject = subjects_of([found], request)[found.pk]
    context = {"evaluation": shown_evaluation(found), "subject": subject}
    return render(request, "monitoring/evaluation.html", context)


def _with_ties(evaluations: QuerySet) -> QuerySet:
    return evaluations.select_related("phase", "page", "document", "invitation__city").prefetch_related("scores")


# --- the desk ---------------------------------------------------------------------------------------------------
@login_required
@never_cache
def evaluations(request: HttpRequest) -> HttpResponse:
    """One list at a time: `?list=drafts`, `waiting` or `published`."""
    _refuse_strangers(request.user)
    mine = Evaluation.objects.worked_on_by(request.user)
    lists = {
        "waiting": mine.filter(published__isnull=True, submitted__isnull=False),
        "drafts": mine.filter(published__isnull=True, submitted__isnull=True),
        "published": mine.filter(published__isnull=False),
    }
    if not may_write(request.user):
        del lists["drafts"]
    asked = request.GET.get("list")
    chosen = asked if asked in lists else "waiting"
    tabs = [{"name": name, "number": found.count(), "current": name == chosen} for name, found in lists.items()]
    page = paged(lists[chosen].select_related("phase", "invitation__city"), request, PAGE_SIZE)
    context = {"tabs": tabs, "rows": _rows(page.rows), "page_of": page, "may_write": may_write(request.user)}
    return render(request, "monitoring/evaluations.html", context)


def _refuse_strangers(user) -> None:
    if not (may_write(user) or holds(user, Role.EDITOR)):
        raise Http404


def may_write(user) -> bool:
    """M&E officers create; a focal point proposes what the own city says of itself."""
    return is_mne(user) or bool(cities_spoken_for(user))


def _rows(found: list[Evaluation]) -> list[dict]:
    subjects = subjects_of(found)
    return [
        {
            "pk": one.pk,
            "subject": subjects[one.pk],
            "heading": HEADINGS[one.timing],
            "by": capfirst(one.get_by_display()),
            "when": date_format(one.on),
            "invitation": getattr(one, "invitation", None),
        }
        for one in found
    ]


def _cities(user) -> list[CityPage] | None:
    """Of which cities a person may write an evaluation; None for all."""
    return None if is_mne(user) else cities_spoken_for(user)


@login_required
@never_cache
def new_evaluation(request: HttpRequest) -> HttpResponse:
    """Of what, when, by whom; what it says comes next. `?subject=` chooses beforehand."""
    if not may_write(request.user):
        raise Http404
    begun = Evaluation()
    initial = {"subject": request.GET.get("subject")}
    form = FactsForm(request.POST or None, instance=begun, cities=_cities(request.user), initial=initial)
    if request.method == "POST" and form.is_valid() and did(form, evaluating.save_draft, begun, by=request.user):
        return redirect("evaluation_words" if begun.by != begun.By.PEER else "desk_evaluation", begun.pk)
    return render(request, "monitoring/evaluation_new.html", {"form": form})


@login_required
@never_cache
def evaluation_facts(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Evaluation.objects.editable_by(request.user), pk=pk)
    form = FactsForm(request.POST or None, instance=found, cities=_cities(request.user))
    if request.method == "POST" and form.is_valid() and did(form, evaluating.save_draft, found, by=request.user):
        return redirect("desk_evaluation", pk)
    context = {"form": form, "evaluation": found, "subject": subjects_of([found])[pk]}
    return render(request, "monitoring/evaluation_new.html", context)


@login_required
@never_cache
def evaluation_words(request: HttpRequest, pk: int) -> HttpResponse:
    """What it says: an M&E officer's or the city's own. What a peer says only the peer writes."""
    own = Evaluation.objects.editable_by(request.user).exclude(by=Evaluation.By.PEER)
    found = get_object_or_404(own.select_related("document", "phase").prefetch_related("scores"), pk=pk)
    form = WordsForm(request.POST or None, request.FILES or None, evaluation=found)
    if request.method == "POST" and form.is_valid() and _written(request, form, found):
        return redirect("desk_evaluation", pk)
    context = {"form": form, "evaluation": found, "subject": subjects_of([found])[pk]}
    return render(request, "monitoring/evaluation_words.html", context)


def _written(request: HttpRequest, form: WordsForm, found: Evaluation) -> bool:
    """Kept in any case; whoever presses *Send to the editors* is told what is missing."""
    found.summary, found.lessons = form.cleaned_data["summary"], form.cleaned_data["lessons"]
    file = form.cleaned_data["file"]
    if not did(form, evaluating.save_draft, found, by=request.user, verdicts=form.verdicts(), file=file):
        return False
    if "send" not in request.POST:
        return True
    whole = Evaluation.objects.get(pk=found.pk)
    return did(form, evaluating.submit, whole, by=request.user)


@login_required
@never_cache
def desk_evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """One evaluation with its history, and the steps that are this person's."""
    _refuse_strangers(request.user)
    found = get_object_or_404(_with_ties(Evaluation.objects.worked_on_by(request.user)), pk=pk)
    forms = _forms(request, found)
    if request.method == "POST":
        step = request.POST.get("step")
        if step not in forms:
            raise Http404
        form = forms[step]
        if form.is_valid() and did(form, VERBS[step], found, by=request.user, **form.cleaned_data):
            return redirect("evaluations") if step == "discard" else redirect("desk_evaluation", pk)
    context = {
        "subject": subjects_of([found], request)[pk],
        "evaluation": shown_evaluation(found),
        "record": found,
        "history": evaluating.history_of(found),
        "forms": forms,
    }
    return render(request, "monitoring/desk_evaluation.html", context)


def steps_of(user, found: Evaluation) -> set[str]:
    """What this person may do with it now."""
    this, steps = Evaluation.objects.filter(pk=found.pk), set()
    if this.editable_by(user).exists():
        steps |= {"submit", "discard"}
        invitation = getattr(found, "invitation", None)
        if found.by == Evaluation.By.PEER and (invitation is None or invitation.answered is None):
            steps = {"invite", "discard"}
    if this.publishable_by(user).exists():
        steps |= {"publish", "send_back"}
    if this.withdrawable_by(user).exists():
        steps.add("withdraw")
    return steps


def _forms(request: HttpRequest, found: Evaluation) -> dict:
    """One for each step; the one that was sent holds what was typed."""
    sent = request.POST.get("step") if request.method == "POST" else None
    forms = {}
    for step in steps_of(request.user, found):
        data = request.POST if step == sent else None
        if step == "invite":
            forms[step] = InviteForm(data, peers=peers.possible_peers(found))
        elif step in ("send_back", "withdraw"):
            forms[step] = NoteForm(data, prefix=step)
        else:
            forms[step] = StepForm(data)
    return forms
