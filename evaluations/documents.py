"""The document of an evaluation is public with it, and before that for those who may read the evaluation."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.documents.models import Document

from core.uploads.serving import register_reason_to_read
from evaluations.models import Evaluation


@register_reason_to_read
def is_of_a_readable_evaluation(document: Document, request: HttpRequest) -> bool:
    return Evaluation.objects.visible_to(request.user).filter(document=document).exists()
