"""A person's signed link: whoever has it may confirm, change, cancel, see and erase the registration."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from .models import Registration

LINKS = signing.Signer(salt="learning.registration")


def link_of(registration: Registration, page: str = "registration", *others) -> str:
    """The address, without the site's, of a page behind the person's link, by the name of its URL: first of all their
    own page; `others`, what else stands in its address. It is in the active language."""
    return reverse(page, args=[LINKS.sign_object([registration.pk, registration.key]), *others])


def by_link(token: str) -> Registration | None:
    """The registration of this link, until the person is forgotten. A copy of the database alone opens nothing."""
    try:
        pk, key = LINKS.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Registration.objects.of_people().select_related("session", "city").filter(pk=pk).first()
    return found if found is not None and found.key and constant_time_compare(found.key, key) else None
