"""/accounts/: a person's own page, and django-allauth's pages below it."""

from __future__ import annotations

from django.urls import include, path

from .views import account

urlpatterns = [
    path("", account, name="account"),
    path("", include("allauth.urls")),
]
