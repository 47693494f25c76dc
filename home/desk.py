"""The desk: what waits for a person, and what their city has written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.roles import GROUPS, Role, groups_of
from cities.belonging import cities_of
from cities.models import CityPage, Membership
from core.templatetags.core_tags import quantity
from core.visibility import visible_in_admin
from core.waiting import Waiting, waiting_for
from learning.copying import copy_session, sections_to_write_in
from learning.models import SessionPage
from practices.models import PracticeIndexPage

from .desk_links import NEXT_STEPS, Button, and_back, links_for
from .desk_pages import LAST_TOUCHED, DeskPage, DeskSession, isolated, pages_of, sessions_listed

SOON = timedelta(days=7)
LAST_SESSIONS = 5
KINDS = {"practice": ("practices", "practicepage"), "pilot": ("pilots", "pilotpage")}


@dataclass(frozen=True)
class Line:
    """What waits, and how its day is shown."""

    waiting: Waiting
    when: str
    icon: str
    tone: str


@never_cache
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "home/desk.html", desk_context(request))


@never_cache
@login_required
def write(request: HttpRequest, kind: str) -> HttpResponse:
    """A new page under one's own city. Whoever writes for several chooses; for none, there is no such button."""
    cities = cities_of(request.user)
    chosen = [city for city in cities if city.slug == request.GET.get("city")] or cities
    if not chosen:
        return redirect("desk")
    if len(chosen) == 1:
        return redirect(and_back(reverse("wagtailadmin_pages:add", args=[*KINDS[kind], chosen[0].pk]), reverse("desk")))
    return render(request, "home/desk_write.html", {"cities": chosen, "kind": kind})


@never_cache
@login_required
def write_session(request: HttpRequest) -> HttpResponse:
    """A new session, for whoever organises them. For others there is no such button."""
    sections = sections_to_write_in(request.user)
    if not sections:
        return redirect("desk")
    form = reverse("wagtailadmin_pages:add", args=["learning", "sessionpage", sections[0].pk])
    return redirect(and_back(form, reverse("desk")))


@never_cache
@login_required
def curate(request: HttpRequest) -> HttpResponse:
    """The guide to a theme, or a dossier: whoever curates chooses which."""
    section = PracticeIndexPage.objects.first()
    if section is None or not section.permissions_for_user(request.user).can_add_subpage():
        return redirect("desk")
    return redirect(and_back(reverse("wagtailadmin_pages:add_subpage", args=[section.pk]), reverse("desk")))


@require_POST
@login_required
def begin_from(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft that begins as another session did, open in its form."""
    session = get_object_or_404(SessionPage.objects.filter(pk__in=visible_in_admin(request.user).values("pk")), pk=pk)
    copied = copy_session(session=session, by=request.user)
    messages.success(request, _("A draft was made: its dates, registration and outcome are still empty."))
    return redirect(and_back(reverse("wagtailadmin_pages:edit", args=[copied.pk]), reverse("desk")))


def desk_context(request: HttpRequest) -> dict:
    """For the page, and for the start page of the editors' interface."""
    user = request.user
    cities = cities_of(user)
    city = next((one for one in cities if one.slug == request.GET.get("city")), cities[0] if cities else None)
    here = request.path
    lines = [_line(replace(one, url=and_back(one.url, here))) for one in waiting_for(user)]
    pages = [replace(page, edit_url=and_back(page.edit_url, here)) for page in pages_of(city)] if city else []
    organises = Role.ORGANISER in roles_of(user)
    draft = next((page for page in pages if page.is_draft and page.owner == user.pk and not page.kind), None)
    return {
        "city": city,
        "cities": cities if len(cities) > 1 else [],
        "who": _who(user, city),
        "lede": _lede(len(lines)),
        "lines": lines,
        "shows_for_whom": len(cities) > 1,
        "empty": None if lines else _next_useful_things(user, city, pages, draft),
        "pages": pages,
        "organises": organises,
        "sessions": _last_sessions(here) if organises else [],
        "draft": draft,
        "links": links_for(user, city),
    }


def roles_of(user) -> list[Role]:
    """The roles of the platform that the person was given; an administrator has none by that."""
    return [role for role, group in GROUPS.items() if group in groups_of(user)]


def _last_sessions(here: str) -> list[DeskSession]:
    found = sessions_listed(SessionPage.objects.order_by(LAST_TOUCHED, "-pk")[:LAST_SESSIONS])
    return [replace(session, edit_url=and_back(session.edit_url, here)) for session in found]


def _line(waiting: Waiting) -> Line:
    if waiting.due is None:
        return Line(waiting, _("When you can"), "clock", "")
    day = {"date": date_format(waiting.due)}
    if waiting.due <= timezone.localdate() + SOON:
        return Line(waiting, _("Due %(date)s") % day, "warn", "due")
    return Line(waiting, _("By %(date)s") % day, "clock", "wait")


def _who(user, city: CityPage | None) -> str:
    """In which role the person sits here."""
    member = Membership.objects.current().filter(user=user).select_related("city", "organisation")
    part = next((one for one in member if city is None or one.city_id == city.pk), None)
    if part:
        whole = part.city.local_government or part.city.name if part.city else part.organisation.name
        return _("Signed in for %(whom)s, %(role)s") % {"whom": isolated(whole), "role": part.get_role_display()}
    roles = [str(Role(role).label) for role in roles_of(user)]
    return _("Signed in as %(role)s") % {"role": ", ".join(roles) or user.get_username()}


def _lede(number: int) -> str:
    if not number:
        return ""
    return ngettext("%(number)s thing waits.", "%(number)s things wait.", number) % {"number": quantity(number)}


def _next_useful_things(user, city: CityPage | None, pages: list[DeskPage], draft: DeskPage | None) -> dict:
    """An empty desk says so, and what would be worth the time."""
    if draft:
        return {"text": _("Your draft is the next thing."), "buttons": [Button(_("Go on writing"), draft.edit_url)]}
    find = Button(_("Find a practice"), reverse("wagtail_serve", args=["practices/"]))
    if city and not pages:
        write = Button(_("Write a practice"), reverse("desk_write"))
        return {"text": _("Tell other cities what yours did: a snapshot takes ten minutes."), "buttons": [write, find]}
    steps = [Button(step.label, step.url) for role in roles_of(user) for step in NEXT_STEPS.get(role, ())]
    if steps:
        return {"text": _("What you can do next:"), "buttons": [*steps, find]}
    return {"text": _("See what other cities did, and ask them."), "buttons": [find]}
