"""Giving a practice its level of evidence: with a reason, and never over what was given before."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.models import Document
from wagtail.log_actions import log

from accounts.roles import Role, holds
from cities.belonging import cities_of
from cities.models import Office
from cities.review_letters import notify_city
from cities.tree import city_path

from .models import Assessment, PracticePage, ProposedEvidence

NOT_ASSESSED = "none"
"""The code of no level, where one is chosen from a list."""
MEANINGS = {
    Assessment.Level.DESCRIBED: gettext_lazy("The city describes what it does. Nothing else is known."),
    Assessment.Level.LOGIC: gettext_lazy(
        "The description explains step by step why it should work, and what would show it."
    ),
    Assessment.Level.MEASURED: gettext_lazy(
        "Figures from before and after show a change among those it serves. Other causes are not ruled out."
    ),
    Assessment.Level.COMPARED: gettext_lazy(
        "The change is greater than among similar people or places without the practice."
    ),
    Assessment.Level.REPEATED: gettext_lazy(
        "It worked in more than one place, and somebody independent has checked it."
    ),
    Assessment.Level.MANUALS: gettext_lazy(
        "Manuals, training and a cost calculation let others repeat it with the same result."
    ),
}
"""After Nesta's Standards of Evidence (2013); level 0 is ours."""


def may_assess(user) -> bool:
    return holds(user, Role.EDITOR) or holds(user, Role.MNE)


@transaction.atomic
def assess(
    *,
    practice: PracticePage,
    level: int,
    why: str,
    by,
    language: str = settings.LANGUAGE_CODE,
    documents: Iterable[Document] = (),
) -> Assessment:
    """Adds an assessment, which counts from now on, and answers what was proposed. Raises ValidationError.

    `why` is in `language`; `documents` become public with it.
    """
    if level not in Assessment.Level.values:
        raise ValidationError({"level": _("Choose a level from 0 to 5.")})
    if not why.strip():
        raise ValidationError({"why": _("Explain in a sentence or two what the level is based on.")})
    assessment = Assessment.objects.create(practice=practice, level=level, why=why.strip(), language=language, by=by)
    assessment.documents.set(documents)
    practice.proposed_evidence.filter(assessed__isnull=True).update(assessed=timezone.now())
    log(instance=practice, action="practices.assess", user=by, data={"level": level, "why": assessment.why})
    notify_city("evidence_set", practice, by, level=level, why=assessment.why)
    return assessment


def may_propose(user, practice: PracticePage) -> bool:
    """Whoever writes for the city it hangs under."""
    return practice.live and city_path(practice.path) in {city.path for city in cities_of(user)}


def documents_of(practice: PracticePage) -> QuerySet[Document]:
    """Those in the collection of the practice's city."""
    office = Office.objects.filter(city__path=city_path(practice.path))
    return Document.objects.filter(collection__in=office.values("collection"))


def propose(*, practice: PracticePage, document: Document, why: str, by) -> ProposedEvidence:
    """Offers a document of the city's own to those who assess. Raises ValidationError."""
    if not documents_of(practice).filter(pk=document.pk).exists():
        raise ValidationError({"document": _("Choose a document of your own city.")})
    if not why.strip():
        raise ValidationError({"why": _("Explain in a sentence what the document shows.")})
    proposed = ProposedEvidence.objects.create(practice=practice, document=document, why=why.strip(), by=by)
    log(instance=practice, action="practices.propose_evidence", user=by, data={"why": proposed.why})
    return proposed
