"""The keys in the links of letters: long, random, kept only as a hash, so that a copy of the database opens nothing."""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hashed(token: str, *, of: str) -> str:
    """`of` is the purpose ("cities.check-in"): the token of one kind of link is none of another's."""
    return salted_hmac(of, token, algorithm="sha256").hexdigest()
