"""The conversation after a question, on the desk and by a visitor's link: both take the same steps."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from core.limits import HOUR, Limit, network_of
from core.views import too_many_requests

from . import corresponding
from .corresponding import Side
from .models import ContactRequest, RequestMessage
from .request_forms import MessageForm
from .request_letters import who_asks
from .showing_requests import shown_request

BY_SIDE = Limit("message-in-question", 10, HOUR)
BY_NETWORK = Limit("message-by-link", 60, HOUR)
STEPS = {
    "agree": corresponding.agree_to_exchange,
    "take-back": corresponding.take_back,
    "end": corresponding.end,
}
DONE = {
    "write": _("Your message is sent."),
    "agree": _("You have agreed to exchange contacts."),
    "take-back": _("Taken back: your contact stays hidden."),
    "end": _("The conversation is ended."),
    "accept": _("It is said that your city will answer."),
    "answer": _("Your answer is sent."),
    "decline": _("It is declined, and your text is sent."),
    "close": _("The question is closed."),
}
"""What is said once a step is taken, here and on the desk."""


def side_of(user, contact: ContactRequest) -> Side | None:
    """For whom somebody signed in writes here: the city's role, or whoever asked; nobody else."""
    mine = ContactRequest.objects.filter(pk=contact.pk)
    if mine.to_answer_by(user).exists():
        return Side(is_city=True, person=user)
    return Side(is_city=False, person=user) if mine.sent_by(user).exists() else None


def take_step(request: HttpRequest, contact: ContactRequest, side: Side, form: MessageForm) -> str:
    """The step that the button names; gives why it could not be taken. What is wrong in the form stands in it."""
    step = request.POST.get("step")
    try:
        if step == "write":
            _write(contact, side, form)
        elif step in STEPS:
            STEPS[step](contact=contact, side=side)
        else:
            raise Http404
    except ValidationError as error:
        return error.messages[0]
    return ""


def _write(contact: ContactRequest, side: Side, form: MessageForm) -> None:
    if not form.is_valid():
        return
    if not BY_SIDE.take(f"{contact.pk}:{side.is_city}"):
        form.add_error(None, gettext("That is a lot of messages in a short time. Please try again in an hour."))
        return
    try:
        corresponding.write(contact=contact, side=side, **form.cleaned_data)
    except ValidationError as error:
        if not ContactRequest.objects.get(pk=contact.pk).is_conversing:
            raise
        form.add_error("document" if error.code in ("refused", "macros") else "text", error)


def conversation_context(contact: ContactRequest, side: Side, form: MessageForm, address: str) -> dict:
    """For `cities/_conversation.html`; `address` is where its documents are, and ends with a slash."""
    mine, theirs = ("city_agreed", "asker_agreed") if side.is_city else ("asker_agreed", "city_agreed")
    return {
        "messages_sent": [_shown(message, contact, side, address) for message in contact.messages.all()],
        "message_form": form,
        "agreed": getattr(contact, mine),
        "other_agreed": getattr(contact, theirs),
        "their_contact": corresponding.contact_of(contact, city=not side.is_city),
        "side": side,
    }


def _shown(message: RequestMessage, contact: ContactRequest, side: Side, address: str) -> dict:
    other = contact.to_city.name if message.by_city else who_asks(contact)
    return {
        "who": gettext("You") if message.by_city == side.is_city else other,
        "when": message.sent,
        "text": message.text,
        "document": f"{address}documents/{message.pk}/" if message.document else "",
        "document_name": message.document_name,
    }


@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A visitor's page: the question, the answer, and what was written since."""
    if not BY_NETWORK.take(network_of(request)):
        return too_many_requests(request)
    contact = corresponding.by_link(token)
    if contact is None:
        return render(request, "cities/conversation_over.html", status=410)
    side, refused = Side(is_city=False), ""
    form = MessageForm(request.POST, request.FILES) if "text" in request.POST else MessageForm()
    if request.method == "POST":
        refused = take_step(request, contact, side, form)
        if not refused and not form.errors:
            messages.success(request, DONE[request.POST["step"]])
            return HttpResponseRedirect(request.path)
        contact.refresh_from_db()
    context = {
        **shown_request(contact, by_name=True, sent=True),
        **conversation_context(contact, side, form, request.path),
        "crumbs": [],
        "refused": refused,
    }
    return render(request, "cities/conversation.html", context, status=400 if refused or form.errors else 200)


@never_cache
def document_by_link(request: HttpRequest, token: str, message: int) -> HttpResponse:
    return _document(corresponding.by_link(token), message)


@login_required
@never_cache
def document(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    contact = get_object_or_404(ContactRequest, pk=pk)
    return _document(contact if side_of(request.user, contact) else None, message)


def _document(contact: ContactRequest | None, message: int) -> HttpResponse:
    """To be saved, never shown as if it were a page of ours."""
    if contact is None:
        raise Http404
    found = get_object_or_404(contact.messages.exclude(document=""), pk=message)
    answer = FileResponse(found.document.open(), as_attachment=True, filename=found.document_name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
