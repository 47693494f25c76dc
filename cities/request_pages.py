"""The desk's pages about questions: those a city received, those a person sent, and when a city takes any.

Who may know of what is a queryset of ContactRequest; what is not in it is not there at all.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.roles import Role, holds
from core.paging import paged

from . import asking
from .belonging import cities_of, cities_spoken_for
from .conversation_pages import DONE, STEPS, conversation_context, side_of, take_step
from .models import ContactRequest, Desk
from .request_forms import AnswerForm, DeskForm, MessageForm
from .showing_requests import shown_request

PAGE_SIZE = 50


@login_required
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """Each list that the person has, one at a time: `?list=received`, `sent` or `all`."""
    lists, counts = _lists_of(request.user), _counts_for(request.user)
    if not lists and not counts:
        raise Http404
    chosen = request.GET.get("list")
    chosen = chosen if chosen in lists else next(iter(lists), "")
    shown = lists.get(chosen, ContactRequest.objects.none()).select_related("to_city", "sender_city")
    tabs = [{"name": name, "number": found.count(), "current": name == chosen} for name, found in lists.items()]
    context = {"tabs": tabs, "chosen": chosen, "counts": counts, "page_of": paged(shown, request, PAGE_SIZE)}
    return render(request, "cities/requests.html", context)


def _lists_of(user) -> dict[str, QuerySet]:
    """What a person answers, what they asked, and for editors the state of all."""
    known = ContactRequest.objects
    lists = {}
    if known.to_answer_by(user).exists() or _answers_for_a_city(user):
        lists["received"] = known.to_answer_by(user)
    if cities_of(user) or known.sent_by(user).exists():
        lists["sent"] = known.sent_by(user)
    if holds(user, Role.EDITOR):
        lists["all"] = known.sent_off()
    return lists


def _answers_for_a_city(user) -> bool:
    return bool(cities_spoken_for(user))


def _counts_for(user) -> list[dict]:
    """Of each state how many: all that monitoring needs to know."""
    if not holds(user, Role.MNE):
        return []
    found = ContactRequest.objects.sent_off().order_by().values_list("state").annotate(Count("pk"))
    numbers = dict(found)
    states = [state for state in ContactRequest.State if state != ContactRequest.State.UNCONFIRMED]
    return [{"text": numbers.get(state, 0), "label": state.label} for state in states]


@login_required
@never_cache
def one_request(request: HttpRequest, pk: int) -> HttpResponse:
    """To be answered, or one's own to look at, or for an editor its state."""
    everything = ContactRequest.objects.sent_off().select_related("to_city", "sender_city", "about")
    contact = get_object_or_404(everything, pk=pk)
    side = side_of(request.user, contact)
    if side is None and not holds(request.user, Role.EDITOR):
        raise Http404
    answers = bool(side and side.is_city)
    sent = ContactRequest.objects.filter(pk=pk).sent_by(request.user).exists()
    begun = f"answer-begun-{pk}"
    form = AnswerForm(request.POST if _sends_text(request) else None, initial={"text": request.session.get(begun, "")})
    writes = request.POST.get("step") == "write"
    message = MessageForm(request.POST, request.FILES) if writes else MessageForm()
    refused = ""
    if request.method == "POST":
        if side and (writes or request.POST.get("step") in STEPS):
            refused = take_step(request, contact, side, message)
            contact.refresh_from_db()
        else:
            refused = _do(request, contact, form, answers=answers, sent=sent)
        if not refused and not form.errors and not message.errors:
            request.session.pop(begun, None)
            if request.POST.get("step") == "accept" and request.POST.get("text"):
                request.session[begun] = request.POST["text"]
            messages.success(request, DONE[request.POST["step"]])
            return HttpResponseRedirect(reverse("desk_request", args=[pk]))
    done = {"form": form, "refused": refused, "answers": answers, "sent": sent, "reads": side is not None}
    if side:
        done |= conversation_context(contact, side, message, reverse("desk_request", args=[pk]))
    return render(request, "cities/request.html", {**done, **shown_request(contact, by_name=done["reads"], sent=sent)})


def _sends_text(request: HttpRequest) -> bool:
    """*We will answer* stands in the same form: what was begun there comes back, and is not judged."""
    return "text" in request.POST and request.POST.get("step") not in ("accept", "write")


def _do(request: HttpRequest, contact: ContactRequest, form: AnswerForm, *, answers: bool, sent: bool) -> str:
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
    desk, _made = Desk.objects.get_or_create(city=city)
    form = DeskForm(request.POST or None, instance=desk)
    saved = request.method == "POST" and form.is_valid()
    if saved:
        form.save()
        return HttpResponseRedirect(f"{reverse('desk_settings')}?city={city.slug}&saved=1")
    context = {"form": form, "city": city, "others": [one for one in cities if one != city]}
    return render(request, "cities/desk_settings.html", {**context, "saved": "saved" in request.GET})
