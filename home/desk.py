"""The desk: what waits for a person, and what their city has written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

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
from core.bidi import isolated
from core.display import Link, Sign
from core.listing import listed
from core.numbers import display_number
from core.visibility import visible_in_admin
from core.waiting import Waiting, waiting_for
from learning.copying import copy_session, sections_to_write_in
from learning.models import SessionPage
from practices.models import PracticeIndexPage

from .desk_links import NEXT_STEPS, and_back, links_for
from .desk_pages import LAST_TOUCHED, DeskPage, desk_sessions, pages_of

SOON = timedelta(days=7)
LAST_SESSIONS = 5
KINDS = {"practice": ("practices", "practicepage"), "pilot": ("pilots", "pilotpage")}


@dataclass(frozen=True)
class DeskLine:
    """What waits, and until when."""

    waiting: Waiting
    sign: Sign


@dataclass(frozen=True)
class NextSteps:
    """What an empty desk leads to: a sentence, and buttons."""

    text: str
    links: tuple[Link, ...]


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
    messages.success(request, _("A draft has been created: its dates, registration and outcome are still empty."))
    return redirect(and_back(reverse("wagtailadmin_pages:edit", args=[copied.pk]), reverse("desk")))


def desk_context(request: HttpRequest) -> dict[str, Any]:
    """For the page, and for the start page of the editors' interface."""
    user, here = request.user, request.path
    cities = cities_of(user)
    city = next((one for one in cities if one.slug == request.GET.get("city")), cities[0] if cities else None)
    lines = [DeskLine(replace(one, url=and_back(one.url, here)), _until(one.due)) for one in waiting_for(user)]
    lede = ngettext("%(number)s task.", "%(number)s tasks.", len(lines))
    pages = [replace(page, edit_url=and_back(page.edit_url, here)) for page in pages_of(city)] if city else []
    draft = next((page for page in pages if page.is_draft and page.owner == user.pk and not page.kind), None)
    organises = Role.ORGANISER in roles_of(user)
    sessions = desk_sessions(SessionPage.objects.order_by(LAST_TOUCHED, "-pk")[:LAST_SESSIONS]) if organises else []
    return {
        "city": city,
        "cities": cities if len(cities) > 1 else [],
        "who": _signed_in_as(user, city),
        "lede": lede % {"number": display_number(len(lines))} if lines else "",
        "lines": lines,
        "shows_for_whom": len(cities) > 1,
        "next_steps": None if lines else _next_steps(user, city, pages, draft),
        "pages": pages,
        "organises": organises,
        "sessions": [replace(session, edit_url=and_back(session.edit_url, here)) for session in sessions],
        "draft": draft,
        "links": links_for(user, city),
    }


def roles_of(user) -> list[Role]:
    """The roles of the platform that the person was given; an administrator has none by that."""
    return [role for role, group in GROUPS.items() if group in groups_of(user)]


def _until(due: date | None) -> Sign:
    if due is None:
        return Sign(_("When you can"), "clock")
    day = {"date": date_format(due)}
    if due <= timezone.localdate() + SOON:
        return Sign(_("Due %(date)s") % day, "warn", "due")
    return Sign(_("By %(date)s") % day, "clock", "wait")


def _signed_in_as(user, city: CityPage | None) -> str:
    """In which role the person sits here."""
    memberships = Membership.objects.current().filter(user=user).select_related("city", "organisation")
    member = next((one for one in memberships if city is None or one.city_id == city.pk), None)
    if member:
        whom = member.city.local_government or member.city.name if member.city else member.organisation.name
        return _("Signed in for %(whom)s, %(role)s") % {"whom": isolated(whom), "role": member.get_role_display()}
    roles = [str(Role(role).label) for role in roles_of(user)]
    return _("Signed in as %(role)s") % {"role": listed(roles) or user.get_username()}


def _next_steps(user, city: CityPage | None, pages: list[DeskPage], draft: DeskPage | None) -> NextSteps:
    """What would be worth the time now that nothing waits."""
    if draft:
        return NextSteps(_("Your next step is your draft."), (Link(_("Continue writing"), draft.edit_url),))
    find = Link(_("Find a practice"), reverse("wagtail_serve", args=["practices/"]))
    if city and not pages:
        write = Link(_("Write a practice"), reverse("desk_write"))
        return NextSteps(_("Share what your city has done: a short form takes ten minutes."), (write, find))
    steps = [step.link for role in roles_of(user) for step in NEXT_STEPS.get(role, ())]
    if steps:
        return NextSteps(_("What you can do next:"), (*steps, find))
    return NextSteps(_("See what other cities have done, and ask them."), (find,))
