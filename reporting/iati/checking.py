"""What is missing before the file can be made, in plain words, each with where it is mended.

Whatever stops the file is found here, by activity, and not in the file afterwards. What only should be known (a value
that is documented and so stays out, an end without a day) is said and stops nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.models import Phase
from core.languages import Wording
from core.permissions import tree_policy
from pilots.models import PilotPage

from .checking_lines import line_findings
from .codes import NOT_IN_A_REFERENCE, DateType, codelist
from .facts import ActivityFacts, LeftOut
from .findings import Finding, isolated_names


@dataclass
class CheckedActivity:
    """An activity and what was found about it."""

    title: Wording | str
    findings: list[Finding] = field(default_factory=list)

    @property
    def stops(self) -> bool:
        return any(finding.stops for finding in self.findings)


class Places:
    """Where things are mended: on this page, on a pilot's, in a framework.

    A pilot's form for those who may change it, else its page: there is whom to ask.
    """

    def __init__(self, phase: Phase, user=None) -> None:
        self.facts = reverse("iati", args=[phase.pk])
        page = getattr(phase, "page", None)
        self.phase_framework = reverse("framework", args=[page.pk]) if page else reverse("frameworks")
        pilots = PilotPage.objects.filter(phase=phase)
        self._addresses = {pilot.pk: pilot.url or "" for pilot in pilots}
        may = tree_policy().instances_user_has_any_permission_for(user, {"change"}) if user else pilots.none()
        for pk in may.filter(pk__in=list(self._addresses)).values_list("pk", flat=True):
            self._addresses[pk] = reverse("wagtailadmin_pages:edit", args=[pk])

    def of(self, facts: ActivityFacts, name: str) -> tuple[str, str]:
        """The address of a fact, and what the link to it is called."""
        if facts.pilot is None:
            return f"{self.facts}#id_{name}", _("Enter it below")
        if name == "phase-iati_identifier":
            return f"{self.facts}#id_pilots-{facts.pilot}", _("Enter it below")
        return self._addresses[facts.pilot], _("On the pilot’s page, by its city or an editor")

    def of_lines(self, facts: ActivityFacts) -> str:
        return reverse("framework", args=[facts.pilot]) if facts.pilot else self.phase_framework


def check_activities(facts: Sequence[ActivityFacts], left_out: LeftOut, places: Places) -> list[CheckedActivity]:
    """One for each activity, in the order of the file; what is left out of it comes last."""
    checked = []
    twice = {one for one, number in Counter(one.identifier for one in facts).items() if one and number > 1}
    for one in facts:
        findings = [finding for rule in RULES for finding in rule(one, places)]
        if one.identifier in twice:
            text = _("Another activity has the same identifier.")
            findings.append(Finding(text, *places.of(one, "phase-iati_identifier")))
        findings += line_findings(one.lines, places.of_lines(one))
        checked.append(CheckedActivity(one.name, findings))
    if staying_out := list(find_left_out(left_out)):
        checked.append(CheckedActivity(pgettext("of a file", "Not in the file"), staying_out))
    return checked


def may_be_made(checked: Sequence[CheckedActivity]) -> bool:
    return not any(activity.stops for activity in checked)


# --- rules: each gives what it finds about one activity ---------------------------------------------------------
def check_reporting_organisation(facts: ActivityFacts, places: Places) -> Iterator[Finding]:
    """Once, with the phase: it is the same for its pilots."""
    if facts.pilot is not None:
        return
    if facts.reporting is None:
        text = _("No reporting organisation is named.")
        yield Finding(text, *places.of(facts, "phase-reporting_organisation"))
        return
    where = (f"{places.facts}#organisations", _("Enter it below"))
    ref = facts.reporting.ref
    if not ref:
        yield Finding(_("The reporting organisation has no IATI reference."), *where)
    elif "-" not in ref or NOT_IN_A_REFERENCE.search(ref):
        yield Finding(_("The reporting organisation’s IATI reference is not of the form AGENCY-NUMBER."), *where)
    if facts.reporting.type not in codelist("OrganisationType"):
        yield Finding(_("The reporting organisation has no IATI type."), *where)


def check_identifier(facts: ActivityFacts, places: Places) -> Iterator[Finding]:
    where = places.of(facts, "phase-iati_identifier")
    ref = facts.reporting.ref if facts.reporting else ""
    if not facts.identifier:
        yield Finding(_("The activity has no IATI identifier."), *where)
    elif NOT_IN_A_REFERENCE.search(facts.identifier):
        yield Finding(_("The identifier may have no spaces and none of the characters / & | ?"), *where)
    elif ref and not facts.identifier.startswith(f"{ref}-"):
        text = _("The identifier does not start with the reporting organisation’s reference and a hyphen: %(ref)s-")
        yield Finding(text % {"ref": ref}, *where)


def check_title_and_description(facts: ActivityFacts, places: Places) -> Iterator[Finding]:
    if not facts.titles:
        yield Finding(_("The activity has no title."), *places.of(facts, "phase-iati_identifier"))
    if not facts.descriptions:
        yield Finding(_("The activity has no description."), *places.of(facts, "activity-description_en"))


def check_participating_organisations(facts: ActivityFacts, places: Places) -> Iterator[Finding]:
    if not facts.parties:
        yield Finding(_("No organisation takes part: name at least the funder."), *places.of(facts, "phase-funders"))
        return
    where = (f"{places.facts}#organisations", _("Enter it below"))
    for one in facts.parties:
        if one.type and one.type not in codelist("OrganisationType"):
            text = _("The IATI type of %(organisation)s is not on the list of types.")
            yield Finding(text % {"organisation": isolated_names(one.names[:1])}, *where)
    if nameless := [one.names[0] for one in facts.parties if one.names and not one.ref]:
        text = _("Without an IATI reference, by name only: %(organisations)s.") % {
            "organisations": isolated_names(nameless)
        }
        yield Finding(text, *where, stops=False)


def check_status(facts: ActivityFacts, places: Places) -> Iterator[Finding]:
    if facts.status not in codelist("ActivityStatus"):
        yield Finding(_("The status is not known."), *places.of(facts, "activity-status"))


def check_dates(facts: ActivityFacts, places: Places) -> Iterator[Finding]:
    start, end = places.of(facts, "phase-start"), places.of(facts, "phase-end")
    starts = (DateType.ACTUAL_START, DateType.PLANNED_START)
    if facts.day(*starts) is None:
        known = next((facts.dates[one] for one in starts if one in facts.dates), None)
        text = (
            _("The start has no day: the known date is “%(known)s”.") % {"known": known}
            if known
            else _("No start is known.")
        )
        yield Finding(text, *start)
    ends = (DateType.ACTUAL_END, DateType.PLANNED_END)
    first, last = facts.day(*starts), facts.day(*ends)
    if last is None:
        known = next((facts.dates[one] for one in ends if one in facts.dates), None)
        text = _("The end has no day, so it is left out: the known date is “%(known)s”.") % {
            "known": known or _("nothing")
        }
        yield Finding(text, *end, stops=False)
    elif first and last < first:
        yield Finding(_("The end is before the start."), *end)


def check_countries_and_region(facts: ActivityFacts, places: Places) -> Iterator[Finding]:
    """How money is split between places is not known: a country or a region, or countries alike."""
    where = places.of(facts, "activity-countries")
    if not facts.countries and not facts.region:
        yield Finding(_("Neither a recipient country nor a recipient region is named."), *where)
    elif facts.countries and facts.region:
        yield Finding(_("Countries and a region are both named: keep one of the two."), *where)
    elif len(facts.countries) > 1:
        text = _(
            "The standard requires a share for each country: the file gives each of the %(number)s the same share."
        )
        yield Finding(text % {"number": len(facts.countries)}, *where, stops=False)
    for code in facts.countries:
        if code not in codelist("Country"):
            yield Finding(_("%(code)s is not on IATI’s list of countries.") % {"code": code}, *where)
    if facts.region and not facts.region.isdigit():
        yield Finding(_("The region is one of the programme’s own: choose a region of the United Nations."), *where)


def check_sector_and_budget(facts: ActivityFacts, places: Places) -> Iterator[Finding]:
    if facts.sector not in codelist("Sector"):
        yield Finding(_("The sector is not an OECD-DAC purpose code."), *places.of(facts, "phase-sector_code"))
    if facts.currency not in codelist("Currency"):
        yield Finding(_("The currency is not an ISO 4217 code."), *places.of(facts, "phase-currency"))
    if facts.budget is None:
        yield Finding(_("No budget is known, so it is left out."), stops=False)
        return
    first = facts.day(DateType.PLANNED_START, DateType.ACTUAL_START)
    last = facts.day(DateType.PLANNED_END, DateType.ACTUAL_END)
    if not (first and last):
        yield Finding(_("The budget is left out until start and end are known to the day."), stops=False)
    elif (last - first).days > 366:
        text = _("A budget covers one year at most: the file divides it over the years by days, marked as indicative.")
        yield Finding(text, stops=False)


RULES: tuple[Callable[[ActivityFacts, Places], Iterator[Finding]], ...] = (
    check_reporting_organisation,
    check_identifier,
    check_title_and_description,
    check_participating_organisations,
    check_status,
    check_dates,
    check_countries_and_region,
    check_sector_and_budget,
)


def find_left_out(left: LeftOut) -> Iterator[Finding]:
    documented = _(
        "%(subject)s, %(indicator)s: has only values from published sources, which are never included in the file."
    )
    unplanned = _("%(subject)s, %(indicator)s: has no period yet, so it is not in the file.")
    about = [(documented, *one) for one in left.documented] + [(unplanned, *one) for one in left.unplanned]
    for message, subject, result in about:
        text = message % {"subject": isolated_names([subject]), "indicator": isolated_names([result.indicator.name])}
        yield Finding(text, reverse("line_results", args=[result.line.pk]), _("Its values"), stops=False)
    if left.drafts:
        yield Finding(_("Not published: %(pilots)s.") % {"pilots": isolated_names(left.drafts)}, stops=False)
    if left.without_lines:
        yield Finding(
            _("Without a line for the file: %(pilots)s.") % {"pilots": isolated_names(left.without_lines)}, stops=False
        )
