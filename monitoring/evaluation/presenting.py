"""An evaluation as it is read: on its subject's page, on its own, and on the desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from core.languages import Wording
from monitoring.models import CriterionScore, Evaluation

from .forms import QUESTIONS

HEADINGS = {
    Evaluation.Timing.BASELINE: _("Evaluation at the start"),
    Evaluation.Timing.MID_TERM: _("Mid-term evaluation"),
    Evaluation.Timing.FINAL: _("Final evaluation"),
    Evaluation.Timing.EX_POST: _("Evaluation some time after"),
}


@dataclass(frozen=True)
class ShownScore:
    """`level` is 1 to 4, or None where it was not assessed; `said` is the level in words."""

    label: str
    question: str
    level: int | None
    said: str
    why: Wording


@dataclass(frozen=True)
class ShownEvaluation:
    heading: str
    url: str
    when: str
    by: str
    evaluator: str
    """An organisation or a role, as it was typed."""
    summary: Wording
    lessons: list[str]
    scores: list[ShownScore]
    document: object
    words: Wording
    """Knows in which language all of it is."""

    @property
    def signs(self) -> list[dict]:
        return [{"text": self.by, "tone": "none"}]


def shown_evaluation(evaluation: Evaluation) -> ShownEvaluation:
    """Its scores, document and subject are at hand."""
    language = evaluation.language
    return ShownEvaluation(
        heading=str(HEADINGS[evaluation.timing]),
        url=reverse("evaluation", args=[evaluation.pk]),
        when=date_format(evaluation.on),
        by=capfirst(evaluation.get_by_display()),
        evaluator=evaluation.evaluator,
        summary=Wording(evaluation.summary, language),
        lessons=[line.strip() for line in evaluation.lessons.splitlines() if line.strip()],
        scores=_scores(evaluation),
        document=evaluation.document,
        words=Wording(evaluation.summary or evaluation.lessons or " ", language),
    )


def _scores(evaluation: Evaluation) -> list[ShownScore]:
    """In the order of the criteria; one that nothing is said of is not shown."""
    given = {score.criterion: score for score in evaluation.scores.all()}
    return [_score(given[one], evaluation.language) for one in CriterionScore.Criterion if one in given]


def _score(score: CriterionScore, language: str) -> ShownScore:
    return ShownScore(
        label=str(score.get_criterion_display()),
        question=str(QUESTIONS[score.criterion]),
        level=score.score,
        said=_said(score),
        why=Wording(score.why, language),
    )


def _said(score: CriterionScore) -> str:
    if score.score is None:
        return pgettext("score of a criterion", "Not assessed")
    # Translators: a score of 1 to 4 and what it means, as in "3 of 4, good"
    return pgettext("score of a criterion", "%(score)s of 4, %(word)s") % {
        "score": score.score,
        "word": score.get_score_display(),
    }


@dataclass(frozen=True)
class EvaluationsOfPage:
    """The newest in full, the earlier ones to be followed."""

    newest: ShownEvaluation | None
    earlier: list[ShownEvaluation]

    def __bool__(self) -> bool:
        return self.newest is not None


def evaluations_of(page, request: HttpRequest | None = None) -> EvaluationsOfPage:
    """One query where there are none, two where there are."""
    if not page.pk:
        return EvaluationsOfPage(None, [])
    found = Evaluation.objects.public().filter(page=page.pk).select_related("document").prefetch_related("scores")
    newest, *earlier = [shown_evaluation(one) for one in found] or [None]
    return EvaluationsOfPage(newest, earlier)
