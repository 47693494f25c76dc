"""Who registers for a session, for its team: the list, what is decided of it, invitations, and the door."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core import languages
from core.display import BigNumber, Sign
from core.doing import did
from core.folding import fold
from core.numbers import display_number
from core.paging import paged

from . import attending, inviting, registering
from .access_log import note_look
from .desk_forms import FileForm, InviteForm, WordsForm
from .desk_pages import frame, session_run_by
from .models import Registration, SessionDesk, SessionInvitation, SessionPage

PAGE_SIZE = 100
State = Registration.State
SIGNS = {
    State.UNCONFIRMED: ("clock", "none"),
    State.APPLIED: ("clock", "due"),
    State.CONFIRMED: ("check", "ok"),
    State.WAITING: ("clock", "wait"),
    State.OFFERED: ("clock", "wait"),
    State.DECLINED: ("x", "none"),
    State.CANCELLED: ("x", "none"),
}
SAID = {"yes": True, "no": False, "": None}


@dataclass(frozen=True)
class ListQuestion:
    """What of the list is looked at, read from the address; what is no state, way or city asks nothing."""

    state: str = ""
    way: str = ""
    city: str = ""
    q: str = ""

    @classmethod
    def of(cls, asked: QueryDict) -> ListQuestion:
        state, way, city = (asked.get(name, "") for name in ("state", "way", "city"))
        return cls(
            state=state if state in State.values else "",
            way=way if way in Registration.Way.values else "",
            city=city if city.isascii() and city.isdecimal() and len(city) < 10 else "",
            q=" ".join(asked.get("q", "")[:100].split()),
        )

    def found_in(self, registrations: QuerySet[Registration]) -> QuerySet[Registration]:
        """A name is searched folded, which a database does not do: accents, capitals, Arabic letters."""
        exact = {name: value for name in ("state", "way", "city") if (value := getattr(self, name))}
        found = registrations.filter(**exact)
        if not self.q:
            return found
        words = fold(self.q)
        return found.filter(pk__in=[pk for pk, name in found.values_list("pk", "name") if words in fold(name)])


@dataclass(frozen=True)
class RegistrationLine:
    """One person of the list. `needs`: access and diet, for those who care for them at the session."""

    registration: Registration
    sign: Sign
    place: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Need:
    """What somebody needs, and who it is."""

    name: str
    text: str


@login_required
@never_cache
def registrations(request: HttpRequest, pk: int) -> HttpResponse:
    """Counts for those who prepare the session, the list, whom to invite. That it was opened is written down."""
    session = session_run_by(request, pk)
    note_look(session=session, by=request.user)
    invite_form = InviteForm(request.POST or None, initial={"language": languages.current()})
    if request.method == "POST" and invite_form.is_valid():
        what = {"session": session, "by": request.user, **invite_form.cleaned_data}
        if did(invite_form, inviting.invite, **what):
            messages.success(request, _("We have sent the invitation to %(email)s.") % invite_form.cleaned_data)
            return HttpResponseRedirect(f"{reverse('session_registrations', args=[pk])}#main")
    return render(request, "learning/desk/registrations.html", _list_context(request, session, invite_form))


def _list_context(request: HttpRequest, session: SessionPage, invite_form: InviteForm) -> dict[str, Any]:
    everybody = Registration.objects.visible_to(request.user).filter(session=session).of_people()
    question = ListQuestion.of(request.GET)
    page_of = paged(question.found_in(everybody).select_related("city"), request, PAGE_SIZE)
    coming = list(everybody.holding_a_place())
    known_cities = everybody.exclude(city=None).order_by("city__name_en").values_list("city", "city__name_en")
    return {
        **frame(request, session, "session_registrations"),
        "question": question,
        "page_of": page_of,
        "lines": [_line(registration) for registration in page_of.rows],
        "states": State.choices,
        "ways": Registration.Way.choices,
        "cities": [(str(key), name) for key, name in known_cities.distinct()],
        "numbers": _numbers(coming),
        "access": _needs(coming, "access_needs"),
        "diet": _needs(coming, "diet"),
        "words_form": WordsForm(),
        "invite_form": invite_form,
        "invitations": session.invitations.filter(used=None, withdrawn=None),
        "file_form": FileForm(),
        "address": request.get_full_path(),
    }


def _line(registration: Registration) -> RegistrationLine:
    sign = Sign(str(registration.get_state_display()).capitalize(), *SIGNS[State(registration.state)])
    needs = tuple(text for text in (registration.access_needs, registration.diet) if text)
    return RegistrationLine(registration, sign, registration.place_name, needs)


def _numbers(coming: list[Registration]) -> list[BigNumber]:
    """Of those with a place: how they come, what they need to understand, and support for the journey."""
    ways = Counter(str(one.get_way_display()) for one in coming)
    spoken = Counter(str(one.get_interpretation_display()) for one in coming if one.interpretation)
    support = sum(one.needs_travel_support for one in coming)
    return [
        *(BigNumber(way, display_number(number)) for way, number in sorted(ways.items())),
        *(
            BigNumber(_("interpretation into %(language)s") % {"language": name}, display_number(number))
            for name, number in sorted(spoken.items())
        ),
        *([BigNumber(_("need support for their travel"), display_number(support))] if support else []),
    ]


def _needs(coming: list[Registration], name: str) -> list[Need]:
    return [Need(one.name, getattr(one, name)) for one in coming if getattr(one, name)]


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve, decline or cancel those that are ticked, one after the other: what is decided already is passed over."""
    session = session_run_by(request, pk)
    step, words = request.POST.get("step"), request.POST.get("words", "")[:2000]
    chosen = [key for key in request.POST.getlist("chosen") if key.isascii() and key.isdecimal() and len(key) < 19]
    found = Registration.objects.visible_to(request.user).filter(session=session, pk__in=chosen).of_people()
    verbs = {
        "approve": lambda one: registering.approve(registration=one, by=request.user),
        "decline": lambda one: registering.decline(registration=one, by=request.user, words=words),
        "cancel": lambda one: registering.cancel(registration=one, by_team=True),
    }
    if step not in verbs:
        raise Http404
    done, refused = 0, 0
    for registration in found.order_by("created", "pk"):
        try:
            verbs[step](registration)
            done += 1
        except ValidationError:
            refused += 1
    _say_what_was_done(request, step, done, refused)
    return HttpResponseRedirect(f"{reverse('session_registrations', args=[pk])}?{_kept(request)}")


