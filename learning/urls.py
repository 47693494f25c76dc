"""Pages of this room that are no pages of the tree; each under its language's prefix."""

from django.urls import path

from core import converters  # noqa: F401 (registers itself)

from . import calendar_pages, register_pages, registration_pages

urlpatterns = [
    path("sessions/calendar.ics", calendar_pages.feed, name="sessions_calendar"),
    path("sessions/<page_slug:slug>/session.ics", calendar_pages.session_file, name="session_calendar"),
    path("sessions/<page_slug:slug>/register/", register_pages.register_for, name="register"),
    path("sessions/<page_slug:slug>/register/check-your-mail/", register_pages.check_mail, name="register_check_mail"),
    path("sessions/<page_slug:slug>/register/colleagues/", register_pages.for_colleagues, name="register_colleagues"),
    path("sessions/<page_slug:slug>/register/<str:token>/", register_pages.register_for, name="register_invited"),
    path("registrations/<str:token>/", registration_pages.by_token, name="registration"),
    path("registrations/<str:token>/change/", registration_pages.change, name="registration_change"),
    path("registrations/<str:token>/session.ics", registration_pages.calendar, name="registration_calendar"),
    path("desk/registrations/", registration_pages.on_desk, name="desk_registrations"),
    path("desk/registrations/<int:pk>/cancel/", registration_pages.cancel_on_desk, name="cancel_registration"),
]
