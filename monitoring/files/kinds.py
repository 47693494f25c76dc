"""The files there are, and whose rows stand in each: the public's, an M&E officer's, a city's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.models import CityPage
from core.exports import Column
from monitoring.models import Evaluation, Measurement, ResultLine
from monitoring.models.rights import under

from .asked import FileQuestion
from .columns import INTERNAL_VALUES, PUBLIC_VALUES
from .evaluations import EVALUATIONS, INTERNAL_EVALUATIONS, evaluation_rows
from .frameworks import FRAMEWORK, framework_rows
from .value_rows import internal_values, public_values


@dataclass(frozen=True)
class Kind:
    """One file: what is in it for everybody, and for those inside. Rows are made when they are read."""

    name: str
    label: Promise
    text: Promise
    columns: tuple[Column, ...]
    internal_columns: tuple[Column, ...]
    public: Callable[[FileQuestion], Iterator]
    internal: Callable[[Any, CityPage | None], Iterator]


def _lines(question: FileQuestion) -> QuerySet[ResultLine]:
    return question.of_lines(ResultLine.objects.public())


def _own(found: QuerySet, city: CityPage | None, to_page: str) -> QuerySet:
    """All that the person may see, or of one city what hangs under it."""
    return found.filter(under([city], to_page)) if city else found


def _public_evaluations(question: FileQuestion) -> Iterator:
    found = Evaluation.objects.public()
    if question.phase:
        pilots = question.phase.pilots.values("pk")
        found = found.filter(Q(phase=question.phase) | Q(page__in=pilots))
    return evaluation_rows(_own(found, question.city, "page__"))


def _internal(model, rows: Callable, to_page: str, user, city: CityPage | None) -> Iterator:
    return rows(_own(model.objects.visible_to(user), city, to_page))


RESULTS = Kind(
    name="results",
    label=pgettext_lazy("a file", "Results"),
    text=_("Every value with its period, target, source and breakdown. One line for each value."),
    columns=PUBLIC_VALUES,
    internal_columns=INTERNAL_VALUES,
    public=lambda question: public_values(_lines(question)),
    internal=partial(_internal, Measurement, internal_values, "period__line__page__"),
)
FRAMEWORKS = Kind(
    name="frameworks",
    label=pgettext_lazy("a file", "Results frameworks"),
    text=_("Every indicator that is followed, with baseline, periods and targets."),
    columns=FRAMEWORK,
    internal_columns=FRAMEWORK,
    public=lambda question: framework_rows(_lines(question)),
    internal=partial(_internal, ResultLine, partial(framework_rows, whole=True), "page__"),
)
EVALUATED = Kind(
    name="evaluations",
    label=pgettext_lazy("a file", "Evaluations"),
    text=_("Evaluations by the criteria of OECD-DAC, with scores, reasons and lessons."),
    columns=EVALUATIONS,
    internal_columns=INTERNAL_EVALUATIONS,
    public=_public_evaluations,
    internal=partial(_internal, Evaluation, evaluation_rows, "page__"),
)
KINDS = {kind.name: kind for kind in (RESULTS, FRAMEWORKS, EVALUATED)}
