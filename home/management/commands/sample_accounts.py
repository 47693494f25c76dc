"""The sample people: roles, not persons. Here, because they belong to every room."""

from __future__ import annotations

import secrets

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from accounts.roles import GROUPS, Role
from cities.belonging import join
from cities.models import CityPage

ADMIN = "admin"
WITH_ROLE = {
    "editor": Role.EDITOR,
    "translator": Role.TRANSLATOR,
    "mne": Role.MNE,
    "organiser": Role.ORGANISER,
}
CITIES = ("tangier", "lisbon", "tunis", "amman")
OF_CITY = {"official": Role.OFFICIAL, "focal": Role.FOCAL_POINT}


class Command(BaseCommand):
    help = "Creates the sample accounts and prints user names and password once. Refuses under production settings."

    def handle(self, *args, **options) -> None:
        if not settings.SAMPLE_ACCOUNTS:
            raise CommandError("Sample accounts are not made under production settings.")
        cities = {city.slug: city for city in CityPage.objects.filter(slug__in=CITIES)}
        names = [ADMIN, *WITH_ROLE, *(f"{role}.{slug}" for slug in CITIES if slug in cities for role in OF_CITY)]
        there = set(EmailAddress.objects.filter(user__username__in=names).values_list("user__username", flat=True))
        missing = [name for name in names if name not in there]
        if not missing:
            self.stdout.write("Sample accounts: all there, unchanged")
            return
        self._create(missing, cities)

    @transaction.atomic
    def _create(self, names: list[str], cities: dict[str, CityPage]) -> None:
        password = settings.SAMPLE_PASSWORD or secrets.token_urlsafe(12)
        hashed = make_password(password)  # once for all: making one is slow on purpose
        new = [name for name in names if _person(name, hashed)]
        for name in names:
            _give_role(User.objects.get(username=name), name, cities)
        if new:
            self.stdout.write(f"user names: {', '.join(new)}   password: {password}")


def _person(name: str, hashed: str) -> bool:
    """The person with a confirmed address; whether there was none before."""
    email = f"{name}@example.org"
    person, made = User.objects.get_or_create(
        username=name, defaults={"email": email, "password": hashed, "first_name": "Sample", "last_name": name}
    )
    EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    return made


def _give_role(person: User, name: str, cities: dict[str, CityPage]) -> None:
    if name == ADMIN:
        person.is_staff = person.is_superuser = True
        person.save()
    elif name in WITH_ROLE:
        person.groups.add(Group.objects.get(name=GROUPS[WITH_ROLE[name]]))
    else:
        role, slug = name.split(".")
        join(user=person, city=cities[slug], role=OF_CITY[role])
