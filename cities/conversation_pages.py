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
from .corresponding import ConversationSide
from .models import ContactRequest
from .presenting_requests import conversation_context, request_context
from .request_forms import MessageForm

BY_SIDE = Limit("message-in-question", 10, HOUR)
BY_NETWORK = Limit("message-by-link", 60, HOUR)
STEPS = {
    "agree": corresponding.agree_to_exchange,
    "take-back": corresponding.take_back,
    "end": corresponding.end,
}
DONE = {
    "write": _("Your message has been sent."),
    "agree": _("You have agreed to exchange contact details."),
    "take-back": _("You no longer agree: your contact details stay hidden."),
    "end": _("The conversation has ended."),
    "accept": _("The other side now knows that your city will answer."),
    "answer": _("Your answer has been sent."),
    "decline": _("The question has been declined, and your text has been sent."),
    "close": _("The question has been closed."),
}
"""The message once a step is taken, here and on the desk."""


def side_of(user, contact: ContactRequest) -> ConversationSide | None:
    """For whom somebody signed in writes here: the city's role, or whoever asked; nobody else."""
    mine = ContactRequest.objects.filter(pk=contact.pk)
    if mine.to_answer_by(user).exists():
        return ConversationSide(is_city=True, person=user)
    return ConversationSide(is_city=False, person=user) if mine.sent_by(user).exists() else None


def take_step(request: HttpRequest, contact: ContactRequest, side: ConversationSide, form: MessageForm) -> str:
    """The step that the button names; gives why it could not be taken. What is wrong in the form stands in it."""
    step = request.POST.get("step")
    try:
        if step == "write":
            if form.is_valid():
                _write(contact, side, form)
        elif step in STEPS:
            STEPS[step](contact=contact, side=side)
        else:
            raise Http404
    except ValidationError as error:
        return error.messages[0]
    return ""


def _write(contact: ContactRequest, side: ConversationSide, form: MessageForm) -> None:
    """Raises ValidationError when the conversation has ended meanwhile; else what is refused stands in the form."""
    if not BY_SIDE.take(f"{contact.pk}:{side.is_city}"):
        form.add_error(None, gettext("You have sent many messages in a short time. Please try again in an hour."))
        return
    try:
        corresponding.write(contact=contact, side=side, **form.cleaned_data)
    except ValidationError as error:
        if not ContactRequest.objects.get(pk=contact.pk).is_conversing:
            raise
        form.add_error("document" if error.code in ("refused", "macros") else "text", error)


@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A visitor's page: the question, the answer, and what was written since."""
    if not BY_NETWORK.take(network_of(request)):
        return too_many_requests(request)
    contact = corresponding.by_link(token)
    if contact is None:
        return render(request, "cities/conversation_over.html", status=410)
    side, refused = ConversationSide(is_city=False), ""
    form = MessageForm(request.POST, request.FILES) if "text" in request.POST else MessageForm()
    if request.method == "POST":
        refused = take_step(request, contact, side, form)
        if not refused and not form.errors:
            messages.success(request, DONE[request.POST["step"]])
            return HttpResponseRedirect(request.path)
        contact.refresh_from_db()
    context = {
        **request_context(contact, names_visitor=True, sent=True),
        **conversation_context(contact, side, form, request.path),
        "refused": refused,
    }
    return render(request, "cities/conversation.html", context, status=400 if refused or form.errors else 200)


@never_cache
def document_by_link(request: HttpRequest, token: str, message: int) -> HttpResponse:
    return _download(corresponding.by_link(token), message)


@login_required
@never_cache
def document(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    contact = get_object_or_404(ContactRequest, pk=pk)
    return _download(contact if side_of(request.user, contact) else None, message)


def _download(contact: ContactRequest | None, message: int) -> HttpResponse:
    """To be saved, never shown as if it were a page of ours."""
    if contact is None:
        raise Http404
    found = get_object_or_404(contact.messages.exclude(document=""), pk=message)
    response = FileResponse(found.document.open(), as_attachment=True, filename=found.document_name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
