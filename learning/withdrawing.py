"""What goes with a registration that ends: introductions of that person to others, and the letters about them."""

from __future__ import annotations

from collections.abc import Iterable

from accounts import post

from .models import Introduction, Registration


def withdraw_introductions(registration: Registration) -> None:
    """Those that not both have agreed to, and what has not been sent of them.

    What was refused stays, so that nobody is asked again. Call it inside `registering.places_of`.
    """
    found = list(Introduction.objects.of(registration).open())
    if not found:
        return
    post.withdraw(naming=_names_in_letters(found))
    asked = [one.pk for one in found if one.state == Introduction.State.ASKED]
    Introduction.objects.filter(pk__in=asked).delete()


def forget_introductions(registration: Registration) -> None:
    """All of them: the letters to the others say who it was. Call it inside `registering.places_of`."""
    found = list(Introduction.objects.of(registration))
    post.forget_naming(_names_in_letters(found))
    Introduction.objects.filter(pk__in=[one.pk for one in found]).delete()


def _names_in_letters(introductions: Iterable[Introduction]) -> set[str]:
    """The end of the address that each letter about one of them leads to (`registration_introduction`)."""
    return {f"/introductions/{one.pk}/" for one in introductions}
