"""Pages of this room that are no pages of the tree; each under its language's prefix."""

from django.urls import path

from core import converters  # noqa: F401 (registers itself)

from . import calendar_pages, personal_data_pages, registration_pages

urlpatterns = [
    path("sessions/calendar.ics", calendar_pages.feed, name="sessions_calendar"),
    path("sessions/<page_slug:slug>/session.ics", calendar_pages.session_file, name="session_calendar"),
    path("registrations/erased/", personal_data_pages.erased, name="registration_erased"),
    path("registrations/<str:token>/data.json", personal_data_pages.data_file, name="registration_data"),
    path("registrations/<str:token>/erase/", personal_data_pages.erase_page, name="registration_erase"),
    path("registrations/<str:token>/", registration_pages.by_token, name="registration"),
]
