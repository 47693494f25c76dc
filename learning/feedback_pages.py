"""The three questions after a session: the person's page behind the signed link, and what the team reads of all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache

from charts import Bar, bars
from core.display import BigNumber
from core.doing import did
from core.numbers import display_number

from .desk_pages import frame, session_run_by
from .feedback import RATINGS, FeedbackResults, give_feedback, is_open, last_day_of, results_of
from .feedback_form import FeedbackForm, ratings_in_words, uses_in_words
from .link_pages import of_link
from .models import Registration
from .personal_data import FEWEST
from .registration_page_parts import session_facts
from .signed_links import link_of


@of_link
def questions(request: HttpRequest, registration: Registration) -> HttpResponse:
    """For who was asked. Answered once: from then on it says thank you, whatever is sent."""
    if not registration.asked:
        raise Http404
    session = registration.session
    context = {"session": session, "facts": session_facts(session), "link": link_of(registration)}
    if registration.answered:
        return render(request, "learning/feedback_given.html", context)
    if not is_open(session):
        return render(request, "learning/feedback_closed.html", context, status=410)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    what = {"registration": registration, "feedback": form.instance}
    if request.method == "POST" and form.is_valid() and did(form, give_feedback, **what):
        return HttpResponseRedirect(link_of(registration, "registration_feedback"))
    return render(request, "learning/feedback.html", {**context, "form": form, "last_day": last_day_of(session)})


@login_required
@never_cache
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """As counts; of too few answers, only how many."""
    session = session_run_by(request, pk)
    found = results_of(session)
    context = {**frame(request, session, "session_feedback"), "results": found, "numbers": _numbers(found)}
    if found.has_enough:
        context |= _charts(found)
    elif found.asked:
        context["too_few"] = _too_few(found)
    return render(request, "learning/desk/feedback.html", context)


def _numbers(found: FeedbackResults) -> list[BigNumber]:
    numbers = [
        BigNumber(ngettext("person asked", "people asked", found.asked), display_number(found.asked)),
        BigNumber(ngettext("person answered", "people answered", found.answered), display_number(found.answered)),
    ]
    if found.average is None:
        return numbers
    # Translators: an average rating, and the best there is: "4.2 of 5"
    average = pgettext("a rating", "%(average)s of %(most)s") % {
        "average": display_number(found.average),
        "most": display_number(RATINGS[-1]),
    }
    return [*numbers, BigNumber(_("how useful it was, on average"), average)]


def _too_few(found: FeedbackResults) -> str:
    words = ngettext(
        "%(number)s person answered. Results are shown from %(fewest)s answers on, so that nobody can be recognised.",
        "%(number)s people answered. Results are shown from %(fewest)s answers on, so that nobody can be recognised.",
        found.answered,
    )
    return words % {"number": display_number(found.answered), "fewest": display_number(FEWEST)}


def _charts(found: FeedbackResults) -> dict[str, Any]:
    return {
        "ratings": _bars((label, found.ratings[rating]) for rating, label in reversed(ratings_in_words())),
        "uses": _bars((label, found.uses[code]) for code, label in uses_in_words()),
    }


def _bars(rows: Iterable[tuple[str, int]]) -> list[Bar]:
    return bars((label, number, display_number(number), "") for label, number in rows)
