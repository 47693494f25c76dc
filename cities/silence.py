"""Cities to which nobody writes for now, and pages about which nobody writes: a letter can harm whoever gets it.

An editor says so of a city (`Desk.no_letters`); a hold says it of its page, and of all of a city. Then no letter of the
platform goes there: no check-in, no reminder, no question, no news of a value or a page. Only what concerns a person's
own account still comes, since without it nobody could sign in or be sure of having left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.log_actions import log
from wagtail.models import Page

from accounts import post
from accounts.models import User
from core.holding import when_held
from core.models.holds import held_paths, stands_under

from .models import CityPage, Desk, Membership, Office

ABOUT_AN_ACCOUNT = {"invitation", "role_changed", "role_ended"}
"""The letters of signing in are sent by `accounts` itself, which asks no room."""
BEGUN, ENDED = "cities.no_letters", "cities.letters_again"


def silent_cities(held: Collection[str] | None = None) -> QuerySet[CityPage]:
    """`held`: the paths on hold, for who has read them."""
    paths = held_paths() if held is None else held
    return CityPage.objects.filter(Q(desk__no_letters=True) | Q(path__in=paths))


def is_silent(city: CityPage) -> bool:
    return silent_cities().filter(pk=city.pk).exists()


@transaction.atomic
def set_no_letters(*, city: CityPage, no_letters: bool, by=None) -> Desk:
    """What waits to be sent to its people is not sent any more. Again: nothing."""
    desk, _is_new = Desk.objects.select_for_update().get_or_create(city=city)
    if desk.no_letters == no_letters:
        return desk
    desk.no_letters = no_letters
    desk.save(update_fields=["no_letters"])
    log(instance=city, action=BEGUN if no_letters else ENDED, user=by)
    if no_letters:
        post.withdraw(readers=people_only_of([city.pk]), except_for=ABOUT_AN_ACCOUNT)
    return desk


def people_only_of(cities: Iterable[int]) -> QuerySet[User]:
    """Who belongs to these cities, to no other, and to no group of the programme's team."""
    current = Membership.objects.current().filter(city__isnull=False)
    elsewhere = current.exclude(city__in=cities).values("user")
    of_the_team = Group.objects.exclude(pk__in=Office.objects.values("group"))
    team = User.objects.filter(Q(is_superuser=True) | Q(groups__in=of_the_team)).values("pk")
    return User.objects.filter(pk__in=current.filter(city__in=cities).values("user")).exclude(
        Q(pk__in=elsewhere) | Q(pk__in=team)
    )


@post.register_rule
def keep_silent(event: str, readers: list[User], context: Mapping[str, Any]) -> list[User]:
    """Of those a letter is for, those who may get it."""
    if event in ABOUT_AN_ACCOUNT:
        return readers
    held = held_paths()
    if names_what_is_held(context, held):
        return []
    silent = set(people_only_of(silent_cities(held).values("pk")).values_list("pk", flat=True))
    return [reader for reader in readers if reader.pk not in silent]


def names_what_is_held(context: Mapping[str, Any], held: Collection[str] | None = None) -> bool:
    """Whether a letter is about a page on hold: one of its things is that page, or belongs to it."""
    held = set(held_paths() if held is None else held)
    if not held:
        return False
    pages = [page for thing in context.values() for page in _pages_of(thing)]
    return any(stands_under(page.path, held) for page in pages)


def _pages_of(thing: Any) -> Iterable[Page]:
    of_it = (getattr(thing, name, None) for name in ("page", "to_city", "about"))
    return [one for one in (thing, *of_it) if isinstance(one, Page)]


@when_held
def withdraw_letters(pages: list[Page]) -> None:
    """Those that wait for a digest, or for the mail server, and name one of the pages."""
    post.withdraw(naming={page.title for page in pages if page.title})
