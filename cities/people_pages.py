"""Pages about a city's people: who belongs to it, who is invited; and for the invited, the way in."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.names import display_name
from accounts.roles import GROUPS, OF_A_CITY, Role
from core import languages

from .belonging import change_platform_role, change_role, end_membership
from .inviting import accept, accept_as_new_person, cities_to_invite_to, invitation_of, invite, withdraw
from .models import CityPage, Invitation, Membership
from .people_forms import InvitationForm, JoinForm


@dataclass(frozen=True)
class RoleHolder:
    """Somebody with a role on the whole platform."""

    role: Role
    user: User


@login_required
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """The people of one city; for administrators of any, and of the platform."""
    cities = cities_to_invite_to(request.user)
    city = _city_asked_for(request, cities)
    form = InvitationForm(request.POST or None, city=city, initial={"language": languages.current()})
    if request.method == "POST" and form.is_valid():
        try:
            invite(by=request.user, city=city, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("We have sent the invitation to %(email)s.") % form.cleaned_data)
            # without a fragment of its own the browser would go to the form again, past the message
            return HttpResponseRedirect(f"{_address(city)}#main")
    context = {
        "form": form,
        "city": city,
        "cities": list(cities),
        "members": Membership.objects.current().of_city(city).select_related("user") if city else [],
        "roles": [role for role in Role if (role in OF_A_CITY) == (city is not None)],
        "holders": [] if city else _role_holders(),
        "invitations": Invitation.objects.open().filter(city=city).select_related("invited_by"),
    }
    return render(request, "cities/people.html", context)


def _city_asked_for(request: HttpRequest, cities: QuerySet[CityPage]) -> CityPage | None:
    """The city named in the address, else a focal point's own. Another city is not there at all."""
    if slug := request.GET.get("city", ""):
        return get_object_or_404(cities, slug=slug)
    if request.user.is_superuser:
        return None
    city = cities.first()
    if city is None:
        raise Http404
    return city


def _address(city: CityPage | None) -> str:
    return reverse("people") + (f"?city={city.slug}" if city else "")


def _role_holders() -> list[RoleHolder]:
    """Who has which role of the platform, in two queries."""
    active = Prefetch("user_set", User.objects.filter(is_active=True).order_by("last_name", "first_name", "pk"))
    groups = {group.name: group for group in Group.objects.filter(name__in=GROUPS.values()).prefetch_related(active)}
    return [
        RoleHolder(Role(role), user)
        for role, name in GROUPS.items()
        if name in groups
        for user in groups[name].user_set.all()
    ]


@login_required
@require_POST
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever sees the city's people may; an administrator withdraws those to the platform too."""
    invitations = Invitation.objects.open()
    if not request.user.is_superuser:
        invitations = invitations.filter(city__in=cities_to_invite_to(request.user))
    invitation = get_object_or_404(invitations, pk=pk)
    withdraw(invitation=invitation, by=request.user)
    messages.success(request, _("The invitation has been withdrawn; its link no longer works."))
    return HttpResponseRedirect(_address(invitation.city))


@login_required
@never_cache
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, then ends: the rights go at once, what was written stays."""
    members = Membership.objects.current().filter(city__in=cities_to_invite_to(request.user))
    membership = get_object_or_404(members.select_related("user", "city"), pk=pk)
    if request.method != "POST":
        return render(request, "cities/end_membership.html", {"membership": membership})
    end_membership(membership)
    messages.success(request, _("%(name)s no longer belongs to the city.") % {"name": membership.user.get_full_name()})
    still_there = request.user.is_superuser or membership.user != request.user
    return HttpResponseRedirect(_address(membership.city) if still_there else f"/{languages.current()}/")


@login_required
@require_POST
def change_role_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Another role for somebody who belongs to the city: nothing ends, nobody is invited anew."""
    members = Membership.objects.current().filter(city__in=cities_to_invite_to(request.user))
    membership = get_object_or_404(members.select_related("user", "city"), pk=pk)
    try:
        membership = change_role(membership, request.POST.get("role", ""))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        known = {"name": membership.user.get_full_name(), "role": membership.get_role_display()}
        messages.success(request, _("%(name)s now has the role: %(role)s.") % known)
    still_there = request.user.is_superuser or cities_to_invite_to(request.user).filter(pk=membership.city_id).exists()
    return HttpResponseRedirect(_address(membership.city) if still_there else f"/{languages.current()}/desk/")


@login_required
@require_POST
def change_role_of_platform(request: HttpRequest, pk: int, role: str) -> HttpResponse:
    """Another role on the whole platform, or none any more; an administrator's to say."""
    holders = User.objects.filter(is_active=True, groups__name=GROUPS.get(role))
    if not request.user.is_superuser or request.POST.get("role") not in ("", *GROUPS):
        raise Http404
    holder, after = get_object_or_404(holders, pk=pk), request.POST["role"]
    change_platform_role(holder, role, after)
    known = {"name": display_name(holder), "role": Role(after or role).label}
    sentence = _("%(name)s now has the role: %(role)s.") if after else _("%(name)s no longer has the role: %(role)s.")
    messages.success(request, sentence % known)
    return HttpResponseRedirect(_address(None))


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody is invited to, and the one step that is left for them."""
    found = invitation_of(token)
    state, form = _state(found, request.user), None
    if state == "new":
        form = JoinForm(request.POST or None, email=found.email)
        if request.method == "POST" and form.is_valid():
            names = {name: form.cleaned_data[name] for name in ("first_name", "last_name", "password")}
            try:
                person = accept_as_new_person(token=token, **names)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                return perform_login(request, person)
    elif state == "theirs" and request.method == "POST":
        try:
            accept(token=token, user=request.user)
        except ValidationError:  # at the same moment, elsewhere
            state = _state(invitation_of(token), request.user)
        else:
            return HttpResponseRedirect(f"/{languages.current()}/desk/")
    status = 410 if state in ("unknown", "used", "withdrawn", "expired") else 200
    context = {"invitation": found, "state": state, "token": token, "form": form}
    return render(request, "cities/invitation.html", context, status=status)


def _state(found: Invitation | None, user) -> str:
    """What is left to do, or why nothing is: see `cities/invitation.html`."""
    if found is None:
        return "unknown"
    ends = {"used": found.accepted, "withdrawn": found.withdrawn, "expired": found.expires <= timezone.now()}
    if ended := [name for name, has_come in ends.items() if has_come]:
        return ended[0]
    if user.is_authenticated:
        return "theirs" if user.email.lower() == found.email else "not theirs"
    return "known" if User.objects.filter(email__iexact=found.email).exists() else "new"
