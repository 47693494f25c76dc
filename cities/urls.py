"""Pages that are no pages of the tree; each under its language's prefix."""

from django.urls import path

from core import converters  # noqa: F401 (registers itself)

from . import ask_pages, conversation_pages, people_pages, request_pages
from .check_in_page import check_in_page
from .review_pages import review_criteria

MAIL, SENT = {"template": "cities/ask_mail.html"}, {"template": "cities/ask_sent.html"}

urlpatterns = [
    path("review/", review_criteria, name="review_criteria"),
    path("check-in/<str:token>/", check_in_page, name="check_in"),
    path("ask/confirm/<str:token>/", ask_pages.confirm, name="ask_confirm"),
    path("ask/<page_slug:slug>/", ask_pages.ask_city, name="ask_city"),
    path("ask/<page_slug:slug>/check-your-mail/", ask_pages.after_asking, MAIL, name="ask_check_mail"),
    path("ask/<page_slug:slug>/sent/", ask_pages.after_asking, SENT, name="ask_sent"),
    path("desk/requests/", request_pages.requests, name="desk_requests"),
    path("desk/requests/<int:pk>/", request_pages.one_request, name="desk_request"),
    path("desk/requests/<int:pk>/documents/<int:message>/", conversation_pages.document, name="request_document"),
    path("questions/<str:token>/", conversation_pages.by_link, name="conversation"),
    path("questions/<str:token>/documents/<int:message>/", conversation_pages.document_by_link),
    path("desk/people/", people_pages.people, name="people"),
    path("desk/people/invitations/<int:pk>/withdraw/", people_pages.withdraw_invitation, name="withdraw_invitation"),
    path("desk/people/members/<int:pk>/end/", people_pages.end, name="end_membership"),
    path("desk/people/members/<int:pk>/role/", people_pages.change_role_of, name="change_role"),
    path("desk/people/<int:pk>/<slug:role>/", people_pages.change_role_of_platform, name="change_platform_role"),
    path("desk/settings/", request_pages.desk_settings, name="desk_settings"),
]
