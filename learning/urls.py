"""Pages of this room that are no pages of the tree; each under its language's prefix."""

from django.urls import path

from core import converters  # noqa: F401 (registers itself)

from . import calendar_pages, lesson_pages, library_pages, registration_pages

urlpatterns = [
    path("sessions/calendar.ics", calendar_pages.feed, name="sessions_calendar"),
    path("sessions/<page_slug:slug>/session.ics", calendar_pages.session_file, name="session_calendar"),
    path("registrations/<str:token>/", registration_pages.by_token, name="registration"),
    path("desk/lessons/<int:pk>/begin-practice/", lesson_pages.begin_practice, name="begin_practice_from_lesson"),
    *(
        path(f"library/<page_slug:slug>/cite.{kind}", library_pages.citation_file, {"kind": kind}, name=f"cite_{kind}")
        for kind in library_pages.FILES
    ),
    path("library/<page_slug:slug>/recommendations/<int:pk>/", library_pages.recommendation, name="recommendation"),
]
