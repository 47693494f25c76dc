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
from wagtail.models import Collection

from core.changes import note_all
from core.steps import history_of, log_step, take_step
from evaluations.models import CriterionScore, Evaluation
from monitoring.measuring import COLLECTION

SUBMITTED = "evaluations.submit"
SENT_BACK = "evaluations.send_back"
PUBLISHED = "evaluations.publish"
WITHDRAWN = "evaluations.withdraw"
FILES = "Evaluations"
"""Collection of their documents: of nobody's city, so that a city does not read what is written of it too early."""

PLAIN_FIELDS = ("timing", "by", "evaluator", "language", "summary", "lessons", "document_id")
"""What the log keeps of an evaluation that is withdrawn, with its date and scores."""
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
    stored = Evaluation.objects.select_for_update(of=("self",)).filter(pk=evaluation.pk).first()
    if stored and (stored.published or stored.submitted):  # by somebody else, since the form was opened
        raise ValidationError(display_state(stored))
    evaluation.clean()
    if evaluation.pk is None:
        evaluation.created_by = by
    before = evaluation.document
    if file:
        root = Collection.get_first_root_node()
        files = root.get_children().filter(name=FILES).first() or root.add_child(instance=Collection(name=FILES))
        evaluation.document = Document.objects.create(title=file.name, file=file, collection=files, uploaded_by_user=by)
    evaluation.save()
    if file and before:
        before.delete()
    if verdicts is not None:
        write_scores(evaluation, verdicts)
    return evaluation


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
    drafts = Evaluation.objects.filter(submitted__isnull=True, published__isnull=True)
    take_step(evaluation, among=drafts, refusal=display_state, action=SUBMITTED, by=by, submitted=timezone.now())
    return evaluation


@transaction.atomic
def send_back(evaluation: Evaluation, *, by, note: str) -> Evaluation:
    """Returns it to who wrote it, with what is to be mended."""
    if not note.strip():
        raise ValidationError({"note": _("Explain what needs correcting.")})
    waiting = Evaluation.objects.filter(submitted__isnull=False, published__isnull=True)
    data = {"note": note.strip()}
    take_step(evaluation, among=waiting, refusal=display_state, action=SENT_BACK, by=by, data=data, submitted=None)
    return evaluation


@transaction.atomic
def publish(evaluation: Evaluation, *, by) -> Evaluation:
    """Makes it public, with its document, on the subject's page."""
    if not evaluation.page.live:
        raise ValidationError(_("The page that this is about is not public. Publish that page first."))
    refuse_incomplete(evaluation)
    waiting = Evaluation.objects.filter(submitted__isnull=False, published__isnull=True)
    now = {"published": timezone.now(), "published_by": by}
    take_step(evaluation, among=waiting, refusal=display_state, action=PUBLISHED, by=by, **now)
    note_all(COLLECTION)
    return evaluation


@transaction.atomic
def withdraw(evaluation: Evaluation, *, by, note: str) -> Evaluation:
    """Takes it out of public, as a draft again. The log keeps why, and all that it said."""
    if not note.strip():
        raise ValidationError({"note": _("Explain why it is withdrawn.")})
    published = Evaluation.objects.filter(published__isnull=False)
    before = {name: getattr(evaluation, name) for name in PLAIN_FIELDS}
    before |= {"on": evaluation.on.isoformat(), "scores": list(evaluation.scores.values("criterion", "score", "why"))}
    data = {"note": note.strip(), "was": before}
    now = {"published": None, "published_by": None, "submitted": None}
    take_step(evaluation, among=published, refusal=display_state, action=WITHDRAWN, by=by, data=data, **now)
    note_all(COLLECTION)
    return evaluation


@transaction.atomic
def discard(evaluation: Evaluation, *, by) -> None:
    """Throws a draft away. What was public once is kept."""
    drafts = Evaluation.objects.filter(pk=evaluation.pk, published__isnull=True, submitted__isnull=True)
    was_public = history_of(evaluation).filter(action=PUBLISHED).exists()
    if not drafts.exists():
        raise ValidationError(display_state(evaluation))
    if was_public:
        raise ValidationError(_("This evaluation has been public. It is kept, and can be corrected and sent again."))
    document = evaluation.document
    log_step(evaluation, "wagtail.delete", by=by, deleted=True)
    drafts.delete()
    if document:
        document.delete()


def display_state(evaluation: Evaluation) -> str:
    """How it stands in the database, whatever the person had before them."""
    now = Evaluation.objects.filter(pk=evaluation.pk).first()
    if now is None:
        return _("This evaluation has been deleted.")
    if now.published:
        return _("This evaluation has been published. To change it, it must be withdrawn first.")
    if now.submitted:
        return _("This evaluation has been sent to the editors, who will publish it or return it.")
    return _("This evaluation is a draft: it has not been sent to the editors.")


# --- what it must say -------------------------------------------------------------------------------------------
def refuse_incomplete(evaluation: Evaluation) -> None:
    """Raises ValidationError by field."""
    wrong = missing_words(evaluation.summary, verdicts_of(evaluation))
    if evaluation.by != Evaluation.By.SELF and not evaluation.evaluator.strip():
        wrong["evaluator"] = _("Enter the organisation or role that evaluated.")
    if evaluation.by == Evaluation.By.PEER and not evaluation.scores.exists():
        raise ValidationError(_("The peer has not answered yet."))
    if wrong:
        raise ValidationError(wrong)


def missing_words(summary: str, verdicts: Verdicts) -> dict[str, str]:
    """By field: every criterion has a reason, also where it was not assessed; one at least has a score."""
    wrong = {
        f"why_{criterion}": _("Explain why: what is the score based on, or why was this not assessed?")
        for criterion in Criterion.values
        if criterion not in verdicts or not verdicts[criterion].why.strip()
    }
    if not any(verdict.score for verdict in verdicts.values()):
        wrong["__all__"] = _("Give at least one criterion a score.")
    if not summary.strip():
        wrong["summary"] = _("Write a summary in a few sentences.")
    return wrong


def verdicts_of(evaluation: Evaluation) -> dict[str, Verdict]:
    scores: Iterable[CriterionScore] = evaluation.scores.all() if evaluation.pk else ()
    return {one.criterion: Verdict(one.score, one.why) for one in scores}
