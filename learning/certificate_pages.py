"""Certificates of attendance as files: all of a session for its team, and one's own behind the signed link."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core import printing
from core.folding import fold

from .access_log import note_certificates
from .attending import is_over, may_have_certificate, who_attended
from .certificates import certificates_of
from .desk_pages import session_run_by
from .link_pages import of_link
from .models import Registration, SessionDesk, SessionPage
from .signed_links import link_of


@login_required
@require_POST
@never_cache
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Of all who attended, by name. Sent, because it is written down who took which file."""
    session = session_run_by(request, pk)
    people = sorted(who_attended(session), key=lambda one: fold(one.name))
    if refused := _why_none(session, people):
        messages.error(request, refused)
        return HttpResponseRedirect(reverse("session_attendance", args=[pk]))
    answer = _file("certificates", session, people)
    note_certificates(session=session, by=request.user, number=len(people))
    return answer


def _why_none(session: SessionPage, people: list[Registration]) -> str:
    if not is_over(SessionDesk.of(session)):
        return _("There are certificates once the session is over.")
    if not people:
        return _("Nobody is marked as attended yet.")
    return "" if printing.is_possible() else _no_libraries()


@of_link
def own_certificate(request: HttpRequest, registration: Registration) -> HttpResponse:
    if not may_have_certificate(registration, SessionDesk.of(registration.session)):
        raise Http404
    if not printing.is_possible():
        messages.error(request, _no_libraries())
        return HttpResponseRedirect(link_of(registration))
    return _file("certificate", registration.session, [registration])


def _no_libraries() -> str:
    return _("The PDF requires libraries that are not installed on the server.")


def _file(name: str, session: SessionPage, people: Iterable[Registration]) -> HttpResponse:
    response = HttpResponse(certificates_of(session, people), content_type="application/pdf")
    file_name = slugify(f"{name}-{session.slug}") or name
    response["Content-Disposition"] = f'attachment; filename="{file_name}.pdf"'
    return response
