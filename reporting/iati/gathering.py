"""Reads what the file is made of: the phase, those of its pilots that have a line to show, and their results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch
from django.utils import timezone

from cities.models import Organisation, Phase
from core import languages
from core.languages import Wording
from core.models import FrameworkItem
from core.partial_dates import PartialDate
from monitoring.models import ResultLine
from monitoring.results import LineResult, results
from pilots.models import PilotPage, PilotTranslation
from reporting.files.subjects import Subjects
from reporting.models import Activity

from .codes import CHILD, FUNDING, GENERAL, OBJECTIVES, PARENT, SDG_VOCABULARIES, DateType
from .facts import ActivityFacts, LeftOut, Narratives, Paper, Party
from .papers import address, papers_of, web_page


def gather_facts(phase: Phase) -> tuple[list[ActivityFacts], LeftOut]:
    """The phase first, then its pilots. Queries grow with public documents, not with pilots, lines or values.

    Lines that have only documented values, and those without a period, stay out.
    """
    by_page: dict[int, list[LineResult]] = defaultdict(list)
    documented, unplanned = [], []
    lines = ResultLine.objects.public().of_phase(phase).filter(exported=True)
    for result in results(lines.select_related("indicator__framework_item", "objective")):
        if result.documented and not result.approved:
            documented.append(result)
        elif not result.periods:
            unplanned.append(result)
        else:
            by_page[result.line.page_id].append(result)
    every_language = Prefetch("translations", PilotTranslation.objects.live(), to_attr="translations_shown")
    with_lines = PilotPage.objects.live().filter(phase=phase, pk__in=list(by_page)).order_by("path")
    related = (every_language, "funders", "implementers__organisation", "framework_items")
    pilots = list(with_lines.prefetch_related(*related))

    activity = Activity.objects.filter(phase=phase).select_related("region").prefetch_related("countries").first()
    page = getattr(phase, "page", None)
    whole = phase_facts(phase, activity or Activity(), by_page.get(page.pk, []) if page else [], pilots)
    firsts = [by_page[pilot.pk][0].line for pilot in pilots]
    subjects = Subjects().of(firsts)
    countries = {line.page_id: subjects[line.pk].country for line in firsts}
    facts = [whole, *(pilot_facts(pilot, by_page[pilot.pk], countries[pilot.pk], whole) for pilot in pilots)]

    papers = papers_of([point.measurement for one in facts for result in one.lines for point in result.approved])
    for one in facts:
        indicators = {result.line.indicator_id for result in one.lines}
        one.papers = papers
        one.indicator_pages = {pk: address("indicator_results", pk) for pk in indicators}
    return facts, find_left_out(phase, documented, unplanned, set(by_page))


def find_left_out(phase: Phase, documented: list[LineResult], unplanned: list[LineResult], pages: set[int]) -> LeftOut:
    """`pages` are those with a line in the file."""
    pilots = PilotPage.objects.filter(phase=phase)
    titles = {page.pk: page.wording("title") for page in pilots.only("title", "language")}
    with_lines = pages | {result.line.page_id for result in (*documented, *unplanned)}
    return LeftOut(
        documented=[(titles.get(result.line.page_id, phase.name), result) for result in documented],
        unplanned=[(titles.get(result.line.page_id, phase.name), result) for result in unplanned],
        drafts=[str(title) for title in pilots.filter(live=False).values_list("title", flat=True)],
        without_lines=[titles[one.pk] for one in pilots.live() if one.pk not in with_lines],
    )


def phase_facts(phase: Phase, activity: Activity, lines: list[LineResult], pilots: list[PilotPage]) -> ActivityFacts:
    """Its funders are each there once: who is named as one, and whose money is entered."""
    contributions = list(phase.contributions.select_related("organisation")) if phase.pk else []
    descriptions = _written({code: getattr(activity, f"description_{code}") for code in languages.CODES})
    funders = [*phase.funders.all(), *(one.organisation for one in contributions if one.organisation)]
    by_name = {one.name for one in contributions if not one.organisation and one.name}
    return ActivityFacts(
        name=phase.name,
        identifier=phase.iati_identifier,
        reporting=_party(phase.reporting_organisation) if phase.reporting_organisation else None,
        titles=_names(phase),
        descriptions={GENERAL: descriptions} if descriptions else {},
        parties=[
            *(_party(one, FUNDING) for one in dict.fromkeys(funders)),
            *(Party((Wording(name, "en"),), role=FUNDING) for name in sorted(by_name)),
        ],
        status=activity.status,
        dates=_dates(starts=phase.start, ends=phase.end),
        email=activity.contact_email,
        countries=sorted(country.code for country in activity.countries.all()) if activity.pk else [],
        region=activity.region.code if activity.region else "",
        sector=phase.sector_code,
        tags=_tags([], lines),
        budget=sum(one.amount for one in contributions) if contributions else None,
        currency=phase.currency,
        page=Paper(address("wagtail_serve", "monitoring/"), "text/html", _names(phase)),
        related=[(CHILD, pilot.iati_identifier) for pilot in pilots],
        lines=lines,
    )


def pilot_facts(pilot: PilotPage, lines: list[LineResult], country: str, whole: ActivityFacts) -> ActivityFacts:
    """Where it is of no single city it is where the phase is. It is described in a sentence, by its objective, or else
    by what was done; and by its objective again as what it is."""
    descriptions = [text for name in ("intro", "objective", "activities") if (text := _words(pilot, name))]
    general, objective = (descriptions or [()])[0], _words(pilot, "objective")
    described = {GENERAL: general, OBJECTIVES: objective if objective != general else ()}
    parties = [_party(one, FUNDING) for one in pilot.funders.all()]
    for row in pilot.implementers.all():
        named = Party((Wording(row.name, pilot.language),), role=row.role)
        parties.append(_party(row.organisation, row.role) if row.organisation else named)
    return ActivityFacts(
        name=Wording(pilot.title, pilot.language),
        pilot=pilot.pk,
        identifier=pilot.iati_identifier,
        reporting=whole.reporting,
        titles=_words(pilot, "title"),
        descriptions={kind: text for kind, text in described.items() if text},
        parties=list(dict.fromkeys(parties)),
        status=pilot.status,
        dates=_dates(pilot.planned_start, pilot.planned_end, pilot.starts, pilot.ends),
        email=whole.email,
        countries=[country] if country else whole.countries,
        region="" if country else whole.region,
        sector=whole.sector,
        tags=_tags(pilot.framework_items.all(), lines),
        budget=pilot.budget,
        currency=pilot.currency,
        page=web_page(pilot, _words(pilot, "title")),
        related=[(PARENT, whole.identifier)],
        lines=lines,
    )


# --- both -------------------------------------------------------------------------------------------------------
def _party(one: Organisation, role: str = "") -> Party:
    return Party(_names(one), one.iati_ref, one.iati_type, role)


def _names(named) -> Narratives:
    return _written({code: getattr(named, f"name_{code}") for code in languages.CODES})


def _words(page: PilotPage, name: str) -> Narratives:
    """In each language in which it can be read."""
    versions = {page.language: page, **page._public_translations()}
    return _written({code: getattr(versions[code], name) for code in languages.CODES if code in versions})


def _written(texts: dict[str, str]) -> Narratives:
    return tuple(Wording(text.strip(), code) for code, text in texts.items() if text.strip())


def _dates(
    planned_start: PartialDate | None = None,
    planned_end: PartialDate | None = None,
    starts: PartialDate | None = None,
    ends: PartialDate | None = None,
) -> dict[DateType, PartialDate]:
    """A day that is still to come is planned, whatever it was entered as."""
    found = {DateType.PLANNED_START: planned_start, DateType.PLANNED_END: planned_end}
    for known, planned, actual in (
        (starts, DateType.PLANNED_START, DateType.ACTUAL_START),
        (ends, DateType.PLANNED_END, DateType.ACTUAL_END),
    ):
        last = known.last_day() if known else None
        ahead = last is None or last > timezone.localdate()
        found[actual if not ahead else planned] = known or found.get(planned)
    return {kind: day for kind, day in found.items() if day}


def _tags(items: Iterable[FrameworkItem], lines: list[LineResult]) -> list[tuple[str, str]]:
    """SDG goals and targets: its own, and those that its indicators stand for."""
    of_lines = (result.indicator.framework_item for result in lines)
    every = [item for item in (*items, *of_lines) if item and item.framework in SDG_VOCABULARIES]
    return sorted({(SDG_VOCABULARIES[item.framework], item.code) for item in every})
