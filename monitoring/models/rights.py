"""By what every queryset of this room asks who may: the role of the platform, and the city in the tree."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from accounts.roles import Role, holds
from cities.models import CityPage


def is_mne(user) -> bool:
    """Whether the person monitors the programme; an administrator does."""
    return holds(user, Role.MNE)


def under(cities: Iterable[CityPage], to_page: str) -> Q:
    """Of these cities' pages and of whatever hangs under them; `to_page` leads to the page ("line__page__")."""
    found = Q(pk__in=[])
    for city in cities:
        found |= Q(**{f"{to_page}path__startswith": city.path})
    return found
