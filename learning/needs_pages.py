"""What participants want and offer, for the session's team: by theme, and who could be introduced to whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from core.display import BigNumber, Sign
from core.listing import listed
from core.numbers import display_number

from .access_log import note_look
from .desk_pages import frame, session_run_by
from .introducing import ask_both
from .models import Introduction, SessionDesk, SessionPage
from .needs_and_offers import Pair, lines_by_theme, pairs_known, participants, suggested_pairs

MOST_PAIRS = 50
"""On the page at once; once they are asked, the next ones come."""
State = Introduction.State
SIGNS = {State.ASKED: ("clock", "wait"), State.INTRODUCED: ("check", "ok"), State.NOT_WANTED: ("x", "none")}


@dataclass(frozen=True)
class PairLine:
    """Two who could be introduced; `key` is what the form sends of them."""

    key: str
    pair: Pair
    themes: str


@dataclass(frozen=True)
class AskedLine:
    """Two who were asked, and what became of it: never who said what."""

    introduction: Introduction
    theme: str
    sign: Sign


@login_required
@never_cache
def needs_and_offers(request: HttpRequest, pk: int) -> HttpResponse:
    """By theme, those to introduce, and what became of those who were asked. That it was opened is written down."""
    session = session_run_by(request, pk)
    people = list(participants(session).visible_to(request.user))
    is_off = SessionDesk.of(session).status == SessionDesk.Status.CANCELLED
    pairs = [] if is_off else suggested_pairs(people, pairs_known(session))
    if request.method == "POST":
        return _ask(request, session, pairs)
    note_look(session=session, by=request.user)
    needs = [f"{side}__{need}" for side in ("wants", "offers") for need in ("access_needs", "diet")]
    introductions = session.introductions.select_related("wants", "offers", "theme").defer(*needs)
    asked = [_asked(one) for one in introductions]
    counts = Counter(line.introduction.state for line in asked)
    context = {
        **frame(request, session, "session_needs"),
        "lines": lines_by_theme(people),
        "pairs": [_pair_line(pair) for pair in pairs[:MOST_PAIRS]],
        "number_of_pairs": len(pairs),
        "asked": asked,
        "numbers": [BigNumber(str(state.label), display_number(counts[state])) for state in State] if asked else [],
    }
    return render(request, "learning/desk/needs.html", context)


def _pair_line(pair: Pair) -> PairLine:
    return PairLine(_key(pair), pair, listed(theme.name for theme in pair.themes))


def _key(pair: Pair) -> str:
    return f"{pair.learner.pk}-{pair.giver.pk}"


def _asked(introduction: Introduction) -> AskedLine:
    state = introduction.state
    sign = Sign(capfirst(str(state.label)), *SIGNS[state])
    return AskedLine(introduction, str(introduction.theme.name), sign)


def _ask(request: HttpRequest, session: SessionPage, pairs: list[Pair]) -> HttpResponse:
    """Those of one button, or those that are ticked. Whoever was asked meanwhile is passed over."""
    chosen = {request.POST["pair"]} if "pair" in request.POST else set(request.POST.getlist("chosen"))
    done = 0
    for pair in pairs:
        if _key(pair) not in chosen:
            continue
        pair.learner.session = session
        try:
            ask_both(one=pair.learner, other=pair.giver, by=request.user)
        except ValidationError:
            continue
        done += 1
    _say_what_was_done(request, done, len(chosen) - done)
    return HttpResponseRedirect(f"{reverse('session_needs', args=[session.pk])}#pairs")


def _say_what_was_done(request: HttpRequest, done: int, passed_over: int) -> None:
    if done:
        words = ngettext(
            "We have asked both people of %(number)s pair.", "We have asked both people of %(number)s pairs.", done
        )
        messages.success(request, words % {"number": display_number(done)})
    if passed_over:
        messages.warning(request, _("Some of these people had already been asked, or no longer want to be introduced."))
    if not (done or passed_over):
        messages.warning(request, _("Tick at least one pair first."))
