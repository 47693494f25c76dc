"""Pages of this room that are no pages of the tree; each under its language's prefix."""

from django.urls import path

from core import converters  # noqa: F401 (registers itself)

from . import (
    calendar_pages,
    certificate_pages,
    desk_pages,
    feedback_pages,
    introduction_pages,
    lesson_pages,
    library_pages,
    needs_pages,
    participant_files,
    personal_data_pages,
    register_pages,
    registration_list,
    registration_pages,
    writing_to,
)

urlpatterns = [
    path("sessions/calendar.ics", calendar_pages.feed, name="sessions_calendar"),
    path("sessions/<page_slug:slug>/session.ics", calendar_pages.session_file, name="session_calendar"),
    path("sessions/<page_slug:slug>/register/", register_pages.register_for, name="register"),
    path("sessions/<page_slug:slug>/register/check-your-mail/", register_pages.check_mail, name="register_check_mail"),
    path("sessions/<page_slug:slug>/register/colleagues/", register_pages.for_colleagues, name="register_colleagues"),
    path("sessions/<page_slug:slug>/register/<str:token>/", register_pages.register_for, name="register_invited"),
    path("desk/sessions/", desk_pages.sessions, name="desk_sessions"),
    path("desk/sessions/<int:pk>/", desk_pages.one_session, name="desk_session"),
    path("desk/sessions/<int:pk>/take-on/", desk_pages.take_on, name="session_take_on"),
    path("desk/sessions/<int:pk>/settings/", desk_pages.settings, name="session_settings"),
    path("desk/sessions/<int:pk>/team/", desk_pages.team, name="session_team"),
    path("desk/sessions/<int:pk>/team/<int:member>/leave/", desk_pages.leave_team, name="session_leave_team"),
    path("desk/sessions/<int:pk>/registrations/", registration_list.registrations, name="session_registrations"),
    path("desk/sessions/<int:pk>/registrations/decide/", registration_list.decide, name="session_decide"),
    path("desk/sessions/<int:pk>/registrations/file/", participant_files.participant_file, name="session_file"),
    path(
        "desk/sessions/<int:pk>/invitations/<int:invitation>/withdraw/",
        registration_list.withdraw_invitation,
        name="session_withdraw_invitation",
    ),
    path("desk/sessions/<int:pk>/needs/", needs_pages.needs_and_offers, name="session_needs"),
    path("desk/sessions/<int:pk>/attendance/", registration_list.attendance, name="session_attendance"),
    path("desk/sessions/<int:pk>/feedback/", feedback_pages.results, name="session_feedback"),
    path("desk/sessions/<int:pk>/certificates/", certificate_pages.certificates, name="session_certificates"),
    path("desk/sessions/<int:pk>/write/", writing_to.write_letter, name="session_write"),
    path("registrations/erased/", personal_data_pages.erased, name="registration_erased"),
    path("registrations/<str:token>/data.json", personal_data_pages.data_file, name="registration_data"),
    path("registrations/<str:token>/erase/", personal_data_pages.erase_page, name="registration_erase"),
    path("registrations/<str:token>/", registration_pages.by_token, name="registration"),
    path("registrations/<str:token>/change/", registration_pages.change, name="registration_change"),
    path("registrations/<str:token>/feedback/", feedback_pages.questions, name="registration_feedback"),
    path(
        "registrations/<str:token>/introductions/<int:introduction>/",
        introduction_pages.introduction_page,
        name="registration_introduction",
    ),
    path("registrations/<str:token>/session.ics", registration_pages.calendar, name="registration_calendar"),
    path(
        "registrations/<str:token>/certificate.pdf", certificate_pages.own_certificate, name="registration_certificate"
    ),
    path("desk/registrations/", registration_pages.on_desk, name="desk_registrations"),
    path("desk/registrations/<int:pk>/cancel/", registration_pages.cancel_on_desk, name="cancel_registration"),
    path("desk/lessons/<int:pk>/begin-practice/", lesson_pages.begin_practice, name="begin_practice_from_lesson"),
    *(
        path(f"library/<page_slug:slug>/cite.{kind}", library_pages.citation_file, {"kind": kind}, name=f"cite_{kind}")
        for kind in library_pages.FILES
    ),
    path("library/<page_slug:slug>/recommendations/<int:pk>/", library_pages.recommendation, name="recommendation"),
]
