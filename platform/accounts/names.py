"""What we call a person."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


def display_name(person: AbstractUser) -> str:
    """The name somebody gave; who gave none is known by the sign-in name."""
    return person.get_full_name() or person.get_username()
