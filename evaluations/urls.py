"""Pages that are no pages of the tree; each under its language's prefix."""

from __future__ import annotations

from django.urls import path

from . import pages, peer_pages
from .commitments import pages as commitment_pages
from .coverage.page import coverage_page

urlpatterns: list = [
    path("monitoring/coverage/", coverage_page, name="coverage"),
    path("monitoring/evaluation/<int:pk>/", pages.evaluation, name="evaluation"),
    path("evaluation/<str:token>/", peer_pages.peer_evaluation, name="peer_evaluation"),
    path("desk/evaluations/", pages.evaluations, name="evaluations"),
    path("desk/evaluations/new/", pages.new_evaluation, name="new_evaluation"),
    path("desk/evaluations/<int:pk>/", pages.desk_evaluation, name="desk_evaluation"),
    path("desk/evaluations/<int:pk>/facts/", pages.evaluation_facts, name="evaluation_facts"),
    path("desk/evaluations/<int:pk>/words/", pages.evaluation_words, name="evaluation_words"),
    path("desk/peer/<int:pk>/", peer_pages.peer_evaluation_of_mine, name="peer_evaluation_of_mine"),
    path("desk/commitments/", commitment_pages.commitments, name="commitments"),
    path("desk/commitments/new/", commitment_pages.new_commitment, name="new_commitment"),
    path("desk/commitments/<int:pk>/", commitment_pages.commitment, name="commitment"),
    path("desk/commitments/<int:pk>/edit/", commitment_pages.edit_commitment, name="edit_commitment"),
]
