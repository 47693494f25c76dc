"""People in their roles, as an invitation would have made them."""

from __future__ import annotations

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import GROUPS, OF_A_CITY, Role
from cities.belonging import join
from cities.models import CityPage


def person(name: str, role: Role | str, city: CityPage | None = None, **facts) -> User:
    """Somebody with one role: of `city`, or of the platform. The password is "password"."""
    user = User.objects.create_user(name, f"{name}@example.org", "password", **facts)
    if role in OF_A_CITY:
        join(user=user, city=city, role=role)
    else:
        user.groups.add(Group.objects.get(name=GROUPS[role]))
    return User.objects.get(pk=user.pk)  # as the next request loads it: nothing remembered
