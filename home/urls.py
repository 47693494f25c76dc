"""The desk, under each language's prefix."""

from django.urls import path

from .desk import desk, write

urlpatterns = [
    path("desk/", desk, name="desk"),
    path("desk/write/", write, {"kind": "practice"}, name="desk_write"),
    path("desk/write/pilot/", write, {"kind": "pilot"}, name="desk_write_pilot"),
]
