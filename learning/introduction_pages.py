"""The page behind a person's link where they agree to be introduced to somebody, or decline."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.display import Fact, Sign, known

from .introducing import answer, described, is_open, of_registration, words_of
from .link_pages import of_link
from .models import Introduction, Registration
from .signed_links import link_of

ANSWERS = {"agree": True, "decline": False}


@dataclass(frozen=True)
class IntroductionLine:
    """One on the person's own page; the other's `name` and `email` once both have agreed."""

    theme: str
    url: str
    sign: Sign
    name: str
    email: str


def introduction_lines(registration: Registration) -> list[IntroductionLine]:
    """Those that are agreed, or can still be answered. One query."""
    return [_line(one, registration) for one in of_registration(registration) if one.is_agreed or is_open(one)]


def _line(introduction: Introduction, registration: Registration) -> IntroductionLine:
    other = introduction.other_than(registration) if introduction.is_agreed else None
    return IntroductionLine(
        theme=str(introduction.theme.name),
        url=link_of(registration, "registration_introduction", introduction.pk),
        sign=_own_sign(introduction, registration),
        name=other.name if other else "",
        email=other.email if other else "",
    )


def _own_sign(introduction: Introduction, registration: Registration) -> Sign:
    """What this side has answered: never what the other has, before both have agreed."""
    side = introduction.side_of(registration)
    if introduction.is_agreed:
        return Sign(_("You both agreed"), "check", "ok")
    if getattr(introduction, f"{side}_agreed"):
        return Sign(_("You agreed"), "clock", "wait")
    if getattr(introduction, f"{side}_refused"):
        return Sign(_("You declined"), "x", "none")
    return Sign(_("Please answer"), "clock", "due")


@of_link
def introduction_page(request: HttpRequest, registration: Registration, introduction: int) -> HttpResponse:
    """What is asked, and the two answers. One that is not open any more, or was never theirs, leads to the own page."""
    found = of_registration(registration).filter(pk=introduction).first()
    if found is None or not (found.is_agreed or is_open(found)):
        return _no_longer(request, registration)
    if request.method == "POST":
        said = request.POST.get("answer")
        if said not in ANSWERS:
            raise Http404
        try:
            answer(introduction=found, registration=registration, agrees=ANSWERS[said])
        except ValidationError:
            return _no_longer(request, registration)
        messages.success(request, _("Thank you. Your answer has been saved."))
        return HttpResponseRedirect(link_of(registration, "registration_introduction", introduction))
    return render(request, "learning/introduction.html", _context(found, registration))


def _context(introduction: Introduction, registration: Registration) -> dict[str, object]:
    other, side = introduction.other_than(registration), introduction.side_of(registration)
    agreed, refused = (bool(getattr(introduction, f"{side}_{said}")) for said in ("agreed", "refused"))
    theme = str(introduction.theme.name)
    wants_or_offers = _("Can share experience on") if side == "wants" else _("Wants to learn about")
    facts = [Fact(wants_or_offers, theme), Fact(_("In their own words"), words_of(other, introduction))]
    if introduction.is_agreed:
        facts = [Fact(_("Function"), other.function), Fact(_("Organisation"), other.organisation), *facts]
    return {
        "introduction": introduction,
        "session": registration.session,
        "other": other if introduction.is_agreed else None,
        "who": other.place_name if introduction.is_agreed else described(other),
        "facts": known(facts),
        "has_agreed": agreed,
        "has_declined": refused,
        "sign": _own_sign(introduction, registration),
        "link": link_of(registration),
    }


def _no_longer(request: HttpRequest, registration: Registration) -> HttpResponse:
    messages.info(request, _("This introduction is no longer possible."))
    return HttpResponseRedirect(link_of(registration))
