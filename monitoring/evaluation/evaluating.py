"""How an evaluation comes to the public: a draft, sent to the editors, published; withdrawn only with a reason.

What is published is never changed: it can be withdrawn, and the log keeps what it said. Whoever calls asks first
whether the person may (`Evaluation.objects.editable_by`, `.publishable_by`, `.withdrawable_by`). All verbs raise
ValidationError.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents.models import Document
from wagtail.log_actions import log
from wagtail.models import Collection, ModelLogEntry

from core.facets.changes import note_all
from monitoring.measuring import COLLECTION
from monitoring.models import CriterionScore, Evaluation

SUBMITTED = "monitoring.evaluation.submit"
SENT_BACK = "monitoring.evaluation.send_back"
PUBLISHED = "monitoring.evaluation.publish"
WITHDRAWN = "monitoring.evaluation.withdraw"
FILES = "Evaluations"
"""Collection of their documents: of nobody's city, so that a city does not read what is written of it too early."""

Criterion = CriterionScore.Criterion


@dataclass(frozen=True)
class Verdict:
    """On one criterion: a score of 1 to 4, or None where it was not assessed, and why."""

    score: int | None = None
    why: str = ""


Verdicts = Mapping[str, Verdict]


@transaction.atomic
def save_draft(evaluation: Evaluation, *, by, verdicts: Verdicts | None = None, file=None) -> Evaluation:
    """Keeps a draft, complete or not. `file`, an upload, takes the place of the document before."""
    _refuse_public(evaluation)
    evaluation.clean()
    if evaluation.pk is None:
        evaluation.created_by = by
    before = evaluation.document
    if file:
        evaluation.document = _kept(file, by)
    evaluation.save()
    if file and before:
        before.delete()
    if verdicts is not None:
        write_scores(evaluation, verdicts)
    return evaluation


def _refuse_public(evaluation: Evaluation) -> None:
    """Asked of the database: somebody may have published it since the form was opened."""
    there = Evaluation.objects.select_for_update(of=("self",)).filter(pk=evaluation.pk).first()
    if there and (there.published or there.submitted):
        raise ValidationError(stands(there))


def _kept(file, by) -> Document:
    root = Collection.get_first_root_node()
    files = root.get_children().filter(name=FILES).first() or root.add_child(instance=Collection(name=FILES))
    return Document.objects.create(title=file.name, file=file, collection=files, uploaded_by_user=by)


def write_scores(evaluation: Evaluation, verdicts: Verdicts) -> None:
    evaluation.scores.all().delete()
    CriterionScore.objects.bulk_create(
        CriterionScore(
            evaluation=evaluation, criterion=criterion, score=verdicts[criterion].score, why=verdicts[criterion].why
        )
        for criterion in Criterion.values
        if criterion in verdicts
    )


@transaction.atomic
def submit(evaluation: Evaluation, *, by) -> Evaluation:
    """Sends a complete draft to the editors."""
    refuse_incomplete(evaluation)
    drafts = Evaluation.objects.filter(pk=evaluation.pk, submitted__isnull=True, published__isnull=True)
    _step(drafts, evaluation, SUBMITTED, by, submitted=timezone.now())
    return evaluation


@transaction.atomic
def send_back(evaluation: Evaluation, *, by, note: str) -> Evaluation:
    """Returns it to who wrote it, with what is to be mended."""
    if not note.strip():
        raise ValidationError({"note": _("Say what is to be mended.")})
    waiting = Evaluation.objects.filter(pk=evaluation.pk, submitted__isnull=False, published__isnull=True)
    _step(waiting, evaluation, SENT_BACK, by, {"note": note.strip()}, submitted=None)
    return evaluation


@transaction.atomic
def publish(evaluation: Evaluation, *, by) -> Evaluation:
    """Makes it public, with its document, on the subject's page."""
    if evaluation.page_id and not evaluation.page.live:
        raise ValidationError(_("The page it is about is not public. Publish that first."))
    refuse_incomplete(evaluation)
    waiting = Evaluation.objects.filter(pk=evaluation.pk, submitted__isnull=False, published__isnull=True)
    _step(waiting, evaluation, PUBLISHED, by, published=timezone.now(), published_by=by)
    note_all(COLLECTION)
    return evaluation


