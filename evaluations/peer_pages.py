"""The peer's page, where a link opens one evaluation to one person."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from cities.peers import STATUS, PeerLinkState
from core import languages
from core.doing import did
from evaluations.models import EvaluationInvitation
from monitoring.subjects import subjects_of

from .forms import PeerForm
from .peers import PeerAnswer, answer, invitation_of, state_of_link
from .presenting import HEADINGS


@never_cache
@login_required
def peer_evaluation(request: HttpRequest, token: str) -> HttpResponse:
    """By the link of the letter."""
    return _page(request, invitation_of(token))


@never_cache
@login_required
def peer_evaluation_of_mine(request: HttpRequest, pk: int) -> HttpResponse:
    """From the peer's desk, which has no letter at hand."""
    mine = EvaluationInvitation.objects.select_related("evaluation__page", "city")
    return _page(request, mine.filter(peer=request.user, pk=pk).first())


def _page(request: HttpRequest, invitation: EvaluationInvitation | None) -> HttpResponse:
    link = state_of_link(invitation, request.user)
    if link != PeerLinkState.OPEN:
        return render(request, "evaluations/peer_evaluation_closed.html", {"link": link}, status=STATUS[link])
    form = PeerForm(request.POST or None, initial={"language": languages.current()})
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name].strip() for name in ("language", "summary", "lessons")}
        given = PeerAnswer(**words, verdicts=form.verdicts())
        if did(form, answer, invitation=invitation, by=request.user, given=given):
            return redirect(request.path)
    evaluation = invitation.evaluation
    context = {
        "invitation": invitation,
        "subject": subjects_of([evaluation], request)[evaluation.pk],
        "timing": HEADINGS[evaluation.timing],
        "form": form,
    }
    return render(request, "evaluations/peer_evaluation.html", context)
