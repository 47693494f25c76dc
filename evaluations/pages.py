"""Evaluations: on the desk, where they are written, sent, published and withdrawn; and the public page of one.

Who may know of what is a queryset of Evaluation; what is not in it is not there at all.
"""

from __future__ import annotations

from dataclasses import dataclass

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
from core.steps import history_of
from evaluations.models import Evaluation, EvaluationInvitation
from monitoring.models.rights import is_mne
from monitoring.subjects import Subject, subjects_of

from . import evaluating, peers
from .forms import EvaluationFactsForm, NoteForm, PeerInvitationForm, StepForm, WordsForm
from .presenting import HEADINGS, evaluation_card

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
    found = get_object_or_404(with_related(Evaluation.objects.public()), pk=pk)
    subject = subjects_of([found], request)[found.pk]
    context = {"evaluation": evaluation_card(found), "subject": subject}
    return render(request, "evaluations/evaluation.html", context)


def with_related(evaluations: QuerySet) -> QuerySet:
    return evaluations.select_related("page", "document", "invitation__city").prefetch_related("scores")


# --- the desk ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ListTab:
    name: str
    number: int
    is_current: bool


@dataclass(frozen=True)
class EvaluationRow:
    """A line of the desk's list, with the peer's invitation where there is one."""

    pk: int
    subject: Subject
    heading: str
    by: str
    when: str
    invitation: EvaluationInvitation | None


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
    page = paged(lists[chosen].select_related("invitation__city"), request, PAGE_SIZE)
    subjects = subjects_of(page.rows)
    context = {
        "tabs": [ListTab(name, found.count(), is_current=name == chosen) for name, found in lists.items()],
        "rows": [
            EvaluationRow(
                pk=one.pk,
                subject=subjects[one.pk],
                heading=str(HEADINGS[one.timing]),
                by=capfirst(one.get_by_display()),
                when=date_format(one.on),
                invitation=getattr(one, "invitation", None),
            )
            for one in page.rows
        ],
        "page_of": page,
        "may_write": may_write(request.user),
    }
    return render(request, "evaluations/evaluations.html", context)


def _refuse_strangers(user) -> None:
    if not (may_write(user) or holds(user, Role.EDITOR)):
        raise Http404


def may_write(user) -> bool:
    """M&E officers create; a focal point proposes what the own city says of itself."""
    return is_mne(user) or bool(cities_spoken_for(user))


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
    form = EvaluationFactsForm(request.POST or None, instance=begun, cities=_cities(request.user), initial=initial)
    if request.method == "POST" and form.is_valid() and did(form, evaluating.save_draft, begun, by=request.user):
        return redirect("evaluation_words" if begun.by != begun.By.PEER else "desk_evaluation", begun.pk)
    return render(request, "evaluations/new.html", {"form": form})


@login_required
@never_cache
def evaluation_facts(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Evaluation.objects.editable_by(request.user), pk=pk)
    form = EvaluationFactsForm(request.POST or None, instance=found, cities=_cities(request.user))
    if request.method == "POST" and form.is_valid() and did(form, evaluating.save_draft, found, by=request.user):
        return redirect("desk_evaluation", pk)
    context = {"form": form, "evaluation": found, "subject": subjects_of([found])[pk]}
    return render(request, "evaluations/new.html", context)


@login_required
@never_cache
def evaluation_words(request: HttpRequest, pk: int) -> HttpResponse:
    """What it says: an M&E officer's or the city's own. What a peer says only the peer writes. It is kept in any case;
    whoever presses *Send to the editors* is told what is missing."""
    own = Evaluation.objects.editable_by(request.user).exclude(by=Evaluation.By.PEER)
    found = get_object_or_404(own.select_related("document").prefetch_related("scores"), pk=pk)
    form = WordsForm(request.POST or None, request.FILES or None, evaluation=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        found.summary, found.lessons = data["summary"], data["lessons"]
        words = {"verdicts": form.verdicts(), "file": data["file"]}
        if did(form, evaluating.save_draft, found, by=request.user, **words):
            is_draft = "send" not in request.POST
            if is_draft or did(form, evaluating.submit, Evaluation.objects.get(pk=pk), by=request.user):
                return redirect("desk_evaluation", pk)
    context = {"form": form, "evaluation": found, "subject": subjects_of([found])[pk]}
    return render(request, "evaluations/words.html", context)


@login_required
@never_cache
def desk_evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """One evaluation with its history, and the steps that are this person's."""
    _refuse_strangers(request.user)
    found = get_object_or_404(with_related(Evaluation.objects.worked_on_by(request.user)), pk=pk)
    by_step = step_forms(request, found)
    if request.method == "POST":
        step = request.POST.get("step")
        if step not in by_step:
            raise Http404
        form = by_step[step]
        if form.is_valid() and did(form, VERBS[step], found, by=request.user, **form.step_data()):
            return redirect("evaluations") if step == "discard" else redirect("desk_evaluation", pk)
    context = {
        "subject": subjects_of([found], request)[pk],
        "evaluation": evaluation_card(found),
        "record": found,
        "history": history_of(found),
        "forms": by_step,
    }
    return render(request, "evaluations/desk_evaluation.html", context)


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


def step_forms(request: HttpRequest, found: Evaluation) -> dict[str, StepForm]:
    """One for each step; the one that was sent holds what was typed."""
    sent = request.POST.get("step") if request.method == "POST" else None
    by_step: dict[str, StepForm] = {}
    for step in steps_of(request.user, found):
        data = request.POST if step == sent else None
        if step == "invite":
            by_step[step] = PeerInvitationForm(data, peers=peers.possible_peers(found))
        elif step in ("send_back", "withdraw"):
            by_step[step] = NoteForm(data, prefix=step)
        else:
            by_step[step] = StepForm(data)
    return by_step
