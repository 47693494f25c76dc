"""An evaluation as it is read: on its subject's page, on its own, and on the desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.documents.models import Document

from core.display import DatedRow, Sign
from core.languages import Wording
from evaluations.models import CriterionScore, Evaluation

from .forms import QUESTIONS

HEADINGS = {
    Evaluation.Timing.BASELINE: _("Evaluation at the start"),
    Evaluation.Timing.MID_TERM: _("Mid-term evaluation"),
    Evaluation.Timing.FINAL: _("Final evaluation"),
    Evaluation.Timing.EX_POST: _("Evaluation after the end"),
}


@dataclass(frozen=True)
class CriterionRating:
    """`level` is 1 to 4, or None where it was not assessed; `text` is the level in words."""

    label: str
    question: str
    level: int | None
    text: str
    why: Wording


@dataclass(frozen=True)
class EvaluationCard:
    heading: str
    url: str
    when: str
    by: str
    evaluator: str
    """An organisation or a role, as it was typed."""
    summary: Wording
    lessons: list[str]
    ratings: list[CriterionRating]
    document: Document | None
    words: Wording
    """Knows in which language all of it is."""

    @property
    def signs(self) -> list[Sign]:
        return [Sign(self.by, tone="none")]


def evaluation_card(evaluation: Evaluation) -> EvaluationCard:
    """Its scores, document and subject are at hand. A criterion that nothing is said of is left out."""
    language = evaluation.language
    given = {score.criterion: score for score in evaluation.scores.all()}
    return EvaluationCard(
        heading=str(HEADINGS[evaluation.timing]),
        url=reverse("evaluation", args=[evaluation.pk]),
        when=date_format(evaluation.on),
        by=capfirst(evaluation.get_by_display()),
        evaluator=evaluation.evaluator,
        summary=Wording(evaluation.summary, language),
        lessons=[line.strip() for line in evaluation.lessons.splitlines() if line.strip()],
        ratings=[
            CriterionRating(
                label=str(score.get_criterion_display()),
                question=str(QUESTIONS[criterion]),
                level=score.score,
                text=display_score(score),
                why=Wording(score.why, language),
            )
            for criterion in CriterionScore.Criterion
            if (score := given.get(criterion))
        ],
        document=evaluation.document,
        words=Wording(evaluation.summary or evaluation.lessons or " ", language),
    )


def display_score(score: CriterionScore) -> str:
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

    newest: EvaluationCard | None
    earlier: list[DatedRow]

    def __bool__(self) -> bool:
        return self.newest is not None


def evaluations_of(page, request: HttpRequest | None = None) -> EvaluationsOfPage:
    """One query where there are none, two where there are."""
    if not page.pk:
        return EvaluationsOfPage(None, [])
    found = Evaluation.objects.public().filter(page=page.pk).select_related("document").prefetch_related("scores")
    newest, *earlier = [evaluation_card(one) for one in found] or [None]
    return EvaluationsOfPage(newest, [DatedRow(one.when, one.heading, one.url, text=one.by) for one in earlier])
