"""Questions to a city, as they stand after a step."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from cities.models import CityPage, ContactRequest

MESSAGE = "We open an information point. Who works at yours?"


def question(*, to: CityPage, by: User | None = None, days_ago: int = 0, **facts) -> ContactRequest:
    """Sent `days_ago`, by somebody signed in (in the name of `sender_city`), else by a visitor."""
    when = timezone.now() - timedelta(days=days_ago)
    visitor = {"visitor_name": "Ana", "visitor_organisation": "Valencia", "visitor_email": "ana@valencia.es"}
    usual = {"purpose": "question", "language": "en", "message": MESSAGE, "state": "sent"}
    known = {**usual, **({} if by else visitor), "sent": when, "created": when, **facts}
    return ContactRequest.objects.create(to_city=to, sender=by, **known)
