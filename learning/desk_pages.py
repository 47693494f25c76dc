"""The organiser's pages: the sessions a person runs, and one of them with its settings, its steps and its team.

Every page begins with `sessions_run_by`: a session of another team is not there at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.roles import Role, holds
from core.display import BigNumber, Fact, Link, Sign, known
from core.doing import did
from core.languages import Wording
from core.numbers import display_number
from core.paging import paged
from core.partial_dates import display_period

from . import running, teams
from .copying import sections_to_write_in
from .desk_forms import SettingsForm, TeamForm, WordsForm
from .models import Registration, SessionDesk, SessionPage, SessionTeam
from .next_steps import NextStep, SessionNumbers, edit_url, next_step, numbers_of
from .teams import leads, sessions_run_by

PAGE_SIZE = 50
State = Registration.State
Status = SessionDesk.Status
SIGNS = {
    Status.PLANNED: ("calendar", "none"),
    Status.HELD: ("check", "ok"),
    Status.POSTPONED: ("clock", "wait"),
    Status.CANCELLED: ("x", "due"),
}
STEPS = {
    Status.PLANNED: ("postpone", "cancel", "held"),
    Status.POSTPONED: ("plan", "ask", "cancel"),
}
"""What can be done of a session in each status."""
DONE = {
    "postpone": gettext_lazy("The session is postponed, and everybody on the list has been told."),
    "cancel": gettext_lazy("The session is cancelled, and everybody on the list has been told."),
    "held": gettext_lazy("The session was held."),
    "plan": gettext_lazy("The new date has been announced to those who have a place."),
    "ask": gettext_lazy("Those who had a place have been asked to confirm it for the new date."),
}


@dataclass(frozen=True)
class SessionLine:
    """A session in the list of those a person runs."""

    pk: int
    title: Wording
    url: str
    signs: tuple[Sign, ...]
    when: str
    places: str
    step: NextStep | None


@login_required
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """Drafts too; for organisers, those to come that nobody runs besides."""
    mine = sessions_run_by(request.user).select_related("desk").defer("body", "row_words")
    is_organiser = holds(request.user, Role.ORGANISER)
    page_of = paged(mine.order_by("-latest_revision_created_at", "-pk"), request, PAGE_SIZE)
    if not (is_organiser or page_of.rows):
        raise Http404
    numbers = numbers_of(page_of.rows)
    without = SessionPage.objects.filter(team=None, registrations=None) if is_organiser else SessionPage.objects.none()
    to_come = without.exclude(desk__status=Status.HELD).defer("body", "row_words")
    free = list(to_come.newest_first()[:PAGE_SIZE])
    context = {
        "lines": [_line(session, numbers[session.pk]) for session in page_of.rows],
        "page_of": page_of,
        "free": [] if request.user.is_superuser else [_free(session) for session in free],
        "writes": bool(sections_to_write_in(request.user)),
    }
    return render(request, "learning/desk/sessions.html", context)


def _line(session: SessionPage, numbers: SessionNumbers) -> SessionLine:
    return SessionLine(
        pk=session.pk,
        title=Wording(session.draft_title, session.language),
        url=reverse("desk_session", args=[session.pk]),
        signs=signs_of(session),
        when=display_period(session.starts, session.ends),
        places=_display_places(SessionDesk.of(session), numbers),
        step=next_step(session, numbers),
    )


def _free(session: SessionPage) -> SessionLine:
    title = Wording(session.draft_title, session.language)
    return SessionLine(session.pk, title, "", (), display_period(session.starts, session.ends), "", None)


def signs_of(session: SessionPage) -> tuple[Sign, ...]:
    """How it stands, and whether the public sees it."""
    desk = SessionDesk.of(session)
    status = Sign(str(desk.get_status_display()).capitalize(), *SIGNS[Status(desk.status)])
    if session.live and session.has_unpublished_changes:
        return (status, Sign(_("Published, and a draft"), "pen", "wait"))
    return (status,) if session.live else (status, Sign(_("Draft"), "pen", "none"))


def _display_places(desk: SessionDesk, numbers: SessionNumbers) -> str:
    """`12 of 40 places taken, 3 waiting, 2 applications`; nothing while nobody has registered."""
    known_numbers = {
        "taken": display_number(numbers.taken),
        "waiting": display_number(numbers.by_state[State.WAITING]),
        "applied": display_number(numbers.by_state[State.APPLIED]),
    }
    if not any(numbers.by_state.values()):
        return ""
    if desk.capacity is None:
        # Translators: three numbers, of people
        return _("Places taken: %(taken)s. Waiting: %(waiting)s. Applied: %(applied)s.") % known_numbers
    places = display_number(desk.capacity + (desk.capacity_online or 0))
    words = _("Places taken: %(taken)s of %(places)s. Waiting: %(waiting)s. Applied: %(applied)s.")
    return words % {**known_numbers, "places": places}


def session_run_by(request: HttpRequest, pk: int) -> SessionPage:
    """The session of this number, of those that the person runs. Raises Http404."""
    return get_object_or_404(sessions_run_by(request.user).select_related("desk"), pk=pk)


def frame(request: HttpRequest, session: SessionPage, current: str) -> dict[str, Any]:
    """What the pages of one session have in common: its name, the way back, the tabs."""
    tabs = (
        ("desk_session", pgettext("of a session", "Overview")),
        ("session_registrations", _("Registrations")),
        ("session_needs", _("Needs and offers")),
        ("session_attendance", _("Attendance")),
        ("session_write", _("Write to participants")),
        ("session_feedback", _("Feedback")),
        ("session_settings", _("Settings")),
        ("session_team", _("Team")),
    )
    return {
        "session": session,
        "title": Wording(session.draft_title, session.language),
        "crumbs": [Link(_("My sessions"), reverse("desk_sessions"))],
        "signs": signs_of(session),
        "tabs": [Link(label, reverse(name, args=[session.pk]), is_current=name == current) for name, label in tabs],
    }


@login_required
@never_cache
def one_session(request: HttpRequest, pk: int) -> HttpResponse:
    """How it stands, what is next, and the steps that everybody is told of."""
    session = session_run_by(request, pk)
    form, refused = WordsForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        refused = _take_step(request, session, form.cleaned_data["words"])
        if not refused:
            messages.success(request, DONE[request.POST["step"]])
            return HttpResponseRedirect(reverse("desk_session", args=[pk]))
    desk, numbers = SessionDesk.of(session), numbers_of([session])[session.pk]
    facts = [
        Fact(_("Date"), display_period(session.starts, session.ends)),
        Fact(_("Time zone"), session.timezone),
        Fact(_("Registration"), str(desk.get_registration_display())),
    ]
    counts = [State.CONFIRMED, State.OFFERED, State.WAITING, State.APPLIED]
    context = {
        **frame(request, session, "desk_session"),
        "facts": known(facts),
        "numbers": [BigNumber(str(state.label), display_number(numbers.by_state[state])) for state in counts],
        "step": next_step(session, numbers),
        "steps": STEPS.get(Status(desk.status), ()),
        "refused": refused,
        "form": form,
        "edit_url": edit_url(session),
        "needs_url": reverse("session_needs", args=[pk]),
        "public_url": session.get_url() if session.live else "",
    }
    return render(request, "learning/desk/session.html", context)


def _take_step(request: HttpRequest, session: SessionPage, words: str) -> str:
    """The step that the button names; gives why it could not be taken."""
    what = {"session": session, "by": request.user}
    steps = {
        "postpone": lambda: running.postpone(**what, words=words),
        "cancel": lambda: running.cancel_session(**what, words=words),
        "held": lambda: running.hold_session(**what),
        "plan": lambda: running.plan_again(**what, asks=False),
        "ask": lambda: running.plan_again(**what, asks=True),
    }
    step = steps.get(request.POST.get("step", ""))
    if step is None:
        raise Http404
    try:
        step()
    except ValidationError as error:
        return error.messages[0]
    return ""


@login_required
@never_cache
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """How people register, how many places there are, where they join."""
    session = session_run_by(request, pk)
    desk = SessionDesk.of(session)
    form = SettingsForm(request.POST or None, instance=desk)
    if request.method == "POST" and form.is_valid() and did(form, running.save_settings, desk=desk, by=request.user):
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("session_settings", args=[pk]))
    return render(request, "learning/desk/settings.html", {**frame(request, session, "session_settings"), "form": form})


@login_required
@never_cache
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Who runs it; whoever leads may add somebody."""
    session = session_run_by(request, pk)
    may_change = leads(request.user, session)
    form = TeamForm(request.POST if request.method == "POST" else None, session=session)
    if request.method == "POST" and form.is_valid():
        what = {"session": session, "by": request.user, **form.cleaned_data}
        if did(form, teams.add_to_team, **what):
            messages.success(request, _("The team has a new member."))
            return HttpResponseRedirect(reverse("session_team", args=[pk]))
    context = {
        **frame(request, session, "session_team"),
        "members": session.team.select_related("person"),
        "may_change": may_change,
        "form": form,
    }
    return render(request, "learning/desk/team.html", context)


@login_required
@require_POST
def leave_team(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Whoever leads takes somebody out, or themselves."""
    session = session_run_by(request, pk)
    found = get_object_or_404(SessionTeam.objects.select_related("session"), session=session, pk=member)
    try:
        teams.take_from_team(member=found, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("This person is no longer in the team."))
    still_there = sessions_run_by(request.user).filter(pk=pk).exists()
    return HttpResponseRedirect(reverse("session_team", args=[pk]) if still_there else reverse("desk_sessions"))


@login_required
@require_POST
def take_on(request: HttpRequest, pk: int) -> HttpResponse:
    """A session that nobody runs; for whoever is no organiser there is none."""
    if not holds(request.user, Role.ORGANISER):
        raise Http404
    session = get_object_or_404(SessionPage, pk=pk)
    try:
        teams.take_on(session=session, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return HttpResponseRedirect(reverse("desk_sessions"))
    messages.success(request, _("You run this session now."))
    return HttpResponseRedirect(reverse("desk_session", args=[pk]))
