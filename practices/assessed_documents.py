"""Why a level of evidence was given is public, and so is what it was read from."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.documents.models import Document

from core.uploads.serving import register_reason_to_read

from .assessing import may_assess
from .models import Assessment, ProposedEvidence


@register_reason_to_read
def is_evidence_of_a_live_practice(document: Document, request: HttpRequest) -> bool:
    return Assessment.objects.filter(documents=document, practice__live=True).exists()


@register_reason_to_read
def is_proposed_to_those_who_assess(document: Document, request: HttpRequest) -> bool:
    """A level can be set only by who has read what it may rest on."""
    return may_assess(request.user) and ProposedEvidence.objects.filter(document=document).exists()
