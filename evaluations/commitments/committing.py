"""How a commitment of a city comes to the public, and how it is told what becomes of it.

Whoever calls asks first whether the person may (`Commitment.objects.editable_by`, `.publishable_by`, `.followed_by`).
Verbs raise ValidationError.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.changes import note_all
from core.steps import history_of, log_step, take_step
from core.visibility import visible_in_admin
from evaluations.models import Commitment
from monitoring.measuring import COLLECTION
from pilots.models import PilotPage
from practices.models import PracticePage

COMMITTED = "evaluations.commitments.publish"
FOLLOWED = "evaluations.commitments.follow"
TAKEN_BACK = "evaluations.commitments.withdraw"
Status = Commitment.Status


def possible_evidence(commitment: Commitment, user) -> list[Page]:
    """Practices and pilots of its city that the person may know of; the public sees what is public."""
    city = commitment.city
    under = {"path__startswith": city.path, "depth": city.depth + 1}
    known = Q(pk__in=visible_in_admin(user).values("pk")) | Q(pk=commitment.evidence_id)
    kinds = (PracticePage, PilotPage)
    return [page for model in kinds for page in model.objects.filter(known, **under).order_by("title")]


@transaction.atomic
def save_draft(commitment: Commitment, *, by) -> Commitment:
    """Keeps what a city proposes, or what an M&E officer writes down for it."""
    _refuse_foreign_evidence(commitment)
    commitment.clean()
    if Commitment.objects.filter(pk=commitment.pk, published__isnull=False).exists():
        raise ValidationError(_("This commitment is public. Only its status can be changed."))
    if commitment.pk is None:
        commitment.created_by = by
    commitment.save()
    return commitment


def _refuse_foreign_evidence(commitment: Commitment) -> None:
    if commitment.evidence_id and not commitment.evidence.path.startswith(commitment.city.path):
        raise ValidationError({"evidence": _("Choose a practice or a pilot of this city.")})


@transaction.atomic
def publish(commitment: Commitment, *, by) -> Commitment:
    """What was proposed is a commitment from now on."""
    if not commitment.city.live:
        raise ValidationError(_("The city’s page is not public. Publish the city’s page first."))
    status = Status.COMMITTED if commitment.status == Status.PROPOSED else commitment.status
    drafts = Commitment.objects.filter(published__isnull=True)
    _step(drafts, commitment, COMMITTED, by, {"status": status}, published=timezone.now(), status=status)
    return commitment


@transaction.atomic
def follow(commitment: Commitment, *, by, status: str, evidence: Page | None, note: str = "") -> Commitment:
    """What has become of a published one: its status, and where that can be seen. The log keeps each."""
    if status not in Status.values or status == Status.PROPOSED:
        raise ValidationError({"status": _("Choose the present status.")})
    commitment.evidence = evidence
    _refuse_foreign_evidence(commitment)
    commitment.clean()
    before = Commitment.objects.get(pk=commitment.pk).status
    data = {"before": before, "status": status, "note": note.strip()}
    published = Commitment.objects.filter(published__isnull=False)
    _step(published, commitment, FOLLOWED, by, data, status=status, evidence=evidence)
    return commitment


@transaction.atomic
def withdraw(commitment: Commitment, *, by, note: str) -> Commitment:
    if not note.strip():
        raise ValidationError({"note": _("Explain why it is withdrawn.")})
    published = Commitment.objects.filter(published__isnull=False)
    _step(published, commitment, TAKEN_BACK, by, {"note": note.strip(), "was": commitment.text}, published=None)
    return commitment


@transaction.atomic
def discard(commitment: Commitment, *, by) -> None:
    """Throws a draft away. What was public once is kept."""
    drafts = Commitment.objects.filter(pk=commitment.pk, published__isnull=True)
    if not drafts.exists():
        raise ValidationError(display_state(commitment))
    if history_of(commitment).filter(action=COMMITTED).exists():
        raise ValidationError(_("This commitment has been public. It is kept, and can be published again."))
    log_step(commitment, "wagtail.delete", by=by, deleted=True)
    drafts.delete()


def display_state(commitment: Commitment) -> str:
    """How it stands in the database, whatever the person had before them."""
    now = Commitment.objects.filter(pk=commitment.pk).first()
    if now is None:
        return _("This commitment has been deleted.")
    return _("This commitment has been published.") if now.published else _("This commitment is not public.")


def _step(found, commitment: Commitment, action: str, by, data: dict, **changed) -> None:
    take_step(commitment, among=found, refusal=display_state, action=action, by=by, data=data, **changed)
    note_all(COLLECTION)
