"""Writing to those who come: to whom, what, a look at it, and then it is sent. And the documents."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from core import languages
from core.doing import did
from core.letters import write
from core.numbers import display_number

from .desk_forms import LetterForm
from .desk_pages import frame, session_run_by
from .models import SessionPage
from .participant_letters import documents_of, groups_of, people_of, send_documents, write_to_participants


@login_required
@never_cache
def write_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Preview and sending are two buttons of the same form; what was typed stays in it."""
    session = session_run_by(request, pk)
    step, preview, number = request.POST.get("step"), None, 0
    sends_documents = step == "documents"
    form = LetterForm(request.POST if step and not sends_documents else None, groups=groups_of(session))
    if sends_documents:
        return _send_documents(request, session)
    if form.is_bound and form.is_valid():
        number = people_of(session, form.cleaned_data["group"]).count()
        what = {"session": session, "by": request.user, **form.cleaned_data}
        if step == "send" and did(form, write_to_participants, **what):
            _say_sent(request, number)
            return HttpResponseRedirect(reverse("session_write", args=[pk]))
        preview = write(
            "session_message",
            languages.current(),
            session=session,
            title=session.words.title,
            subject=form.cleaned_data["subject"],
            text=form.cleaned_data["text"],
            link=session.get_url() or "",
        )
    context = {
        **frame(request, session, "session_write"),
        "form": form,
        "preview": preview,
        "number": ngettext("%(number)s email", "%(number)s emails", number) % {"number": display_number(number)},
        "documents": documents_of(session, languages.current()),
    }
    return render(request, "learning/desk/write.html", context)


def _say_sent(request: HttpRequest, number: int) -> None:
    words = ngettext("We have sent %(number)s email.", "We have sent %(number)s emails.", number)
    messages.success(request, words % {"number": display_number(number)})


def _send_documents(request: HttpRequest, session: SessionPage) -> HttpResponse:
    try:
        number = send_documents(session=session, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        _say_sent(request, number)
    return HttpResponseRedirect(reverse("session_write", args=[session.pk]))
