"""Text that is kept so that only this site can read it: a copy of the database, without SECRET_KEY, tells nothing."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac


def seal(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text; empty when it was sealed under a key that the site no longer has."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


def _keys() -> MultiFernet:
    """Newest first; Django's SECRET_KEY_FALLBACKS open what was sealed before a change of key."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("core.sealing", "", secret=secret, algorithm="sha256").digest() for secret in secrets]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


class SealedTextField(models.TextField):
    """Sealed in the database, plain in Python. It cannot be searched or ordered by."""

    def get_prep_value(self, value: str | None) -> str | None:
        value = super().get_prep_value(value)
        return seal(value) if value else value

    def from_db_value(self, value: str | None, expression, connection) -> str | None:
        return unseal(value) if value else value
