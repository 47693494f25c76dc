"""A focal point confirms a practice at the desk."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.roles import Role
from cities.belonging import cities_of, is_focal_point
from cities.models import CityPage
from cities.tree import city_path

from .confirming import STILL_TRUE, confirm
from .freshness import freshness
from .models import Confirmation, PracticePage
from .still_true import question_about, reviewed
from .wording import display_role


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """All who write for the city read the question; its focal points answer. Another city's practice is not here."""
    practice = reviewed().filter(pk=page_id).first()
    cities = {city.path: city for city in cities_of(request.user)}
    city = cities.get(city_path(practice.path)) if practice else None
    if practice is None or city is None:
        raise Http404
    may_answer = is_focal_point(request.user, city)
    if request.method != "POST":
        return _page(request, practice, city, may_answer=may_answer)
    if not may_answer:
        raise PermissionDenied
    answer, text = request.POST.get("answer", ""), request.POST.get("text", "")
    try:
        confirm(practice=practice, answer=answer, by_role=Role.FOCAL_POINT, text=text, recorded_by=request.user)
    except ValidationError as wrong:
        return _page(request, practice, city, may_answer=may_answer, error=" ".join(wrong.messages))
    step = STILL_TRUE.next_step(practice, answer)
    return redirect(step.url if step else request.path)


def _page(
    request: HttpRequest, practice: PracticePage, city: CityPage, *, may_answer: bool, error: str = ""
) -> HttpResponse:
    context = {
        "question": question_about(practice),
        "practice": practice.pk,
        "title": practice.words.wording("title"),
        "city": city.name,
        "url": practice.get_url(request),
        "freshness": freshness(practice.confirmed_answer, practice.confirmed_on).sign,
        "by_role": display_role(practice.confirmed_by or "", city.name),
        "answered_today": practice.confirmed_on == timezone.localdate(),
        "may_answer": may_answer,
        "answers": Confirmation.Answer.choices,
        "error": error,
        "text": request.POST.get("text", ""),
    }
    return render(request, "practices/confirm.html", context, status=400 if error else 200)
