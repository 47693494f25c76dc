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
from monitoring.files.subjects import Subjects
from monitoring.models import Activity, ResultLine
from monitoring.results import LineResult, results
from pilots.models import PilotPage, PilotTranslation

from .codes import CHILD, FUNDING, GENERAL, OBJECTIVES, PARENT, SDG_VOCABULARIES, DateType
from .facts import ActivityFacts, LeftOut, Narratives, Paper, Party
from .papers import address, papers_of, web_page


def gathered(phase: Phase) -> tuple[list[ActivityFacts], LeftOut]:
    """The phase first, then its pilots. Queries grow with public documents, not with pilots, lines or values."""
    lines = ResultLine.objects.public().of_phase(phase).filter(exported=True)
    shown, documented, unplanned = _by_page(results(lines.select_related("indicator__framework_item", "objective")))
    pilots = _pilots(phase, shown)
    own = Activity.objects.filter(phase=phase).select_related("region").prefetch_related("countries").first()
    whole = _of_phase(phase, own or Activity(), shown.get(None, []), pilots)
    facts = [whole, *_of_pilots(phase, pilots, shown, whole)]
    _add_what_values_rest_on(facts)
    return facts, _left_out(phase, documented, unplanned, shown)


def _by_page(found: Iterable[LineResult]) -> tuple[dict, list[LineResult], list[LineResult]]:
    """The lines of each page (None: the phase); those that have only documented values; those without a period."""
    shown, documented, unplanned = defaultdict(list), [], []
    for result in found:
        if result.documented and not result.approved:
            documented.append(result)
        elif not result.periods:
            unplanned.append(result)
        else:
            shown[result.line.page_id].append(result)
    return shown, documented, unplanned


def _pilots(phase: Phase, shown: dict) -> list[PilotPage]:
    every_language = Prefetch("translations", PilotTranslation.objects.live(), to_attr="translations_shown")
    found = PilotPage.objects.live().filter(phase=phase, pk__in=[key for key in shown if key]).order_by("path")
    return list(found.prefetch_related(every_language, "funders", "implementers__organisation", "framework_items"))


def _left_out(phase: Phase, documented: list[LineResult], unplanned: list[LineResult], shown: dict) -> LeftOut:
    pilots = PilotPage.objects.filter(phase=phase)
    titles = {page.pk: Wording(page.title, page.language) for page in pilots.only("title", "language")}
    with_lines = {*shown, *(result.line.page_id for result in (*documented, *unplanned))}
    return LeftOut(
        documented=[(titles.get(result.line.page_id, phase.name), result) for result in documented],
        unplanned=[(titles.get(result.line.page_id, phase.name), result) for result in unplanned],
        drafts=[str(title) for title in pilots.filter(live=False).values_list("title", flat=True)],
        silent=[titles[one.pk] for one in pilots.live() if one.pk not in with_lines],
    )


# --- the phase --------------------------------------------------------------------------------------------------
def _of_phase(phase: Phase, own: Activity, lines: list[LineResult], pilots: list[PilotPage]) -> ActivityFacts:
    contributions = list(phase.contributions.select_related("organisation")) if phase.pk else []
    descriptions = _written({code: getattr(own, f"description_{code}") for code in languages.CODES})
    return ActivityFacts(
        name=phase.name,
        identifier=phase.iati_identifier,
        reporting=_party(phase.reporting_organisation) if phase.reporting_organisation else None,
        titles=_names(phase),
        descriptions={GENERAL: descriptions} if descriptions else {},
        parties=_funders(phase, contributions),
        status=own.status,
        dates=_dates(starts=phase.start, ends=phase.end),
        email=own.contact_email,
        countries=sorted(country.code for country in own.countries.all()) if own.pk else [],
        region=own.region.code if own.region else "",
        sector=phase.sector_code,
        tags=_tags([], lines),
        budget=sum(one.amount for one in contributions) if contributions else None,
        currency=phase.currency,
        page=Paper(address("wagtail_serve", "monitoring/"), "text/html", _names(phase)),
        related=[(CHILD, pilot.iati_identifier) for pilot in pilots],
        lines=lines,
    )


def _funders(phase: Phase, contributions: list) -> list[Party]:
    """Each once: who is named as a funder, and whose money is entered."""
    known = [*phase.funders.all(), *(one.organisation for one in contributions if one.organisation)]
    by_name = {one.name for one in contributions if not one.organisation and one.name}
    parties = [_party(one, FUNDING) for one in dict.fromkeys(known)]
    return parties + [Party((Wording(name, "en"),), role=FUNDING) for name in sorted(by_name)]


# --- a pilot ----------------------------------------------------------------------------------------------------
def _of_pilots(phase: Phase, pilots: list[PilotPage], shown: dict, whole: ActivityFacts) -> list[ActivityFacts]:
    firsts = [shown[pilot.pk][0].line for pilot in pilots]
    subjects = Subjects().of(firsts)
    countries = {line.page_id: subjects[line.pk].country for line in firsts}
    return [_of_pilot(pilot, shown[pilot.pk], countries[pilot.pk], whole) for pilot in pilots]


def _of_pilot(pilot: PilotPage, lines: list[LineResult], country: str, whole: ActivityFacts) -> ActivityFacts:
    """Where it is of no single city it is where the phase is."""
    return ActivityFacts(
        name=Wording(pilot.title, pilot.language),
        pilot=pilot.pk,
        identifier=pilot.iati_identifier,
        reporting=whole.reporting,
        titles=_words(pilot, "title"),
        descriptions=_descriptions(pilot),
        parties=_parties(pilot),
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


def _descriptions(pilot: PilotPage) -> dict[str, Narratives]:
    """In a sentence, else its objective, else what was done; the objective again as what it is."""
    general = next((told for name in ("intro", "objective", "activities") if (told := _words(pilot, name))), ())
    objective = _words(pilot, "objective")
    found = {GENERAL: general, OBJECTIVES: objective if objective != general else ()}
    return {kind: told for kind, told in found.items() if told}


def _parties(pilot: PilotPage) -> list[Party]:
    parties = [_party(one, FUNDING) for one in pilot.funders.all()]
    for row in pilot.implementers.all():
        named = Party((Wording(row.name, pilot.language),), role=row.role)
        parties.append(_party(row.organisation, row.role) if row.organisation else named)
    return list(dict.fromkeys(parties))


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
    for said, planned, actual in (
        (starts, DateType.PLANNED_START, DateType.ACTUAL_START),
        (ends, DateType.PLANNED_END, DateType.ACTUAL_END),
    ):
        last = said.last_day() if said else None
        ahead = last is None or last > timezone.localdate()
        found[actual if not ahead else planned] = said or found.get(planned)
    return {kind: day for kind, day in found.items() if day}


def _tags(items: Iterable[FrameworkItem], lines: list[LineResult]) -> list[tuple[str, str]]:
    """SDG goals and targets: its own, and those that its indicators stand for."""
    of_lines = (result.indicator.framework_item for result in lines)
    every = [item for item in (*items, *of_lines) if item and item.framework in SDG_VOCABULARIES]
    return sorted({(SDG_VOCABULARIES[item.framework], item.code) for item in every})


def _add_what_values_rest_on(facts: list[ActivityFacts]) -> None:
    """Documents that anybody can open, and the indicators' addresses."""
    points = [point.measurement for one in facts for result in one.lines for point in result.approved]
    papers = papers_of(points)
    for one in facts:
        one.papers = papers
        one.indicator_pages = {
            result.line.indicator_id: address("indicator_results", result.line.indicator_id) for result in one.lines
        }
