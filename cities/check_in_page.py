"""The page behind the link of a reminder: one question, answered without signing in, in any of the four languages."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .checking_in import answer, by_token, kind_of, target_of
from .models import CheckIn


@csrf_exempt  # the address is the authority, not a cookie; and without a referrer browsers send no origin to check
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in_page(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, so that a mail server that opens every link answers nothing; only POST does."""
    check_in = by_token(token)
    response = _question(request, check_in) if check_in else _gone(request, status=404)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _question(request: HttpRequest, check_in: CheckIn) -> HttpResponse:
    """Whoever has the link has the role that it was sent to."""
    kind, target = kind_of(check_in), target_of(check_in)
    if target is None or (check_in.answered is None and check_in.token_expires <= timezone.now()):
        return _gone(request, status=410)
    error, text = "", request.POST.get("text", "")
    if request.method == "POST" and check_in.answered is None:
        try:
            answer(check_in, answer=request.POST.get("answer", ""), by_role=check_in.sent_to, text=text)
        except ValidationError as wrong:
            error = " ".join(wrong.messages)
        else:
            return redirect(request.path)
    is_answered = check_in.answered is not None
    context = {
        "question": kind.question(target),
        "title": kind.title(target),
        "url": kind.url(target),
        "city": check_in.city.name,
        "answers": kind.answers.choices,
        "answered": dict(kind.answers.choices).get(check_in.answer) if is_answered else None,
        "answered_on": check_in.answered,
        "next_step": kind.next_step(target, check_in.answer) if is_answered else None,
        "error": error,
        "text": text,
    }
    return render(request, "cities/check_in.html", context, status=400 if error else 200)


def _gone(request: HttpRequest, *, status: int) -> HttpResponse:
    """Unknown, replaced by the link of a newer letter, or run out: the page says what to do, not which it is."""
    return render(request, "cities/check_in_gone.html", status=status)
