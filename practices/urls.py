"""The pages of practices that are no pages of the tree, under each language's prefix."""

from django.urls import path

from .confirm_page import confirm_page
from .dossiers import dossiers_page
from .peer_review_pages import peer_review, peer_review_of_mine

urlpatterns = [
    path("dossiers/", dossiers_page, name="dossiers"),
    path("desk/confirm/<int:page_id>/", confirm_page, name="confirm_practice"),
    path("peer-review/<str:token>/", peer_review, name="peer_review"),
    path("desk/peer-review/<int:pk>/", peer_review_of_mine, name="peer_review_of_mine"),
]
