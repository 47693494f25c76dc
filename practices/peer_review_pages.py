"""The peer's page, where a link opens one draft to one person, and the city's, where a peer is asked."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cities.peers import STATUS, PeerLinkState
from core.doing import did

from .models import PeerReview, PracticePage
from .peer_review_forms import AskPeerForm, PeerReviewForm
from .peer_reviewing import answer, ask, link_of, may_ask, review_of
from .presenting import practice_context

PUBLIC_CONTEXT = ("lede", "signs", "facts", "parts", "body", "body_words", "sources")
"""Of what the public page shows: the draft's own words and facts, no links to what stands around it."""


@never_cache
@login_required
def peer_review(request: HttpRequest, token: str) -> HttpResponse:
    """By the link of the letter."""
    return _page(request, review_of(token))


@never_cache
@login_required
def peer_review_of_mine(request: HttpRequest, pk: int) -> HttpResponse:
    """From the reviewer's desk, which has no letter at hand."""
    mine = PeerReview.objects.select_related("practice", "revision", "city").filter(reviewer=request.user)
    return _page(request, mine.filter(pk=pk).first())


def _page(request: HttpRequest, review: PeerReview | None) -> HttpResponse:
    link = link_of(review, request.user)
    if link != PeerLinkState.OPEN:
        return render(request, "practices/peer_review_closed.html", {"link": link}, status=STATUS[link])
    form = PeerReviewForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and did(form, answer, review=review, text=form.cleaned_data["answer"], by=request.user)
    ):
        return redirect(request.path)
    draft = review.revision.as_object()
    public = practice_context(draft, request, {"words": draft})
    context = {**{name: public[name] for name in PUBLIC_CONTEXT}, "review": review, "draft": draft, "form": form}
    return render(request, "practices/peer_review.html", context)


def ask_peer(request: HttpRequest, page_id: int) -> HttpResponse:
    """In the editors' interface. Raises PermissionDenied for whoever may not ask."""
    practice = get_object_or_404(PracticePage, pk=page_id)
    if not may_ask(request.user, practice):
        raise PermissionDenied
    form = AskPeerForm(request.POST or None, practice=practice)
    if (
        request.method == "POST"
        and form.is_valid()
        and did(form, ask, practice=practice, by=request.user, **form.cleaned_data)
    ):
        messages.success(
            request, _("The email has been sent. The answer of your colleague will be shown above the form.")
        )
        return redirect("wagtailadmin_pages:edit", practice.pk)
    return render(request, "practices/admin/ask_peer.html", {"page": practice, "form": form})
