"""One click makes a lesson the draft of a practice."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .writing_up import lessons_known_to, write_up


@require_POST
@login_required
def begin_practice(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft, open in its form."""
    known = lessons_known_to(request.user).filter(city__isnull=False)
    lesson = get_object_or_404(known.select_related("session", "city", "theme"), pk=pk)
    draft = write_up(lesson=lesson, by=request.user)
    messages.success(request, _("This draft begins with what the session wrote down. Check it and tell the rest."))
    return redirect("wagtailadmin_pages:edit", draft.pk)
