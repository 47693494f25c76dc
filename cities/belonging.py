"""Belonging to a city: how it begins, what it gives, how it ends. Rights follow from memberships and nothing else."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.post import send
from accounts.roles import GROUPS, OF_A_CITY, Role
from accounts.second_factor import also_required_for
from cities.tree import city_path
from core import due

from .models.cities import CityPage
from .models.offices import Office
from .models.people import Membership
from .offices import open_city_office


def _writing(user) -> list[Membership]:
    """What makes a person write for cities today, with the cities. Read once for each person that a request loads."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_memberships"):
        current = Membership.objects.current().who_write().filter(user=user, city__isnull=False)
        user._memberships = list(current.select_related("city").order_by("city__title", "city_id", "pk"))
    return user._memberships


def cities_of(user) -> list[CityPage]:
    """The cities a person writes for today, by name."""
    return list({membership.city_id: membership.city for membership in _writing(user)}.values())


def cities_spoken_for(user) -> list[CityPage]:
    """The cities whose focal point a person is today, by name."""
    focal = [membership for membership in _writing(user) if membership.role == Role.FOCAL_POINT]
    return list({membership.city_id: membership.city for membership in focal}.values())


def is_focal_point(user, city: CityPage) -> bool:
    """Whether the person speaks for this city today."""
    return user.is_authenticated and Membership.objects.current().focal_points().filter(user=user, city=city).exists()


@also_required_for
def speaks_for_a_city(user) -> bool:
    """Focal points see personal data: they must have a second factor."""
    return Membership.objects.current().focal_points().filter(user=user, city__isnull=False).exists()


def is_registered(user) -> bool:
    """Whether the person belongs to a city, observers included: may read what is for registered cities."""
    return user.is_authenticated and Membership.objects.current().filter(user=user).exists()


def people_of(city: CityPage) -> QuerySet[User]:
    """Those who write for the city today."""
    current = Membership.objects.current().who_write().of_city(city)
    return User.objects.filter(pk__in=current.values("user"))


def focal_points_of(city: CityPage) -> QuerySet[User]:
    return User.objects.filter(pk__in=Membership.objects.current().focal_points().of_city(city).values("user"))


def role_of(city: CityPage) -> QuerySet[User]:
    """Who gets the city's letters: its focal points, else all who write for it."""
    focal = focal_points_of(city)
    return focal if focal.exists() else people_of(city)


def city_of(page) -> CityPage | None:
    """The city a page hangs under, or is; one query."""
    if isinstance(page, CityPage):
        return page
    return CityPage.objects.filter(path=city_path(page.path)).first()


@transaction.atomic
def join(*, user: User, city: CityPage, role: str, starts: date | None = None) -> Membership:
    """Makes the person a member of the city in this role; another role before ends. Raises ValidationError."""
    if role not in OF_A_CITY:
        raise ValidationError(_("This is not a city role."))
    today = timezone.localdate()
    before = Membership.objects.select_for_update().filter(user=user, city=city, ends__isnull=True).first()
    if before and before.role == role:
        return before
    if before:
        Membership.objects.filter(pk=before.pk).update(ends=today)
    membership = Membership.objects.create(user=user, city=city, role=role, starts=starts or today)
    renew_rights(user)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, on: date | None = None) -> None:
    """The person leaves: the rights go at once (or on the day), what was written stays with the city."""
    membership.ends = on or timezone.localdate()
    membership.save(update_fields=["ends"])
    renew_rights(membership.user)
    if membership.city is not None:
        send("role_ended", [membership.user], at_once=True, city=membership.city)


@transaction.atomic
def change_role(membership: Membership, role: str) -> Membership:
    """In place: the person stays, today's role ends and the new one begins. Raises ValidationError."""
    if role == membership.role:
        return membership
    changed = join(user=membership.user, city=membership.city, role=role)
    send("role_changed", [membership.user], at_once=True, city=membership.city, role=Role(role).label)
    return changed


@transaction.atomic
def change_platform_role(user: User, before: str, after: str) -> None:
    """Another role on the whole platform in place of the one before; none where `after` is empty."""
    if before == after:
        return
    user.groups.remove(Group.objects.get(name=GROUPS[Role(before)]))
    if after:
        user.groups.add(Group.objects.get(name=GROUPS[Role(after)]))
        send("role_changed", [user], at_once=True, city=None, role=Role(after).label)
    else:
        send("role_ended", [user], at_once=True, city=None, role=Role(before).label)


def renew_rights(user: User) -> None:
    """Puts the person into the groups of the cities they write for today, and out of all other cities' groups."""
    current = Membership.objects.current().who_write().filter(user=user, city__isnull=False)
    for membership in current.filter(city__office__isnull=True).select_related("city"):
        open_city_office(membership.city)
    theirs = set(Office.objects.filter(city__in=current.values("city")).values_list("group", flat=True))
    held = set(user.groups.filter(pk__in=Office.objects.values("group")).values_list("pk", flat=True))
    user.groups.add(*theirs - held)
    user.groups.remove(*held - theirs)
    for remembered in ("_memberships", "_names_of_groups"):
        user.__dict__.pop(remembered, None)


@due.register("memberships begun and ended")
def renew_all_rights() -> int:
    """Memberships that began or ended by their date."""
    changed = 0
    for user in User.objects.filter(memberships__isnull=False).distinct():
        before = set(user.groups.values_list("pk", flat=True))
        renew_rights(user)
        changed += set(user.groups.values_list("pk", flat=True)) != before
    return changed
