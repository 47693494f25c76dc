"""Which practices are to be confirmed by their city, when, and how they are asked about."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Case, DateField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.bidi import isolated
from core.models import SubjectQuerySet

from .freshness import GRACE, REVIEW_AFTER
from .models import Confirmation, PracticePage

NEEDS_EDITING = (Confirmation.Answer.CHANGED, Confirmation.Answer.ENDED)


def reviewed() -> SubjectQuerySet:
    """Live practices, each with its newest confirmation, and with the day from which its year is counted."""
    newest = Confirmation.objects.filter(practice=OuterRef("pk")).order_by("-on", "-pk")
    return PracticePage.objects.live().annotate(
        confirmed_on=Subquery(newest.values("on")[:1]),
        confirmed_answer=Subquery(newest.values("answer")[:1]),
        confirmed_by=Subquery(newest.values("by_role")[:1]),
        confirmed_at=Subquery(newest.values("recorded")[:1]),
        counted_from=Coalesce("confirmed_on", TruncDate("first_published_at"), output_field=DateField()),
    )


def to_be_reviewed(practices: SubjectQuerySet, by: date) -> SubjectQuerySet:
    """Those of `reviewed()` whose year is over `by` that day. What has ended stays ended."""
    goes_on = Q(confirmed_answer__isnull=True) | ~Q(confirmed_answer=Confirmation.Answer.ENDED)
    return practices.filter(goes_on, counted_from__lte=by - REVIEW_AFTER)


def not_corrected() -> Q:
    """Of `reviewed()`: the city says that it changed or ended, and nothing was published since."""
    since = Q(confirmed_at__isnull=True, last_published_at__date__lt=F("confirmed_on"))
    since |= Q(last_published_at__lt=F("confirmed_at"))
    return Q(confirmed_answer__in=NEEDS_EDITING) & since


class Stale(models.TextChoices):
    """Why a practice is on the editors' list, the most pressing first."""

    UNCORRECTED = "uncorrected", gettext_lazy("Changed or ended, page not corrected")
    OVERDUE = "overdue", pgettext_lazy("a practice", "Overdue")
    DUE = "due", gettext_lazy("Due for confirmation")
    NEVER = "never", gettext_lazy("Never confirmed")


def stale(today: date) -> SubjectQuerySet:
    """Those of `reviewed()` that an editor should know of, each with its `stale` state."""
    state = Case(
        When(confirmed_on__isnull=True, then=Value(Stale.NEVER)),
        When(not_corrected(), then=Value(Stale.UNCORRECTED)),
        When(confirmed_answer=Confirmation.Answer.ENDED, then=Value("")),
        When(confirmed_on__lte=today - REVIEW_AFTER - GRACE, then=Value(Stale.OVERDUE)),
        When(confirmed_on__lte=today - REVIEW_AFTER, then=Value(Stale.DUE)),
        default=Value(""),
    )
    return reviewed().annotate(stale=state).exclude(stale="")


def question_about(practice: PracticePage) -> str:
    """About one of `reviewed()`. What is over cannot be still true, and what its city never confirmed was perhaps never
    told rightly."""
    title = isolated(practice.words.wording("title"))
    if practice.is_over or practice.confirmed_on is None:
        return _("Is our description of %(practice)s correct?") % {"practice": title}
    return _("Is %(practice)s up to date?") % {"practice": title}
