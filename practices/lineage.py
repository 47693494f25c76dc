"""Where a practice came from and where it went: transfers, and the works and places it names."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.partial_dates import display_period
from core.sources import ShownSource
from core.templatetags.core_tags import row_words

from .courses import Course, courses, titled
from .glance import period_of
from .models import PracticePage, PracticeRelation, PracticeWords, Transfer

FROM, HERE, TO = "from", "here", "to"
RELATIONS = {
    PracticeRelation.Kind.BUILT_ON: (FROM, "based", gettext_lazy("Built on")),
    PracticeRelation.Kind.FUNDED_BY: (FROM, "based", gettext_lazy("Funded by")),
    PracticeRelation.Kind.ALSO_IN: (TO, "based", gettext_lazy("Also in")),
    PracticeRelation.Kind.MEANT_FOR: (TO, "hoped", gettext_lazy("Nobody has reported yet")),
}


@dataclass(frozen=True)
class Kin:
    """A box of `components/_lineage.html`."""

    kind: str
    name: str
    above: str = ""
    below: str = ""
    url: str = ""


@dataclass
class Lineage:
    """The columns of `components/_lineage.html`; empty when nothing is known."""

    columns: list[dict] = field(default_factory=list)
    sources: list[ShownSource] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.columns)


def courses_of_practice(page: PracticePage, request: HttpRequest | None = None) -> list[Course]:
    """The public transfers it came by or went by."""
    about = Q(practice=page) | Q(became=page)
    return courses(Transfer.objects.public().filter(about), request) if page.pk else []


def came_by(page: PracticePage, courses: list[Course]) -> list[Course]:
    return [course for course in courses if course.transfer.became_id == page.pk]


def went_by(page: PracticePage, courses: list[Course]) -> list[Course]:
    return [course for course in courses if course.transfer.practice_id == page.pk]


def lineage(
    page: PracticePage, words: PracticeWords, courses: list[Course], above: str, request: HttpRequest
) -> Lineage:
    """Columns only where there is something to show. `above` says where and when this practice is."""
    came, went = came_by(page, courses), went_by(page, courses)
    relations = list(page.relations.select_related("city"))
    related = _related(relations, words, request)
    before = [*(_giver(course, request) for course in came), *related[FROM]]
    after = [*(_receiver(course, request) for course in went), *related[TO]]
    if not (before or after):
        return Lineage()
    columns = [
        {"place": FROM, "title": _("Came from"), "boxes": before},
        {"place": HERE, "title": _("This practice"), "boxes": [Kin(HERE, titled(page), above)]},
        {"place": TO, "title": _after(went, relations), "boxes": after},
    ]
    sources = [source for course in [*came, *went] for source in course.sources_with_ends]
    return Lineage([column for column in columns if column["boxes"]], sources)


def _after(went: list[Course], relations: list[PracticeRelation]) -> str:
    if went:
        return _("Went to")
    meant = any(relation.kind == PracticeRelation.Kind.MEANT_FOR for relation in relations)
    return _("Meant for") if meant else _("Elsewhere")


def _giver(course: Course, request: HttpRequest) -> Kin:
    practice = course.transfer.practice
    if practice is None:
        return Kin("transfer", course.giver.name, below=course.basis, url=course.giver.url)
    above = placed(course.giver.name, period_of(practice))
    return Kin("transfer", titled(practice), above, course.basis, practice.get_url(request))


def _receiver(course: Course, request: HttpRequest) -> Kin:
    became, since = course.transfer.became, display_period(course.transfer.since, None)
    if became is None:
        return Kin("transfer", course.receiver.name, since, course.basis, course.receiver.url)
    above = placed(course.receiver.name, since)
    return Kin("transfer", titled(became), above, course.basis, became.get_url(request))


def placed(place: str, time: str) -> str:
    """ "Tangier, 2020-2021", or only the place."""
    # Translators: a place and a time, as in "Tangier, 2020-2021"
    return _("%(place)s, %(time)s") % {"place": place, "time": time} if time else place


def _related(relations: list[PracticeRelation], words: PracticeWords, request: HttpRequest) -> dict[str, list[Kin]]:
    boxes: dict[str, list[Kin]] = {FROM: [], TO: []}
    for relation in relations:
        column, kind, above = RELATIONS[relation.kind]
        city = relation.city if relation.city and relation.city.live else None
        name = row_words(words, relation, "label") or (city.name if city else "")
        if name:
            boxes[column].append(Kin(kind, name, str(above), url=city.get_url(request) if city else ""))
    return boxes


def transfer_signs(page: PracticePage, courses: list[Course]) -> list[dict]:
    """Transfers are red and have an arrow, wherever they are named."""
    texts = [_("Adapted from %(place)s") % {"place": course.giver.name} for course in came_by(page, courses)]
    went = went_by(page, courses)
    if len(went) == 1:
        texts.append(_("Adapted by %(place)s") % {"place": went[0].receiver.name})
    elif went:
        texts.append(_("Adapted in %(number)s places") % {"number": len(went)})
    return [{"icon": "arrow", "tone": "due", "text": text} for text in texts]
