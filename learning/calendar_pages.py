"""Calendar files at an address: one session's, and all of them to be subscribed to."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from core.partial_dates import undated_last

from .calendar_files import calendar_file, calendar_of
from .models import SessionPage

KEPT_IN_FEED = timedelta(days=365)
"""How long what is over stays in the feed, so that a subscriber's calendar keeps it for a while."""
ASKED_AGAIN = 3600  # seconds for which a program may keep the file


def session_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a published session, in the language of the address; one whose day is not known has none."""
    session = get_object_or_404(SessionPage.objects.live().for_rows(), slug=slug)
    text = calendar_file(session)
    if not text:
        raise Http404(_("The date of this session is not known yet."))
    return _file(text, f"{slug}.ics")


def feed(request: HttpRequest) -> HttpResponse:
    """All that come, and those of the last year; other events of the agenda too."""
    since = (timezone.localdate() - KEPT_IN_FEED).isoformat()
    sessions = SessionPage.objects.live().dated().filter(starts__gte=since).for_rows()
    ordered = sessions.order_by(*undated_last("starts", newest_first=False), "pk")
    return _file(calendar_of(ordered, name=_("Sessions on Portolan")), "calendar.ics")


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name.encode("ascii", "ignore").decode() or "session.ics"}"'
    patch_cache_control(response, public=True, max_age=ASKED_AGAIN)
    return response
