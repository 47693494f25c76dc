"""The peer's page, where a link opens one evaluation to one person."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from cities.peers import STATUS, Link
from core import languages
from core.doing import did
from monitoring.models import EvaluationInvitation
from monitoring.subjects import subjects_of

from .forms import PeerForm
from .peers import Answer, answer, invitation_of, link_of
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
    mine = EvaluationInvitation.objects.select_related("evaluation__page", "evaluation__phase", "city")
    return _page(request, mine.filter(peer=request.user, pk=pk).first())


def _page(request: HttpRequest, invitation: EvaluationInvitation | None) -> HttpResponse:
    link = link_of(invitation, request.user)
    if link != Link.OPEN:
        return render(request, "monitoring/peer_evaluation_closed.html", {"link": link}, status=STATUS[link])
    form = PeerForm(request.POST or None, initial={"language": languages.current()})
    if request.method == "POST" and form.is_valid() and _answered(request, form, invitation):
        return redirect(request.path)
    evaluation = invitation.evaluation
    context = {
        "invitation": invitation,
        "subject": subjects_of([evaluation], request)[evaluation.pk],
        "timing": HEADINGS[evaluation.timing],
        "form": form,
    }
    return render(request, "monitoring/peer_evaluation.html", context)


def _answered(request: HttpRequest, form: PeerForm, invitation: EvaluationInvitation) -> bool:
    words = {name: form.cleaned_data[name].strip() for name in ("language", "summary", "lessons")}
    said = Answer(**words, verdicts=form.verdicts())
    return did(form, answer, invitation=invitation, by=request.user, said=said)
