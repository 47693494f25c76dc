"""Who a name and a password belong to."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from django.http import HttpRequest

from .models import User


class OneHashBackend(AuthenticationBackend):
    """allauth's, which hashes twice for an address that is known and once for one that is not: its time would tell."""

    def _authenticate(self, request: HttpRequest | None, **credentials) -> User | None:
        """By address, else by user name. One name is one person: more than one hash is never made."""
        person: User | None = None
        for login in filter(None, (credentials.get("email"), credentials.get("username"))):
            by_address = filter_users_by_email(login, prefer_verified=True, for_login=True)
            person = next(iter(by_address), None) or get_user_by_username(login)
            if person:
                break
        return self._check_password(person, credentials["password"])