def _say_what_was_done(request: HttpRequest, step: str, done: int, refused: int) -> None:
    sentences = {
        "approve": ngettext("%(number)s application approved.", "%(number)s applications approved.", done),
        "decline": ngettext("%(number)s application declined.", "%(number)s applications declined.", done),
        "cancel": ngettext("%(number)s registration cancelled.", "%(number)s registrations cancelled.", done),
    }
    if done:
        messages.success(request, sentences[step] % {"number": display_number(done)})
    if refused:
        words = ngettext("%(number)s had already been decided.", "%(number)s had already been decided.", refused)
        messages.warning(request, words % {"number": display_number(refused)})
    if not (done or refused):
        messages.warning(request, _("Tick at least one person first."))


def _kept(request: HttpRequest) -> str:
    """The question of the list that the form was on."""
    question = ListQuestion.of(request.GET)
    asked = QueryDict(mutable=True)
    asked.update({name: value for name, value in vars(question).items() if value})
    return asked.urlencode()


@login_required
@require_POST
def withdraw_invitation(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    session = session_run_by(request, pk)
    found = get_object_or_404(SessionInvitation.objects.select_related("session"), session=session, pk=invitation)
    inviting.withdraw(invitation=found, by=request.user)
    messages.success(request, _("The invitation has been withdrawn; its link no longer works."))
    return HttpResponseRedirect(reverse("session_registrations", args=[pk]))


# --- at the door ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class DoorLine:
    """One person at the door; `attended` as the form says it, None while nobody has."""

    registration: Registration
    place: str
    state: str
    """Only of those who have no place for sure."""
    attended: str | None


@login_required
@never_cache
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap a person, saved at once; works with one thumb, and without a script."""
    session = session_run_by(request, pk)
    if request.method == "POST":
        return _mark(request, session)
    note_look(session=session, by=request.user)
    expected = attending.expected_at(session)
    question = replace(ListQuestion.of(request.GET), state="", way="", city="")
    lines = [_door_line(one) for one in question.found_in(expected)]
    lines.sort(key=lambda line: (bool(line.state), fold(line.registration.name)))
    marks = Counter(expected.order_by().values_list("attended", flat=True))
    numbers = [
        BigNumber(pgettext("people", "attended"), display_number(marks[True])),
        BigNumber(pgettext("people", "absent"), display_number(marks[False])),
        BigNumber(pgettext("people", "not said yet"), display_number(marks[None])),
    ]
    context = {
        **frame(request, session, "session_attendance"),
        "lines": lines,
        "question": question,
        "numbers": numbers,
        "has_certificates": bool(marks[True]) and attending.is_over(SessionDesk.of(session)),
        "answers": [("yes", _("Attended")), ("no", pgettext("a person", "Absent")), ("", _("Not said"))],
    }
    return render(request, "learning/desk/attendance.html", context)


def _door_line(registration: Registration) -> DoorLine:
    attended = {True: "yes", False: "no", None: ""}[registration.attended]
    state = "" if registration.state == State.CONFIRMED else str(registration.get_state_display())
    return DoorLine(registration, registration.place_name, state, attended)


def _mark(request: HttpRequest, session: SessionPage) -> HttpResponse:
    """Back to the same row: the next person stands beside it."""
    key, said = request.POST.get("registration", ""), request.POST.get("attended")
    if said not in SAID or not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise Http404
    everybody = Registration.objects.visible_to(request.user).filter(session=session).of_people()
    registration = get_object_or_404(everybody, pk=key)
    try:
        attending.mark_attendance(registration=registration, attended=SAID[said])
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return HttpResponseRedirect(f"{reverse('session_attendance', args=[session.pk])}?{_kept(request)}#person-{key}")