@transaction.atomic
def withdraw(evaluation: Evaluation, *, by, note: str) -> Evaluation:
    """Takes it out of public, as a draft again. The log keeps why, and all that it said."""
    if not note.strip():
        raise ValidationError({"note": _("Say why it is withdrawn.")})
    published = Evaluation.objects.filter(pk=evaluation.pk, published__isnull=False)
    kept = {"note": note.strip(), "was": _as_it_was(evaluation)}
    _step(published, evaluation, WITHDRAWN, by, kept, published=None, published_by=None, submitted=None)
    note_all(COLLECTION)
    return evaluation


@transaction.atomic
def discard(evaluation: Evaluation, *, by) -> None:
    """Throws a draft away. What was public once is kept."""
    drafts = Evaluation.objects.filter(pk=evaluation.pk, published__isnull=True, submitted__isnull=True)
    was_public = history_of(evaluation).filter(action=PUBLISHED).exists()
    if not drafts.exists():
        raise ValidationError(stands(evaluation))
    if was_public:
        raise ValidationError(_("This evaluation was public once. It is kept, and can be corrected and sent again."))
    document = evaluation.document
    log(instance=evaluation, action="wagtail.delete", user=by, deleted=True, title=_title(evaluation))
    drafts.delete()
    if document:
        document.delete()


def history_of(evaluation: Evaluation):
    """Every step, the newest first."""
    return ModelLogEntry.objects.for_instance(evaluation).select_related("user").order_by("-timestamp", "-pk")


def _step(found, evaluation: Evaluation, action: str, by, data: dict | None = None, **changed) -> None:
    """Of two people who click at the same time one is told how it stands by now."""
    if not found.update(**changed):
        raise ValidationError(stands(evaluation))
    log(instance=evaluation, action=action, user=by, data=data or {}, title=_title(evaluation))
    evaluation.refresh_from_db()


def stands(evaluation: Evaluation) -> str:
    """How it stands in the database, whatever the person had before them."""
    now = Evaluation.objects.filter(pk=evaluation.pk).first()
    if now is None:
        return _("This evaluation has been thrown away.")
    if now.published:
        return _("This evaluation has been published. To change it, it must be withdrawn first.")
    if now.submitted:
        return _("This evaluation has been sent to the editors, who publish it or send it back.")
    return _("This evaluation is a draft: it has not been sent to the editors.")


def _title(evaluation: Evaluation) -> str:
    """Not what it is about: the log of the site is read by people who may not know of a draft."""
    return f"{evaluation._meta.verbose_name} {evaluation.pk}"


def _as_it_was(evaluation: Evaluation) -> dict:
    plain = ("timing", "by", "evaluator", "language", "summary", "lessons", "document_id")
    scores = evaluation.scores.values("criterion", "score", "why")
    said = {name: getattr(evaluation, name) for name in plain}
    return {**said, "on": evaluation.on.isoformat(), "scores": list(scores)}


# --- what it must say -------------------------------------------------------------------------------------------
def refuse_incomplete(evaluation: Evaluation) -> None:
    """Raises ValidationError by field."""
    wrong = missing_words(evaluation.summary, verdicts_of(evaluation))
    if evaluation.by != Evaluation.By.SELF and not evaluation.evaluator.strip():
        wrong["evaluator"] = _("Say which organisation or role evaluated.")
    if evaluation.by == Evaluation.By.PEER and not evaluation.scores.exists():
        raise ValidationError(_("The peer has not answered yet."))
    if wrong:
        raise ValidationError(wrong)


def missing_words(summary: str, verdicts: Verdicts) -> dict[str, str]:
    """By field: every criterion has a reason, also where it was not assessed; one at least has a score."""
    wrong = {
        f"why_{criterion}": _("Say why: what does the score rest on, or why was this not assessed?")
        for criterion in Criterion.values
        if criterion not in verdicts or not verdicts[criterion].why.strip()
    }
    if not any(verdict.score for verdict in verdicts.values()):
        wrong["__all__"] = _("Give at least one criterion a score.")
    if not summary.strip():
        wrong["summary"] = _("Sum it up in a few sentences.")
    return wrong


def verdicts_of(evaluation: Evaluation) -> dict[str, Verdict]:
    scores: Iterable[CriterionScore] = evaluation.scores.all() if evaluation.pk else ()
    return {one.criterion: Verdict(one.score, one.why) for one in scores}
