"""The pages of practices that are no pages of the tree, under each language's prefix."""

from django.urls import path

from .confirm_page import confirm_page

urlpatterns = [path("desk/confirm/<int:page_id>/", confirm_page, name="confirm_practice")]
