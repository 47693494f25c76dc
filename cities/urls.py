"""Pages that are no pages of the tree; each under its language's prefix."""

from django.urls import path

from . import ask_pages, request_pages
from .check_in_page import check_in_page

MAIL, SENT = {"template": "cities/ask_mail.html"}, {"template": "cities/ask_sent.html"}

urlpatterns = [
    path("check-in/<str:token>/", check_in_page, name="check_in"),
    path("ask/confirm/<str:token>/", ask_pages.confirm, name="ask_confirm"),
    path("ask/<slug:slug>/", ask_pages.ask_city, name="ask_city"),
    path("ask/<slug:slug>/check-your-mail/", ask_pages.said, MAIL, name="ask_check_mail"),
    path("ask/<slug:slug>/sent/", ask_pages.said, SENT, name="ask_sent"),
    path("desk/requests/", request_pages.requests, name="desk_requests"),
    path("desk/requests/<int:pk>/", request_pages.one_request, name="desk_request"),
    path("desk/settings/", request_pages.desk_settings, name="desk_settings"),
]
