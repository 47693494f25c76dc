"""Evaluations as rows, each with the six criteria of OECD-DAC side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.exports import Column
from evaluations.models import CriterionScore, Evaluation

from .columns import DAY, LANGUAGE, SUBJECT, codes
from .subjects import SubjectColumns, Subjects, in_chunks

CHUNK = 500


@dataclass(frozen=True)
class EvaluationExportRow:
    evaluation: Evaluation
    subject: SubjectColumns
    scores: Mapping[str, CriterionScore]


def evaluation_rows(evaluations: QuerySet[Evaluation]) -> Iterator[EvaluationExportRow]:
    """Four queries for each chunk."""
    subjects = Subjects()
    ordered = evaluations.prefetch_related("scores").order_by("pk")
    for chunk in in_chunks(ordered.iterator(chunk_size=CHUNK), CHUNK):
        known = subjects.of(chunk)
        for one in chunk:
            yield EvaluationExportRow(one, known[one.pk], {score.criterion: score for score in one.scores.all()})


def _criterion(code: str, label) -> tuple[Column, Column]:
    """Its score, and why it was given."""
    return (
        Column(
            f"{code}_score",
            label,
            lambda row: row.scores[code].score if code in row.scores else None,
            _("Empty: not assessed."),
            codes(CriterionScore.Score.choices),
        ),
        Column(
            f"{code}_why",
            format_lazy(_("{criterion}: why"), criterion=label),
            lambda row: row.scores[code].why if code in row.scores else "",
        ),
    )


def _state(row: EvaluationExportRow) -> str:
    if row.evaluation.published:
        return "published"
    return "submitted" if row.evaluation.submitted else "draft"


EVALUATIONS = (
    Column(
        "evaluation",
        _("evaluation no."),
        attrgetter("evaluation.pk"),
        _("Number of the evaluation; it never changes."),
    ),
    *SUBJECT,
    Column(
        "timing",
        pgettext_lazy("of an evaluation", "when"),
        attrgetter("evaluation.timing"),
        "",
        codes(Evaluation.Timing.choices),
    ),
    Column("by", _("by whom"), attrgetter("evaluation.by"), "", codes(Evaluation.By.choices)),
    Column(
        "evaluator", _("evaluator"), attrgetter("evaluation.evaluator"), _("An organisation or a role, not a person.")
    ),
    Column("on", _("date"), attrgetter("evaluation.on"), "", DAY),
    Column("language", _("language of the text"), attrgetter("evaluation.language"), "", LANGUAGE),
    Column("summary", _("summary"), attrgetter("evaluation.summary")),
    *(column for code, label in CriterionScore.Criterion.choices for column in _criterion(code, label)),
    Column("lessons", _("lessons"), attrgetter("evaluation.lessons")),
)
INTERNAL_EVALUATIONS = (
    *EVALUATIONS,
    Column("state", _("state"), _state, _("Of the evaluation."), "draft; submitted; published"),
)
