"""/accounts/: a person's own page, and django-allauth's pages below it."""

from __future__ import annotations

from django.urls import include, path

from .signed_out import session
from .views import account

urlpatterns = [
    path("", account, name="account"),
    path("session/", session, name="session"),
    path("", include("allauth.urls")),
]
