"""The files there are, and whose rows stand in each: the public's, an M&E officer's, a city's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import CityPage
from cities.tree import under
from core.exports import Column
from evaluations.models import Evaluation
from monitoring.models import Measurement, ResultLine

from .columns import INTERNAL_VALUES, PUBLIC_VALUES
from .evaluations import EVALUATIONS, INTERNAL_EVALUATIONS, evaluation_rows
from .frameworks import FRAMEWORK, framework_rows
from .question import FileQuestion
from .value_rows import internal_values, public_values


@dataclass(frozen=True)
class ExportKind:
    """One file: what is in it for everybody, and for those inside. Rows are made when they are read."""

    name: str
    label: Promise
    text: Promise
    columns: tuple[Column, ...]
    internal_columns: tuple[Column, ...]
    public: Callable[[FileQuestion], Iterator]
    internal: Callable[[Any, CityPage | None], Iterator]
    """Of all that the person may see, or of one city what hangs under it."""


def of_city(found: QuerySet, city: CityPage | None, to_page: str) -> QuerySet:
    return found.filter(under([city], to_page)) if city else found


def public_evaluations(question: FileQuestion) -> Iterator:
    found = Evaluation.objects.public()
    if question.phase:
        found = found.filter(Q(page__phasepage__phase=question.phase) | Q(page__in=question.phase.pilots.values("pk")))
    return evaluation_rows(of_city(found, question.city, "page__"))


RESULTS = ExportKind(
    name="results",
    label=pgettext_lazy("a file", "Results"),
    text=_("Every value with its period, target, source and breakdown. One line for each value."),
    columns=PUBLIC_VALUES,
    internal_columns=INTERNAL_VALUES,
    public=lambda question: public_values(question.filter_lines(ResultLine.objects.public())),
    internal=lambda user, city: internal_values(
        of_city(Measurement.objects.visible_to(user), city, "period__line__page__")
    ),
)
FRAMEWORKS = ExportKind(
    name="frameworks",
    label=pgettext_lazy("a file", "Results frameworks"),
    text=_("All indicators being followed, with baseline, periods and targets."),
    columns=FRAMEWORK,
    internal_columns=FRAMEWORK,
    public=lambda question: framework_rows(question.filter_lines(ResultLine.objects.public())),
    internal=lambda user, city: framework_rows(
        of_city(ResultLine.objects.visible_to(user), city, "page__"), whole=True
    ),
)
EVALUATED = ExportKind(
    name="evaluations",
    label=pgettext_lazy("a file", "Evaluations"),
    text=_("Evaluations by the criteria of OECD-DAC, with scores, reasons and lessons."),
    columns=EVALUATIONS,
    internal_columns=INTERNAL_EVALUATIONS,
    public=public_evaluations,
    internal=lambda user, city: evaluation_rows(of_city(Evaluation.objects.visible_to(user), city, "page__")),
)
EXPORT_KINDS = {kind.name: kind for kind in (RESULTS, FRAMEWORKS, EVALUATED)}
