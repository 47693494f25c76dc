"""The desk's pages about questions: those a city received, those a person sent, and when a city takes any.

Who may know of what is a queryset of ContactRequest; what is not in it is not there at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.roles import Role, holds
from core.display import BigNumber, Link
from core.numbers import display_number
from core.paging import paged

from . import asking
from .belonging import cities_of, cities_spoken_for
from .conversation_pages import DONE, STEPS, side_of, take_step
from .models import ContactRequest, Desk
from .presenting_requests import conversation_context, request_context
from .request_forms import ContactAnswerForm, DeskForm, MessageForm

PAGE_SIZE = 50


@dataclass(frozen=True)
class RequestListTab:
    """One of the lists that a person has: `received`, `sent` or `all`."""

    name: str
    number: int
    is_current: bool


@login_required
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """Each list that the person has, one at a time: `?list=received`, `sent` or `all`. How many questions are in which
    state is all that monitoring needs to know."""
    user, known = request.user, ContactRequest.objects
    lists: dict[str, QuerySet[ContactRequest]] = {}
    if known.to_answer_by(user).exists() or cities_spoken_for(user):
        lists["received"] = known.to_answer_by(user)
    if cities_of(user) or known.sent_by(user).exists():
        lists["sent"] = known.sent_by(user)
    if holds(user, Role.EDITOR):
        lists["all"] = known.sent_off()
    counts = _counts_by_state() if holds(user, Role.MNE) else []
    if not lists and not counts:
        raise Http404
    chosen = request.GET.get("list")
    chosen = chosen if chosen in lists else next(iter(lists), "")
    contacts = lists.get(chosen, known.none()).select_related("to_city", "sender_city")
    context = {
        "tabs": [RequestListTab(name, found.count(), name == chosen) for name, found in lists.items()],
        "chosen": chosen,
        "counts": counts,
        "page_of": paged(contacts, request, PAGE_SIZE),
    }
    return render(request, "cities/requests.html", context)


def _counts_by_state() -> list[BigNumber]:
    found = ContactRequest.objects.sent_off().order_by().values_list("state").annotate(Count("pk"))
    numbers = dict(found)
    states = [state for state in ContactRequest.State if state != ContactRequest.State.UNCONFIRMED]
    return [BigNumber(str(state.label), display_number(numbers.get(state, 0))) for state in states]


@login_required
@never_cache
def one_request(request: HttpRequest, pk: int) -> HttpResponse:
    """To be answered, or one's own to look at, or for an editor its state.

    *We will answer* stands in the form of the answer: what was begun there comes back, and is not judged.
    """
    everything = ContactRequest.objects.sent_off().select_related("to_city", "sender_city", "about")
    contact = get_object_or_404(everything, pk=pk)
    side = side_of(request.user, contact)
    if side is None and not holds(request.user, Role.EDITOR):
        raise Http404
    answers = bool(side and side.is_city)
    sent = ContactRequest.objects.filter(pk=pk).sent_by(request.user).exists()
    address, begun, step = reverse("desk_request", args=[pk]), f"answer-begun-{pk}", request.POST.get("step")
    sends_text = "text" in request.POST and step not in ("accept", "write")
    form = ContactAnswerForm(request.POST if sends_text else None, initial={"text": request.session.get(begun, "")})
    message = MessageForm(request.POST, request.FILES) if step == "write" else MessageForm()
    refused = ""
    if request.method == "POST":
        if side and step in ("write", *STEPS):
            refused = take_step(request, contact, side, message)
            contact.refresh_from_db()
        else:
            refused = _answer_or_close(request, contact, form, answers=answers, sent=sent)
        if not refused and not form.errors and not message.errors:
            request.session.pop(begun, None)
            if step == "accept" and request.POST.get("text"):
                request.session[begun] = request.POST["text"]
            messages.success(request, DONE[step])
            return HttpResponseRedirect(address)
    context = {
        **request_context(contact, names_visitor=side is not None, sent=sent),
        **(conversation_context(contact, side, message, address) if side else {}),
        "crumbs": [Link(_("Questions"), reverse("desk_requests"))],
        "form": form,
        "refused": refused,
        "answers": answers,
        "sent": sent,
        "reads": side is not None,
    }
    return render(request, "cities/request.html", context)


def _answer_or_close(
    request: HttpRequest, contact: ContactRequest, form: ContactAnswerForm, *, answers: bool, sent: bool
) -> str:
    """The step that the button names; gives why it could not be taken. A step that is not the person's is not there."""
    step = request.POST.get("step")
    try:
        if sent and step == "close":
            asking.close(contact=contact)
        elif answers and step == "accept":
            asking.accept(contact=contact, by=request.user)
        elif answers and step in ("answer", "decline"):
            if form.is_valid():
                verb = asking.answer if step == "answer" else asking.decline
                verb(contact=contact, by=request.user, text=form.cleaned_data["text"])
        else:
            raise Http404
    except ValidationError as error:
        return error.messages[0]
    return ""


@login_required
@never_cache
def desk_settings(request: HttpRequest) -> HttpResponse:
    """When the city takes questions, how many, and which role answers. `?city=` where somebody speaks for several."""
    cities = cities_spoken_for(request.user)
    slug = request.GET.get("city") or next((city.slug for city in cities), "")
    city = next((city for city in cities if city.slug == slug), None)
    if city is None:
        raise Http404
    desk, _is_new = Desk.objects.get_or_create(city=city)
    form = DeskForm(request.POST or None, instance=desk)
    if request.method == "POST" and form.is_valid():
        form.save()
        return HttpResponseRedirect(f"{reverse('desk_settings')}?city={city.slug}&saved=1")
    others = [other for other in cities if other != city]
    context = {"form": form, "city": city, "others": others, "saved": "saved" in request.GET}
    return render(request, "cities/desk_settings.html", context)
