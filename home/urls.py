"""The desk, under each language's prefix."""

from django.urls import path

from .desk import begin_from, curate, desk, write, write_session
from .site_search import site_search
from .translation_requests import ask_for_translation

urlpatterns = [
    path("search/", site_search, name="site_search"),
    path("translations/<int:pk>/ask/", ask_for_translation, name="ask_for_translation"),
    path("desk/", desk, name="desk"),
    path("desk/write/", write, {"kind": "practice"}, name="desk_write"),
    path("desk/write/pilot/", write, {"kind": "pilot"}, name="desk_write_pilot"),
    path("desk/write/session/", write_session, name="desk_write_session"),
    path("desk/guide/", curate, name="desk_curate"),
    path("desk/sessions/<int:pk>/copy/", begin_from, name="desk_copy_session"),
]
