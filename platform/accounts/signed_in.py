"""For annotations: who asks is known."""

from __future__ import annotations

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """What a view behind `login_required` gets."""

    user: User
