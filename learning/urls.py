"""Pages of this room that are no pages of the tree; each under its language's prefix."""

from django.urls import path

from core import converters  # noqa: F401 (registers itself)

from . import registration_pages

urlpatterns = [
    path("registrations/<str:token>/", registration_pages.by_token, name="registration"),
]
